// Checks a certificate in the browser: by the published keys and list, fetched when the page opens, and nothing sent.
(function () {
  "use strict";

  const form = document.getElementById("check"), texts = form.dataset;
  const words = document.getElementById("words").content, place = document.getElementById("verdict");
  const ALGORITHM = { name: "Ed25519" }, FOR = { filing: "filing-certificate-1", ended: "filing-certificates-ended-1" };
  const LOCALE = document.documentElement.lang.replace(/^en$/, "en-GB");  // the day first, as on every other page
  let published = null;

  function bytesOf(text) {
    const raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(raw, function (sign) { return sign.charCodeAt(0); });
  }

  // Only one spelling counts: what decodes to the same and is written otherwise is not what was signed.
  function isWrittenSo(text) {
    if (!/^[A-Za-z0-9_-]+$/.test(text)) return false;
    const again = btoa(String.fromCharCode.apply(null, bytesOf(text)));
    return again.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") === text;
  }

  function partsOf(text) {
    const bare = text.replace(/\s+/g, ""), parts = bare.slice(bare.lastIndexOf("#") + 1).split(".");
    return parts.length === 3 && parts[0] && parts.slice(1).every(isWrittenSo) ? parts : null;
  }

  async function isGenuine(purpose, parts, key) {
    const signed = new TextEncoder().encode([purpose, parts[0], parts[1]].join("."));
    return crypto.subtle.verify(ALGORITHM, key, bytesOf(parts[2]), signed);
  }

  function contentOf(parts) {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(parts[1])));
  }

  async function fetched() {
    const answers = await Promise.all([fetch(texts.keys), fetch(texts.ended)]);
    if (!answers.every(function (answer) { return answer.ok; })) throw new Error("not published");
    const set = await answers[0].json(), list = (await answers[1].text()).trim().split("."), keys = {};
    for (const key of set.keys) keys[key.kid] = await crypto.subtle.importKey("raw", bytesOf(key.x), ALGORITHM, false, ["verify"]);
    if (!(await isGenuine(FOR.ended, list, keys[list[0]]))) throw new Error("the list is not signed by these keys");
    return { keys: keys, counties: set.counties, list: contentOf(list) };
  }

  function stateOf(content, today) {
    const [uid, , , , , , begins, ends] = content, list = published.list.ended;
    const isListed = Object.hasOwn(list, uid);
    if (isListed && (!list[uid] || today > list[uid])) return "ended";
    if (ends && today > ends) return "expired";
    return today < begins ? "not_begun" : "valid";
  }

  async function verdictOf(text) {
    const parts = partsOf(text);
    if (!parts) return { state: "no_certificate" };
    if (!Object.hasOwn(published.keys, parts[0])) return { state: "unknown_key" };
    if (!(await isGenuine(FOR.filing, parts, published.keys[parts[0]]))) return { state: "forged" };
    const content = contentOf(parts);
    if (!Object.hasOwn(published.counties, content[2])) return { state: "other_county" };
    const beijing = new Date(Date.now() + 8 * 3600 * 1000);
    return { state: stateOf(content, beijing.toISOString().slice(0, 10)), content: content };
  }

  function part(tag, text, name) {
    const made = document.createElement(tag);
    made.textContent = text;
    if (name) made.className = name;
    return made;
  }

  // Names stay Chinese on any page; a voice would spell out what does not say so.
  function marked(text) {
    if (document.documentElement.lang.startsWith("zh")) return part("dd", text);
    const made = part("dd", "");
    text.split(/(\p{Script=Han}+)/u).forEach(function (run, index) {
      const name = part("span", run);
      name.lang = "zh-CN";
      made.append(index % 2 ? name : run);
    });
    return made;
  }

  function wordOf(kind, code) {
    const found = words.querySelector("[data-" + kind + "='" + CSS.escape(code) + "']");
    return found ? found.textContent : code;
  }

  function day(text) {
    if (!text) return "";
    return new Intl.DateTimeFormat(LOCALE, { dateStyle: "full", timeZone: "UTC" }).format(new Date(text));
  }

  function rowsOf(content) {
    const [uid, number, county, , place, kind, begins, ends, name, tail] = content;
    return [
      ["number", number], ["county", published.counties[county]], ["place", place], ["type", wordOf("type", kind)],
      ["begins", day(begins)], ["ends", day(ends) || texts.sayNoEnd], ["last", day(published.list.ended[uid])],
      ["person", texts.sayPerson.replace("{name}", name).replace("{tail}", tail)]
    ].filter(function (row) { return row[1]; });
  }

  function aboutTheList() {
    const list = published.list, isFresh = new Date() <= new Date(list.fresh_until);
    const at = new Intl.DateTimeFormat(LOCALE, { dateStyle: "long", timeStyle: "short", timeZone: "Asia/Shanghai" });
    return (isFresh ? texts.sayFresh : texts.sayOld).replace("{at}", at.format(new Date(list.listed_at)));
  }

  function show(verdict) {
    const sentence = words.querySelector("[data-state='" + verdict.state + "']"), box = part("div", "", "notice notice-" + sentence.dataset.tone);
    const line = part("p", "");
    line.append(part("b", sentence.textContent));
    box.append(line);
    box.dataset.found = verdict.state;
    place.replaceChildren(box);
    if (!verdict.content) return;
    const list = part("dl", "", "summary");
    for (const [name, value] of rowsOf(verdict.content)) {
      const row = part("div", "");
      row.append(part("dt", wordOf("row", name)), marked(value));
      list.append(row);
    }
    place.append(list, part("p", aboutTheList(), "hint"));
  }

  async function check(text) {
    show(await verdictOf(text));
    place.scrollIntoView({ block: "nearest" });
  }

  // What came behind # in the address of a scanned code: the browser keeps it to itself.
  function checkScanned() {
    const field = form.elements.certificate, scanned = decodeURIComponent(location.hash.slice(1));
    if (scanned.indexOf(".") < 0) return;
    field.value = scanned;
    history.replaceState(null, "", location.pathname);
    if (published) check(scanned);
  }

  async function begin() {
    const status = document.getElementById("by-itself");
    try {
      published = await fetched();
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        event.stopImmediatePropagation();
        check(form.elements.certificate.value);
      }, true);
      window.addEventListener("hashchange", checkScanned);
    } catch (fault) { // no Ed25519, no https, or nothing published: the form does the same
      status.dataset.why = String(fault);
    }
    status.textContent = published ? texts.sayReady : texts.sayUnable;
    status.hidden = false;
    checkScanned();
  }

  begin();
})();
