// Redraws a square of the palette, and the figures around it, when the state of a question changes.
// Signs and words are taken from the legend, which the server drew.

const ANSWERED = ["answered", "answered-marked"];

function stateOf(square) {
  return [...square.classList].find((name) => name.startsWith("square-"))?.slice("square-".length);
}

export class PaletteView {
  /** @param {HTMLElement} words holds the texts: data-square, data-count, and each state's name */
  constructor(root, words) {
    this.squares = [...root.querySelectorAll("[data-palette] [data-position]")];
    this.legend = root.querySelector(".palette-legend");
    this.answered = root.querySelector("[data-answered]");
    this.words = words;
  }

  show(position, state) {
    const square = this.squares.find((each) => each.dataset.position === String(position));
    const sample = this.legend.querySelector(`.square-${state}`);
    if (!square || !sample || stateOf(square) === state) return;
    square.classList.replace(`square-${stateOf(square)}`, `square-${state}`);
    for (const sign of square.querySelectorAll("svg")) sign.remove();
    for (const sign of sample.querySelectorAll("svg")) square.append(sign.cloneNode(true));
    const name = this.words.querySelector(`[data-state="${state}"]`).textContent.trim();
    square.ariaLabel = this.words.dataset.square.replace("{number}", position).replace("{state}", name);
    this.#count();
  }

  #count() {
    const states = this.squares.map(stateOf);
    for (const figure of this.legend.querySelectorAll("[data-count]")) {
      figure.textContent = states.filter((state) => state === figure.dataset.count).length;
    }
    const answered = states.filter((state) => ANSWERED.includes(state)).length;
    this.answered.textContent = this.words.dataset.count
      .replace("{answered}", answered)
      .replace("{total}", states.length);
  }
}
