// Finds a place by typing characters or pinyin, or by province and city; without it the whole list does the same.
(function () {
  "use strict";

  const WAIT = 120; // ms after the last letter
  let made = 0;

  function part(tag, attributes, text) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    return element;
  }

  function equip(field) {
    const select = field.querySelector("select"), words = field.dataset, id = select.id + "-" + (made += 1);
    const groups = Array.from(select.querySelectorAll("optgroup"));
    const tongue = (groups[0] && groups[0].lang) || document.documentElement.lang; // names of places stay Chinese on any page
    const content = new Map(groups.map(function (group) { return [group, Array.from(group.children)]; }));
    const around = Array.from(select.children).filter(function (child) { return !content.has(child); });

    const input = part("input", {
      class: "control control-medium", id: id + "-typed", type: "text", role: "combobox", autocomplete: "off",
      autocapitalize: "none", spellcheck: "false", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": id + "-found"
    });
    const found = part("ul", { class: "place-found", id: id + "-found", role: "listbox", "aria-label": words.sayFound, hidden: "" });
    const status = part("p", { class: "hint", role: "status" });
    const typing = part("div", { class: "place-typing" });
    typing.append(part("label", { for: input.id }, words.sayType), input, found, status);

    const province = part("select", { class: "control", id: id + "-province" });
    province.append(part("option", { value: "" }, words.sayEvery));
    for (const group of groups) province.append(part("option", { value: group.label, lang: tongue }, group.label));
    const row = part("div", { class: "place-row" }), left = part("div", {}), right = part("div", {});
    left.append(part("label", { for: province.id }, words.sayProvince), province);
    select.before(typing, row);
    right.append(part("span", { class: "place-city", "aria-hidden": "true" }, words.sayCity), select);
    row.append(left, right);

    function groupOf(code) {
      return groups.find(function (group) {
        return content.get(group).some(function (option) { return option.value === code; });
      });
    }

    // The list keeps every place, or those of the province; what was chosen stays chosen where it can.
    function narrow(name) {
      const chosen = select.value, group = groups.find(function (each) { return each.label === name; });
      province.value = group ? name : "";
      if (group) select.replaceChildren(...around, ...content.get(group));
      else {
        for (const [each, options] of content) each.replaceChildren(...options);
        select.replaceChildren(...around, ...groups);
      }
      const offered = Array.from(select.options), only = group && content.get(group).length === 1;
      if (only) select.value = content.get(group)[0].value;
      else if (offered.some(function (option) { return option.value === chosen; })) select.value = chosen;
      else select.value = "";
    }

    province.addEventListener("change", function () {
      narrow(province.value);
      input.value = status.textContent = "";
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
    select.addEventListener("change", function (event) { if (event.isTrusted) input.value = status.textContent = ""; });

    let timer = 0, active = -1, newest = 0, wantsFirst = false;

    function mark(index) {
      const options = Array.from(found.children);
      active = options.length ? (index + options.length) % options.length : -1;
      options.forEach(function (option, place) { option.setAttribute("aria-selected", String(place === active)); });
      if (active < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", options[active].id);
      options[active].scrollIntoView({ block: "nearest" });
    }

    function close() {
      window.clearTimeout(timer);
      newest += 1; // an answer still on its way is no longer wanted
      found.hidden = true;
      wantsFirst = false;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function choose(option) {
      const code = option.dataset.code, group = groupOf(code);
      close();
      if (!group) return;
      narrow(group.label);
      select.value = code;
      input.value = option.textContent;
      status.textContent = words.sayChosen + option.textContent;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function show(places, gone) {
      found.replaceChildren(...places.map(function (place, index) {
        const option = part("li", { role: "option", id: found.id + "-" + index, lang: tongue, "data-code": place.code }, place.label);
        option.addEventListener("pointerdown", function (event) { event.preventDefault(); });
        option.addEventListener("click", function () { choose(option); });
        return option;
      }));
      found.hidden = !places.length || gone.length > 0; // other places would lie over the sentence, and be taken for it
      input.setAttribute("aria-expanded", String(!found.hidden));
      status.textContent = gone.length ? words.sayGivenUp.replace("{names}", gone.join("、")) : places.length ? "" : words.sayNone;
      mark(0);
      if (wantsFirst && places.length && !gone.length) choose(found.children[0]);
      wantsFirst = false;
    }

    function ask() {
      const typed = input.value.trim(), mine = (newest += 1);
      if (!typed) {
        close();
        status.textContent = "";
        return;
      }
      fetch(words.places + "?q=" + encodeURIComponent(typed), { credentials: "same-origin" })
        .then(function (answer) { return answer.json(); })
        .then(function (answer) { if (mine === newest) show(answer.found, answer.given_up); }, function () {
          if (mine === newest) status.textContent = document.body.dataset.sayOffline;
        });
    }

    input.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, WAIT);
      newest += 1;
      found.hidden = true;
    });
    input.addEventListener("change", function (event) { event.stopPropagation(); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", function (event) {
      const isOpen = !found.hidden;
      if (event.key === "Escape" && isOpen) close();
      else if (event.key === "ArrowDown" && isOpen) mark(active + 1);
      else if (event.key === "ArrowUp" && isOpen) mark(active - 1);
      else if (event.key === "Enter" && !event.isComposing) {
        if (isOpen) choose(found.children[active]);
        else if (input.value.trim()) wantsFirst = true; // faster than the answer
      } else {
        if (event.key === "Tab" && isOpen) choose(found.children[active]);
        return;
      }
      event.preventDefault(); // Enter chooses; it does not send the form
    });
    const now = select.value && groupOf(select.value);
    if (now) narrow(now.label);
    field.dataset.equipped = "yes";
  }

  function equipAll() {
    for (const field of document.querySelectorAll("[data-places]:not([data-equipped])")) equip(field);
  }

  if (!Element.prototype.replaceChildren) return; // an old browser keeps the whole list
  equipAll();
  document.addEventListener("htmx:load", equipAll);
})();
