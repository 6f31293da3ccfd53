// 1 to 9 and A to L choose an option. Single keys get in the way of speech input and of some
// screen readers, so that they can be switched off, and stay off on this device.

const OFF = "exam-keys-off";

function stored() {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false;
  }
}

function store(off) {
  try {
    if (off) localStorage.setItem(OFF, "yes");
    else localStorage.removeItem(OFF);
  } catch {
    // It holds for this page then.
  }
}

/** @param {HTMLInputElement[]} options in the order of the page */
export function useKeys(options, box) {
  const button = box.querySelector("[data-keys-switch]");
  let off = stored();
  const show = () => button.setAttribute("aria-pressed", String(!off));
  box.hidden = false;
  show();
  button.addEventListener("click", () => {
    off = !off;
    store(off);
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (off || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
    const key = event.key.toLowerCase();
    const place = key.length === 1 ? Math.max("123456789".indexOf(key), "abcdefghijkl".indexOf(key)) : -1;
    const option = options[place];
    if (!option) return;
    event.preventDefault();
    option.focus();
    option.click();
  });
}
