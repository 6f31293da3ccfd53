// A clock that counts on from the seconds the server gave. The server's clock alone decides; this one
// only shows it. The device's clock is never asked: a changed one changes nothing.

const SHORT = 300;
const LEAP = 5000;

export function reading(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  return `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Events: "left" {seconds} once a second, "over" at zero. */
export class Clock extends EventTarget {
  #element;
  #text;
  #end;
  #shown = null;

  constructor(element) {
    super();
    this.#element = element;
    this.#text = element.querySelector("[data-clock-text]");
    this.#end = performance.now() + Number(element.dataset.secondsLeft) * 1000;
    this.timer = setInterval(() => this.#tick(), 250);
    document.addEventListener("visibilitychange", () => this.#tick());
    this.#tick();
  }

  get left() {
    return Math.max(0, Math.ceil((this.#end - performance.now()) / 1000));
  }

  /** An answer of the server brings its own count, rounded up: the lowest is the truest. */
  set(seconds) {
    const end = performance.now() + seconds * 1000;
    this.#end = end > this.#end + LEAP ? end : Math.min(end, this.#end);
    this.#tick();
  }

  #tick() {
    const { left } = this;
    if (left === this.#shown) return;
    this.#shown = left;
    this.#text.textContent = reading(left);
    this.#element.classList.toggle("clock-short", left <= SHORT);
    this.dispatchEvent(new CustomEvent("left", { detail: { seconds: left } }));
    if (left > 0) return;
    clearInterval(this.timer);
    this.dispatchEvent(new Event("over"));
  }
}

/** The clock of this page, or null where there is none. */
export function clockOfPage() {
  const element = document.querySelector("[data-clock]");
  return element && new Clock(element);
}
