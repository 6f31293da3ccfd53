// A typed answer is saved after a pause, on leaving its field and on leaving the page. What the
// server refuses stays in the field, with the reason beside it.

const PAUSE = 800;

export class Typing {
  #field;
  #save;
  #timer = 0;
  #sent;
  #stands;
  #refused = null;
  #follow = null;

  /** @param {() => void} save sends what stands in the field */
  constructor(field, save) {
    this.#field = field;
    this.#save = save;
    this.box = field.closest(".field");
    this.error = this.box.querySelector(".error-message");
    this.#sent = field.value;
    this.#stands = field.value;
    // The page came back with what the form brought, and says why that was not taken.
    if (field.hasAttribute("aria-invalid")) {
      this.#stands = null;
      this.#refused = this.error.querySelector("[data-entered-error]").textContent;
    }
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

  /** Whether something stands in the field that the server has not got, or did not take. */
  get isOpen() {
    return this.#field.value !== this.#stands;
  }

  send() {
    clearTimeout(this.#timer);
    if (this.#field.value === this.#sent) return;
    this.note();
    this.#save();
  }

  /** What stands in the field now was sent on some other way. */
  note() {
    clearTimeout(this.#timer);
    this.#sent = this.#field.value;
    this.#refused = null;
  }

  /** Save first, and go to `address` once that is done. */
  leaveFor(address) {
    if (this.#refused === null) {
      this.#follow = address;
      this.send();
    } else {
      this.#show(this.#refused);
      this.#field.focus();
    }
  }

  saved() {
    if (this.#field.value !== this.#sent) return;
    this.settle();
    this.#show(null);
    if (this.#follow !== null) location.href = this.#follow;
  }

  /** Nothing more becomes of what stands in the field. */
  settle() {
    this.#stands = this.#field.value;
    this.#refused = null;
  }

  waits() {
    this.#follow = null;
  }

  refused(message) {
    this.#refused = message;
    const follows = this.#follow !== null;
    this.#follow = null;
    // While somebody is typing, "-" is not wrong but on its way to "-3".
    if (follows || document.activeElement !== this.#field) this.#show(message);
    if (follows) this.#field.focus();
  }

  #show(message) {
    this.error.hidden = message === null;
    this.error.querySelector("[data-entered-error]").textContent = message ?? "";
    this.box.classList.toggle("field-error", message !== null);
    if (message === null) this.#field.removeAttribute("aria-invalid");
    else this.#field.setAttribute("aria-invalid", "true");
    this.#field.setAttribute("aria-describedby", message === null ? "entered-hint" : "entered-hint entered-error");
  }
}
