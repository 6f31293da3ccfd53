// What the reader set on this device: language of the questions, size of the letters, keys.

const PREFIX = "exam-";

export function stored(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** @param {string | null} value null forgets it */
export function store(name, value) {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // It holds for this page then.
  }
}

/** Buttons of which one is pressed; `use` is called with its value, at first with the stored one. */
export function choose(group, name, use) {
  if (!group) return;
  const buttons = [...group.querySelectorAll("button")];
  const press = (value) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === value));
    use(value);
  };
  group.hidden = false;
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    store(name, button.value);
    press(button.value);
  });
  const before = stored(name);
  if (buttons.some((button) => button.value === before)) press(before);
}
