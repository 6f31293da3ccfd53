// The numbered squares, their sections and the figures around them. Signs are taken from the legend,
// which the server drew.
import { stateName, text } from "./words.js";

const ANSWERED = ["answered", "answered-marked"];

function stateOf(square) {
  return [...square.classList].find((name) => name.startsWith("square-"))?.slice("square-".length);
}

function say(element, words) {
  if (element.textContent !== String(words)) element.textContent = words;
}

export class Palette {
  #isCounting = false;

  /** @param {(position: number) => void} go is called when a question is chosen */
  constructor(root, go) {
    this.root = root;
    this.box = root.querySelector("[data-palette-box]");
    this.parts = [...root.querySelectorAll("[data-palette-of]")];
    this.squares = new Map();
    this.states = new Map();
    this.sections = new Map();
    for (const part of this.parts) {
      for (const square of part.querySelectorAll("[data-position]")) {
        const position = Number(square.dataset.position);
        this.squares.set(position, square);
        this.states.set(position, stateOf(square));
        this.sections.set(position, Number(part.dataset.paletteOf));
        square.tabIndex = -1;
      }
    }
    this.current = root.querySelector("[data-position][aria-current]");
    this.legend = root.querySelector(".palette-legend");
    this.figures = [...this.legend.querySelectorAll("[data-count]")];
    this.answered = root.querySelector("[data-answered]");
    this.isBeside = matchMedia("(min-width: 60rem)");
    this.tabs = [...root.querySelectorAll(".section-tab")];
    root.addEventListener("click", (event) => {
      const square = event.target.closest("a[href][data-position]");
      if (!square || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(Number(square.dataset.position));
    });
    root.addEventListener("keydown", (event) => this.#move(event));
    for (const tab of this.tabs) {
      tab.addEventListener("click", (event) => {
        if (!tab.hasAttribute("href")) return;
        event.preventDefault();
        go(this.#firstOf(tab.dataset.section));
      });
    }
  }

  /** Show where the student is: the square, its section, the counts. */
  show(position, section) {
    this.current?.removeAttribute("aria-current");
    this.current = this.squares.get(position);
    this.current.setAttribute("aria-current", "step");
    this.#stop(this.current);
    if (this.section !== section) this.#enterSection(section);
  }

  /** On a wide page the numbers scroll beside the question. */
  reveal() {
    if (this.isBeside.matches) this.current.scrollIntoView({ block: "nearest" });
  }

  #enterSection(section) {
    for (const part of this.parts) part.hidden = part.dataset.paletteOf !== String(section);
    for (const tab of this.tabs) {
      if (tab.dataset.section === String(section)) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
    // On a phone the tabs are wider than the page.
    this.tabs[section]?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.section = section;
    this.#count();
  }

  setState(position, state) {
    const square = this.squares.get(position);
    if (!square || this.states.get(position) === state) return;
    square.classList.replace(`square-${this.states.get(position)}`, `square-${state}`);
    this.states.set(position, state);
    for (const sign of square.querySelectorAll("svg")) sign.remove();
    for (const sign of this.legend.querySelectorAll(`.square-${state} svg`)) square.append(sign.cloneNode(true));
    square.setAttribute("aria-label", text("square", { number: position, state: stateName(state) }));
    this.#count();
  }

  /** Open the box and stand on the current square. */
  enter() {
    this.box.open = true;
    this.current.focus();
    this.current.scrollIntoView({ block: "nearest" });
  }

  /** How many squares from … to … have each state. */
  counts(first, last) {
    const counts = {};
    for (const [position, state] of this.states) {
      if (position >= first && position <= last) counts[state] = (counts[state] ?? 0) + 1;
    }
    return counts;
  }

  #firstOf(section) {
    const part = this.parts.find((each) => each.dataset.paletteOf === section);
    return Number(part.querySelector("[data-position]").dataset.position);
  }

  /** One square is reached by Tab, the others by arrow keys. */
  #stop(square) {
    if (this.stop) this.stop.tabIndex = -1;
    this.stop = square;
    square.tabIndex = 0;
  }

  #move(event) {
    const square = event.target.closest?.("[data-position]");
    if (!square || event.ctrlKey || event.altKey || event.metaKey) return;
    const all = [...square.closest("[data-palette]").querySelectorAll("[data-position]")];
    const place = all.indexOf(square);
    const top = square.offsetTop;
    const columns = all.filter((each) => each.offsetTop === top).length;
    const target = {
      ArrowRight: place + 1,
      ArrowLeft: place - 1,
      ArrowDown: place + columns,
      ArrowUp: place - columns,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = all[target];
    if (!next) return;
    this.#stop(next);
    next.focus();
  }

  /** The figures, once for all that changes in one go. */
  #count() {
    if (this.#isCounting) return;
    this.#isCounting = true;
    queueMicrotask(() => {
      this.#isCounting = false;
      this.#showCounts();
    });
  }

  #showCounts() {
    const here = {};
    let total = 0;
    let mine = 0;
    let answered = 0;
    for (const [position, state] of this.states) {
      const isAnswered = ANSWERED.includes(state);
      answered += isAnswered;
      if (this.sections.get(position) !== this.section) continue;
      total += 1;
      mine += isAnswered;
      here[state] = (here[state] ?? 0) + 1;
    }
    for (const figure of this.figures) say(figure, here[figure.dataset.count] ?? 0);
    // Where sections have clocks of their own, the other ones are out of reach.
    const shown = "sectionEnds" in this.root.dataset ? { answered: mine, total } : { answered, total: this.states.size };
    say(this.answered, text("count", shown));
    const figure = this.tabs[this.section]?.querySelector("[data-section-count]");
    if (figure) say(figure, text("count", { answered: mine, total }));
  }
}
