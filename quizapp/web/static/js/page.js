// What every page does a little better with JavaScript; each works without it.
import { keepTyped } from "./keep-typed.js";

/** Tell the server the reader's time zone, so that dates come in it from the next page on. */
function tellTimeZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.includes(`timezone=${encodeURIComponent(zone)}`)) {
    document.cookie = `timezone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
  }
}

/** A second press on the button of a form that is on its way does nothing. */
function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-disabled", "true");
    form.querySelector("[data-while-sending]")?.removeAttribute("hidden");
  });
  // The page comes back as it was left when the reader goes back to it.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-disabled]")) {
        button.removeAttribute("aria-disabled");
      }
    }
  });
}

/** After a refused form the reader, too, stands at what is wrong. */
function goToErrors() {
  document.getElementById("error-summary")?.focus();
}

/** Of tabs that are wider than the screen, the current one is among those that are seen. */
function showCurrentTab() {
  for (const tab of document.querySelectorAll(".sections .tabs [aria-current]")) {
    const strip = tab.closest("ul");
    const beyond = tab.getBoundingClientRect().right - strip.getBoundingClientRect().right;
    // A part of the next one is seen, too, and says that there is more.
    if (beyond > 0) strip.scrollLeft += beyond + tab.offsetWidth / 2;
  }
}

tellTimeZone();
showCurrentTab();
sendOnce();
keepTyped();
goToErrors();
