// The review of a question by a second teacher with keys. Each is a link, a button or a field that
// works without them; they can be switched off, as on the page of an article.

const KEYS_OFF = "review-keys-off";

const help = document.querySelector("[data-shortcuts]");
const form = document.querySelector("[data-verdict]");

if (help && form) {
  const keysOn = help.querySelector("[data-shortcuts-on]");
  try {
    keysOn.checked = !localStorage.getItem(KEYS_OFF);
  } catch {
    // Storage is switched off: keys are on.
  }
  help.hidden = false;
  keysOn.addEventListener("change", () => {
    try {
      if (keysOn.checked) localStorage.removeItem(KEYS_OFF);
      else localStorage.setItem(KEYS_OFF, "yes");
    } catch {
      // It holds for this page.
    }
  });

  const words = form.querySelector("textarea");
  /** Needing changes needs words: without them the key leads to their field. */
  const changes = () => (words.value.trim() ? form.querySelector("[value=changes]").click() : words.focus());
  const KEYS = {
    j: () => document.querySelector("main [rel=next][href*='/review']")?.click(),
    k: () => document.querySelector("main [rel=prev][href*='/review']")?.click(),
    a: () => form.querySelector("[value=good]").click(),
    x: changes,
    c: () => document.querySelector("#comments textarea").focus(),
  };

  document.addEventListener("keydown", (event) => {
    if (!keysOn.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const action = KEYS[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
