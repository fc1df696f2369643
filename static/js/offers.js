// What a fax offers is put into its field at once: by its button, or by the right arrow in the empty field.
(function () {
  "use strict";

  function take(button) {
    const given = Array.from(button.parentElement.querySelectorAll("[data-gives]"));
    for (const each of given) {
      const control = button.form.elements[each.dataset.gives];
      control.value = each.value;
      for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    button.form.elements[given[0].dataset.gives].focus();
    button.disabled = true;
    button.firstElementChild.textContent = button.dataset.taken;
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-taken]");
    if (!button) return;
    event.preventDefault();
    take(button);
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "ArrowRight" || event.target.value || event.ctrlKey || event.metaKey || event.altKey) return;
    const around = event.target.matches("input") && event.target.closest(".with-offers");
    const button = around && around.querySelector("[data-taken]:enabled");
    if (!button) return;
    event.preventDefault();
    take(button);
  });
})();
