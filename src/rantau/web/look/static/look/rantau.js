/* Rantau: small help on top of pages that work without it. No text lives here; words come from the page. */
(function () {
  "use strict";
  var each = function (root, selector, act) { Array.prototype.forEach.call(root.querySelectorAll(selector), act); };

  /* a decision in two steps: the link shows the step it points to and moves there */
  function confirmSteps(root) {
    each(root, "[data-confirm]", function (link) {
      var step = document.getElementById(link.getAttribute("href").slice(1));
      if (!step || step.querySelector("[aria-invalid], .summary") || location.hash === "#" + step.id) return;
      step.hidden = true;
      link.setAttribute("aria-expanded", "false");
      link.addEventListener("click", function (event) {
        event.preventDefault();
        step.hidden = false;
        link.setAttribute("aria-expanded", "true");
        step.setAttribute("tabindex", "-1");
        step.focus();
      });
    });
  }

  function enhance(root) {
    each(root, "[data-print][hidden], [data-copy][hidden]", function (button) { button.hidden = false; });
    confirmSteps(root);
  }

  /* printing and copying: the buttons appear only where they can work */
  document.addEventListener("click", function (event) {
    var print = event.target.closest("[data-print]");
    if (print) window.print();
    var copy = event.target.closest("[data-copy]");
    if (copy && navigator.clipboard) {
      var source = document.querySelector(copy.getAttribute("data-copy"));
      navigator.clipboard.writeText((source.value || source.textContent).trim()).then(function () {
        var said = copy.getAttribute("data-copied");
        if (said) copy.textContent = said;
      });
    }
  });

  /* the second press of an impatient finger does nothing; the server refuses it as well (idempotency key) */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute("data-submit-once")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", function () {
    each(document, "form[data-sent]", function (form) { delete form.dataset.sent; });
    each(document, "form [aria-busy=true]", function (button) { button.removeAttribute("aria-busy"); });
  });

  /* everything folded away is printed too */
  window.addEventListener("beforeprint", function () {
    each(document, "details:not(.menu)", function (part) { part.open = true; });
  });

  document.addEventListener("DOMContentLoaded", function () {
    enhance(document);
    var summary = document.querySelector(".summary");
    if (summary && !summary.closest("[data-still]")) summary.focus();
  });
  document.addEventListener("htmx:load", function (event) {
    if (event.detail && event.detail.elt !== document.body) enhance(event.detail.elt);
  });
})();
