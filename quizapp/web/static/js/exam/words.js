// The texts of the room, in the reader's language: they stand on the page as data attributes.

const box = document.querySelector("[data-exam-texts]");

/** A text with its {gaps} filled. */
export function text(name, values = {}) {
  let words = box.dataset[name] ?? "";
  for (const [gap, value] of Object.entries(values)) words = words.replace(`{${gap}}`, value);
  return words;
}

export function stateName(state) {
  return box.querySelector(`[data-state="${state}"]`).textContent;
}

/** An answer in one line: letters, pairs, or what was typed. */
export function answerWords(response, letterOf) {
  switch (response?.state) {
    case "chosen":
      return response.options.map(letterOf).sort().join(", ");
    case "matched":
      return response.pairs.map(([prompt, option]) => `${prompt + 1} – ${letterOf(option)}`).join(", ");
    case "entered":
      return response.text;
    case "not-attempted":
      return text("notAttempted");
    default:
      return text("blank");
  }
}
