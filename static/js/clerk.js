// Keys for the queue, and papers that turn and grow; the desk works the same without it.
(function () {
  "use strict";

  const telephone = document.currentScript.dataset.telephone;

  function rows() {
    return Array.from(document.querySelectorAll("[data-row] a"));
  }

  function isTyping(element) {
    return element.closest("input, select, textarea, [contenteditable]") !== null;
  }

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const now = all.indexOf(document.activeElement);
    const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + step, 0), all.length - 1);
    all[next].focus();
    all[next].scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const keyed = document.querySelector('[data-key="' + CSS.escape(event.key) + '"]');
    const search = document.querySelector("[data-search]");
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "/" && search) search.focus();
    else if (keyed) keyed.click();
    else if (event.key === "t") window.location.assign(telephone);
    else return;
    event.preventDefault();
  });

  // A whole day typed where the year is asked for is shown in its three boxes; the server reads it either way.
  document.addEventListener("change", function (event) {
    const parts = event.target.closest(".date-parts"), whole = /^(\d{4})(\d{2})(\d{2})$/.exec(event.target.value || "");
    if (!parts || !whole) return;
    parts.querySelectorAll("input").forEach(function (box, place) { box.value = whole[place + 1]; });
  });

  function button(word, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button-quiet";
    made.textContent = word;
    made.addEventListener("click", function () { act(made); });
    return made;
  }

  function giveTools(scan) {
    let turns = 0;
    const tools = document.createElement("div");
    tools.className = "scan-tools";
    tools.append(
      button(scan.dataset.turn, function () {
        scan.classList.remove("scan-" + turns);
        turns = (turns + 1) % 4;
        scan.classList.add("scan-" + turns);
      }),
      button(scan.dataset.grow, function (made) {
        made.textContent = scan.classList.toggle("scan-large") ? scan.dataset.shrink : scan.dataset.grow;
      })
    );
    scan.prepend(tools);
  }

  // Also when an act has replaced the page's main part; a paper that was there before stays as it was turned.
  document.addEventListener("htmx:load", function () {
    for (const scan of document.querySelectorAll("[data-scan]")) {
      if (!scan.querySelector(".scan-tools")) giveTools(scan);
    }
  });

  // What the rules say while typing: a chosen file is named, not sent.
  document.addEventListener("htmx:configRequest", function (event) {
    const form = event.detail.elt.closest("form");
    if (!form) return;
    for (const input of form.querySelectorAll("input[type=file]")) {
      event.detail.formData.delete(input.name);
      if (input.files.length) event.detail.formData.set(input.name, "chosen");
    }
  });
})();
