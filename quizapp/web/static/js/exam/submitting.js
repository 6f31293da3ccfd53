// The sheet before the end: how the questions stand, what is not saved yet, one confirmation. What
// waits is sent first; without a connection the test is submitted when it is back.
import { text } from "./words.js";

const AGAIN = 3000;

export class Submitting {
  #isConfirmed = false;
  #timer = 0;

  /**
   * @param {HTMLDialogElement} sheet
   * @param {import("./sender.js").Sender} sender
   * @param {{submitUrl: string, resultUrl: string}} addresses
   * @param {() => string[]} problems what is not settled, in words
   */
  constructor(sheet, palette, sender, addresses, problems) {
    this.sheet = sheet;
    this.palette = palette;
    this.sender = sender;
    this.addresses = addresses;
    this.problems = problems;
    this.note = sheet.querySelector("[data-submit-note]");
    this.button = sheet.querySelector("[data-submit]");
    this.button.addEventListener("click", (event) => {
      event.preventDefault();
      this.#isConfirmed = true;
      this.#submit();
    });
    sheet.addEventListener("close", () => {
      this.#isConfirmed = false;
      clearTimeout(this.#timer);
    });
    sender.addEventListener("saved", () => this.#isConfirmed && this.#submit());
    sender.addEventListener("result", () => sheet.open && !this.#isConfirmed && this.#show());
  }

  open() {
    this.#show();
    if (!this.sheet.open) this.sheet.showModal();
  }

  #show() {
    for (const row of this.sheet.querySelectorAll("[data-stands-of]")) {
      const counts = this.palette.counts(Number(row.dataset.first), Number(row.dataset.last));
      const sum = (...states) => states.reduce((total, state) => total + (counts[state] ?? 0), 0);
      row.querySelector("[data-answered-count]").textContent = sum("answered", "answered-marked");
      row.querySelector("[data-marked-count]").textContent = sum("marked", "answered-marked");
      row.querySelector("[data-open-count]").textContent = sum("not-visited", "not-answered", "marked");
    }
    this.note.textContent = this.problems().join(" ");
  }

  async #submit() {
    if (this.isOnItsWay) return;
    this.isOnItsWay = true;
    clearTimeout(this.#timer);
    this.button.setAttribute("aria-disabled", "true");
    this.note.textContent = text(this.sender.waiting ? "sending" : "submitting");
    try {
      if ((await this.sender.ask()) && this.#isConfirmed) await this.#post();
      else this.#wait();
    } finally {
      this.isOnItsWay = false;
      this.button.removeAttribute("aria-disabled");
    }
  }

  async #post() {
    const form = new FormData();
    form.set("csrf_token", this.sender.token);
    try {
      const response = await fetch(this.addresses.submitUrl, { method: "POST", body: form, redirect: "manual" });
      if (response.type === "opaqueredirect" || response.ok) location.assign(this.addresses.resultUrl);
      else this.#wait();
    } catch {
      this.#wait();
    }
  }

  #wait() {
    if (!this.#isConfirmed) return;
    this.note.textContent = text("submitWaits");
    this.#timer = setTimeout(() => this.#submit(), AGAIN);
  }
}
