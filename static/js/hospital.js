// Keys for a hospital's list: a digit goes to that renewal of the page, Enter presses it; the list works the same without.
(function () {
  "use strict";

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const wanted = document.querySelectorAll("[data-renew]")[Number(event.key) - 1];
    if (!wanted) return;
    event.preventDefault();
    wanted.focus();
    wanted.scrollIntoView({ block: "nearest" });
  });
})();
