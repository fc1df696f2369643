// A terminal: over by itself when nobody presses anything, and the paper printed by a button. Without a script the page
// goes to the first one by itself, and the server has let go of what was typed by then.
(function () {
  "use strict";

  const end = document.getElementById("kiosk-end"), warning = document.getElementById("kiosk-idle");
  const idle = Number(end.dataset.idle) * 1000, AHEAD = 30000, TELL_EVERY = 20000;
  let warn = 0, leave = 0, told = Date.now();

  function wait() {
    warning.hidden = true;
    window.clearTimeout(warn);
    window.clearTimeout(leave);
    warn = window.setTimeout(function () {
      warning.hidden = false;
      warning.querySelector("button").focus();
    }, idle - AHEAD);
    leave = window.setTimeout(function () { end.submit(); }, idle);
  }

  // whoever types for long without sending is there all the same
  function somebodyIsThere() {
    if (Date.now() - told > TELL_EVERY) {
      told = Date.now();
      fetch(end.dataset.stay, { credentials: "same-origin" });
    }
    wait();
  }
  for (const press of ["pointerdown", "keydown"]) document.addEventListener(press, somebodyIsThere);
  wait();

  // A page that the back button brings from memory may be somebody else's: it is asked for anew, and refused.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) window.location.reload();
  });

  const print = document.getElementById("kiosk-print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", function () { window.print(); });
  }
})();
