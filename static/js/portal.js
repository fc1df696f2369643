// Makes plain pages smoother; every page does the same without it.
(function () {
  "use strict";

  const body = document.body;
  const announcer = document.getElementById("announcer");
  const LONGEST_ANSWER = 15000, LONGEST_UPLOAD = 180000;  // milliseconds

  function say(sentence) {
    announcer.textContent = "";
    // a screen reader speaks only of a change, so the same sentence twice needs a moment of nothing
    window.setTimeout(function () { announcer.textContent = sentence; }, 50);
  }

  // One press is one submission. The button stays in the form's data, so it is marked and not disabled.
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    const files = Array.from(form.querySelectorAll("input[type=file]"));
    const carries = files.some(function (input) { return input.files.length > 0; });
    if (form.dataset.sent) {
      event.preventDefault();
      if (carries) say(showChecking(form) || body.dataset.sayBusy);
      return;
    }
    form.dataset.sent = "yes";
    if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
    if (form.enctype === "multipart/form-data") say(showChecking(form) || body.dataset.sayBusy);
    // a download or a stopped request leaves the page where it is; then it must work again. Files take their time, and
    // whoever presses again meanwhile hears that they are on their way
    window.setTimeout(release, carries ? LONGEST_UPLOAD : LONGEST_ANSWER);
  });

  // Under each paper whose file is on its way; says what stands there, if anything.
  function showChecking(form) {
    let sentence = "";
    for (const note of form.querySelectorAll("[data-checking]")) {
      const inputs = Array.from(note.parentElement.querySelectorAll("input[type=file]"));
      note.hidden = !inputs.some(function (input) { return input.files.length > 0; });
      if (!note.hidden) sentence = note.textContent;
    }
    return sentence;
  }

  function hideChecking() {
    for (const note of document.querySelectorAll("[data-checking]")) note.hidden = true;
  }

  function release() {
    hideChecking();
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    for (const button of document.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
  }

  // Coming back by the back button shows the page as it was left: it may be sent again.
  window.addEventListener("pageshow", function () {
    release();
    announcer.textContent = "";
  });

  // The first thing heard on a page with faults is what they are.
  const summary = document.getElementById("error-summary");
  if (summary) summary.focus();

  // A part of a page that could not be fetched says why, in the words of the server where it had any.
  document.addEventListener("htmx:responseError", function (event) {
    const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const sentence = answer.querySelector("[data-sentence]");
    say(sentence ? sentence.textContent.replace(/\s+/g, " ").trim() : body.dataset.sayOffline);
  });
  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, function () { say(body.dataset.sayOffline); });
  }
  document.addEventListener("htmx:beforeRequest", function (event) {
    announcer.textContent = "";
    const sender = event.detail.elt;
    if (sender.matches("form")) say(showChecking(sender));
  });
  document.addEventListener("htmx:afterRequest", hideChecking);

  // A picture the server had no time for is asked for again, more seldom each time; its place says meanwhile what it is.
  function again(picture) {
    const tries = Number(picture.dataset.tries || 0) + 1;
    if (tries > 3) return;
    picture.dataset.tries = tries;
    window.setTimeout(function () { picture.src = picture.src; }, 3000 * tries);
  }
  document.addEventListener("error", function (event) {
    if (event.target instanceof HTMLImageElement) again(event.target);
  }, true);
  for (const picture of document.images) if (picture.complete && !picture.naturalWidth) again(picture);

  // A field that was judged when it was left looks as it was judged.
  document.addEventListener("htmx:afterSwap", function (event) {
    const field = event.detail.target.closest(".field-checked");
    if (!field) return;
    const control = field.querySelector(".control"), isBad = event.detail.target.textContent.trim() !== "";
    field.classList.toggle("field-bad", isBad);
    if (isBad) control.setAttribute("aria-invalid", "true"); else control.removeAttribute("aria-invalid");
  });

  // Where an act replaced the page's main part, the control that was pressed may be gone with it: then the one thing to
  // press next has the keyboard, or what was done is the next thing heard, or else the part it was pressed in.
  document.addEventListener("htmx:afterSettle", function (event) {
    if (!event.detail.boosted) return;
    const request = event.detail.requestConfig, main = document.getElementById("main");
    function again(element) {
      return element && element.id && document.getElementById(element.id);
    }
    const pressed = again(request.triggeringEvent && request.triggeringEvent.submitter);
    if (pressed) return pressed.focus();
    const part = again(request.elt.closest("section[id], article[id]"));
    const first = main.querySelector("[autofocus]");
    if (first) {
      first.focus({ preventScroll: true });
      return first.scrollIntoView({ block: "nearest" });  // what it confirms stays in sight above it
    }
    const place = main.querySelector(".notice-ok, .notice-bad") || part || main;
    place.tabIndex = -1;
    place.focus();
  });

  // Says two minutes ahead that the session is about to end; going on is one press and keeps the page.
  const warning = document.getElementById("session-warning");
  if (warning) {
    const AHEAD = 120;
    let timer = 0;
    const wait = function () {
      warning.hidden = true;
      window.clearTimeout(timer);
      const seconds = Math.max(Number(warning.dataset.seconds) - AHEAD, 1);
      timer = window.setTimeout(function () { warning.hidden = false; }, seconds * 1000);
    };
    warning.querySelector("a").addEventListener("click", function (event) {
      event.preventDefault();
      fetch(warning.dataset.keep, { method: "GET", credentials: "same-origin" }).then(function (answer) {
        if (answer.ok && !answer.redirected) wait(); else window.location.reload();
      }, function () { say(body.dataset.sayOffline); });
    });
    document.addEventListener("htmx:afterOnLoad", wait);
    wait();
  }
})();
