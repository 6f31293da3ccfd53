// Single keys. They get in the way of speech input and of some screen readers, so that they can be
// switched off, and stay off on this device (WCAG 2.1.4).
import { stored, store } from "./settings.js";

const OFF = "keys-off";
const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

/**
 * @param {Record<string, () => void>} actions by the letter of their key
 * @param {(place: number) => HTMLInputElement | undefined} choice the option in this place
 */
export function useKeys(actions, choice, box) {
  const sheets = [...document.querySelectorAll("dialog")];
  box.checked = stored(OFF) === null;
  box.addEventListener("change", () => store(OFF, box.checked ? null : "yes"));
  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (event.target.closest?.(TYPING) || sheets.some((sheet) => sheet.open)) return;
    const key = event.key.toLowerCase();
    if (key.length !== 1) return;
    const action = actions[key];
    const option = action ? undefined : choice(Math.max("123456789".indexOf(key), "abcde".indexOf(key)));
    if (!action && !option) return;
    event.preventDefault();
    if (action) {
      action();
    } else {
      option.focus();
      option.click();
    }
  });
}
