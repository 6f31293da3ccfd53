// One question of the room: its answer and mark, the time spent on it, what the page knows of it.
import { Answer } from "./answer.js";
import { Typing } from "./typing.js";

const BLANK = { state: "blank" };

export class Question {
  #answer = null;
  #typing = null;
  #since = null;

  /**
   * @param {HTMLElement} article
   * @param {(question: Question) => void} typed is called when what is typed is to be saved
   */
  constructor(article, typed) {
    const { question, section, revision, timeMs } = article.dataset;
    this.article = article;
    this.form = article.querySelector("form");
    this.position = Number(question);
    this.section = Number(section);
    this.revision = Number(revision);
    this.spent = Number(timeMs);
    this.marked = "marked" in article.dataset;
    this.passage = article.dataset.ofPassage ?? null;
    this.visited = false;
    /** In practice: whether the right answer was looked at; the own one is final from then on. */
    this.isChecked = "isChecked" in article.dataset;
    /** Another answer that was saved elsewhere, until the student has chosen: a result. */
    this.conflict = null;
    this.typed = typed;
  }

  /** The fields; looked up when the question is first needed, not for all of a long paper at once. */
  get answer() {
    if (this.#answer === null) {
      this.#answer = new Answer(this.form);
      const { entered } = this.#answer;
      if (entered) this.#typing = new Typing(entered, () => this.typed(this));
    }
    return this.#answer;
  }

  get typing() {
    return this.isChecked ? null : this.answer && this.#typing;
  }

  /** Why the server did not take what is typed, or null; costs nothing where nothing was typed. */
  get refusal() {
    return this.isChecked ? null : (this.#typing?.refusal ?? null);
  }

  get response() {
    return this.answer.read();
  }

  get isAnswered() {
    return this.isChecked || this.response.state !== "blank";
  }

  /** How it stands in the palette. */
  get state() {
    if (this.isAnswered) return this.marked ? "answered-marked" : "answered";
    if (this.marked) return "marked";
    return this.visited ? "not-answered" : "not-visited";
  }

  showAnswer(response) {
    if (this.isChecked) return;
    this.answer.show(response ?? BLANK);
    this.#typing?.settle();
  }

  showMark(marked) {
    this.marked = marked;
    this.article.querySelector("[data-mark-badge]").hidden = !marked;
  }

  /** Show what is right in place of the fields; `html` is a template of ours. */
  showChecked(html) {
    this.isChecked = true;
    const page = new DOMParser().parseFromString(html, "text/html");
    this.article.querySelector("[data-answer-fields]").replaceWith(...page.body.childNodes);
    this.article.querySelector("[data-checked]").focus();
  }

  show(isShown) {
    this.article.hidden = !isShown;
    this.visited ||= isShown;
  }

  // --- the time while it is looked at; measured monotonically
  get timeSpent() {
    return Math.round(this.spent + (this.#since === null ? 0 : performance.now() - this.#since));
  }

  countTime(isLookedAt) {
    this.spent = this.timeSpent;
    this.#since = isLookedAt ? performance.now() : null;
  }

  /** Lists to select from hold one language only. */
  useLanguage(language) {
    for (const option of this.form.querySelectorAll("option[data-letter]")) {
      const words = option.dataset[language];
      if (words) option.textContent = words;
    }
  }
}
