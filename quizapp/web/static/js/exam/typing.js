// A typed answer is saved after a pause and on leaving its field. What the server refuses stays in
// the field, with the reason beside it.

const PAUSE = 600;

export class Typing {
  #field;
  #save;
  #timer = 0;
  #stands;
  #refused = null;

  /** @param {() => void} save sends what stands in the field */
  constructor(field, save) {
    this.#field = field;
    this.#save = save;
    this.box = field.closest(".field");
    this.error = this.box.querySelector(".error-message");
    this.#stands = field.defaultValue;
    field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.send(), PAUSE);
      this.#show(null);
    });
    field.addEventListener("change", () => {
      this.send();
      this.#show(this.#refused);
    });
  }

  /** Whether something stands in the field that was not saved yet. */
  get isOpen() {
    return this.#field.value !== this.#stands;
  }

  /** Why the server did not take what stands in the field, or null. */
  get refusal() {
    return this.#refused;
  }

  /** Save what stands in the field, if that is not what was saved last. */
  send() {
    clearTimeout(this.#timer);
    if (!this.isOpen) return;
    this.settle();
    this.#save();
  }

  /** What stands in the field was saved in some other way, or came from the server. */
  settle() {
    clearTimeout(this.#timer);
    this.#stands = this.#field.value;
    this.#refused = null;
    this.#show(null);
  }

  /** Why the server did not take `typed`; said at once, unless it is still being typed. */
  refuse(typed, message) {
    if (this.#field.value !== typed) return;
    this.#refused = message;
    // While somebody is typing, "-" is not wrong but on its way to "-3".
    if (document.activeElement !== this.#field) this.#show(message);
  }

  #show(message) {
    this.error.hidden = message === null;
    this.error.querySelector("[data-entered-error]").textContent = message ?? "";
    this.box.classList.toggle("field-error", message !== null);
    if (message === null) this.#field.removeAttribute("aria-invalid");
    else this.#field.setAttribute("aria-invalid", "true");
    const { id } = this.#field;
    this.#field.setAttribute("aria-describedby", message === null ? `${id}-hint` : `${id}-hint ${id}-error`);
  }
}
