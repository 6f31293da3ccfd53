// The fields that a question is answered with, whatever its type: read as the domain's response,
// filled from one, emptied.

const NOT_ATTEMPTED = "not-attempted";

export class Answer {
  constructor(form) {
    this.options = [...form.querySelectorAll('input[name="option"]')];
    this.entered = form.querySelector('input[name="entered"]');
    this.matches = [...form.querySelectorAll('select[name^="match-"]')];
    this.bubble = this.options.find((option) => option.value === NOT_ATTEMPTED) ?? null;
    form.addEventListener("change", (event) => this.#exclude(event.target));
    this.entered?.addEventListener("input", () => this.#exclude(this.entered));
  }

  /** What is chosen with one key each, in the order of the page. */
  get choices() {
    return this.options.filter((option) => option !== this.bubble);
  }

  /** The letter that stands beside an option. */
  letterOf(number) {
    const options = this.matches.length ? [...this.matches[0].options] : this.options;
    return options.find((option) => option.value === String(number))?.dataset.letter ?? "?";
  }

  has(field) {
    return field === this.entered || this.options.includes(field) || this.matches.includes(field);
  }

  /** Whether something else stands here than the server sent. */
  get isTouched() {
    return (
      this.options.some((option) => option.checked !== option.defaultChecked) ||
      this.matches.some((match) => match.value !== ([...match.options].find((each) => each.defaultSelected)?.value ?? "")) ||
      (this.entered !== null && this.entered.value !== this.entered.defaultValue)
    );
  }

  read() {
    if (this.entered?.value.trim()) return { state: "entered", text: this.entered.value };
    const pairs = this.matches
      .filter((match) => match.value !== "")
      .map((match) => [Number(match.name.slice("match-".length)), Number(match.value)]);
    if (pairs.length) return { state: "matched", pairs };
    const options = this.choices.filter((option) => option.checked).map((option) => Number(option.value));
    if (options.length) return { state: "chosen", options };
    return { state: this.bubble?.checked ? NOT_ATTEMPTED : "blank" };
  }

  show(response) {
    const pairs = Object.fromEntries(response.pairs ?? []);
    for (const option of this.choices) option.checked = (response.options ?? []).includes(Number(option.value));
    for (const match of this.matches) match.value = pairs[match.name.slice("match-".length)] ?? "";
    if (this.entered) this.entered.value = response.text ?? "";
    if (this.bubble) this.bubble.checked = response.state === NOT_ATTEMPTED;
  }

  /** "Not attempted" and an answer rule each other out; the one given last stands. */
  #exclude(field) {
    if (this.bubble === null || !this.has(field)) return;
    if (field !== this.bubble) {
      if (field.value && (field.type !== "checkbox" || field.checked)) this.bubble.checked = false;
    } else if (field.checked) {
      this.show({ state: NOT_ATTEMPTED });
    }
  }
}
