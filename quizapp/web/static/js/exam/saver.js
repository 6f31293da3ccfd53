// Sends saves one after the other and tells what became of each. What could not be sent is tried
// again when the connection is back, and after growing pauses in between.
import { keep, read, settle } from "./store.js";

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 30000;

/** The answer of one request, or what stood in its way. */
async function request(url, body) {
  let response;
  try {
    response = await fetch(url, {
      method: "PUT",
      headers: {
        Accept: "application/json",
        "Content-Type": "application/json",
        "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content,
      },
      body: JSON.stringify(body),
      keepalive: true,
    });
  } catch {
    return { kind: "unreachable" };
  }
  // A server that restarts, or one that has too much to do: its word comes later.
  if (response.status >= 500 || response.status === 429) return { kind: "unreachable" };
  let data = {};
  try {
    data = await response.json();
  } catch {
    // A page of a proxy, for example; the status says enough.
  }
  if (response.ok) return { kind: "answered", data };
  return { kind: "refused", status: response.status, error: data.error ?? {} };
}

/** Fetch a new form token by loading the page again: "renewed", "signed-out" or "unreachable". */
async function renewToken(signInUrl) {
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!response.ok) return "unreachable";
    if (new URL(response.url).pathname === signInUrl) return "signed-out";
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const token = page.querySelector('meta[name="csrf-token"]')?.content;
    if (!token) return "unreachable";
    document.querySelector('meta[name="csrf-token"]').content = token;
    return "renewed";
  } catch {
    return "unreachable";
  }
}

/**
 * Saves the answers of one attempt.
 *
 * Events: "saving", "waiting", and "saved" {position, answer}, "elsewhere" {position} (a newer
 * answer stands), "over" {error}, "signed-out", "refused" {position, error}.
 */
export class Saver extends EventTarget {
  #owner;
  #attempt;
  #signInUrl;
  #running = false;
  #again = false;
  #pause = FIRST_PAUSE;
  #timer = 0;

  constructor(owner, attempt, signInUrl) {
    super();
    this.#owner = owner;
    this.#attempt = attempt;
    this.#signInUrl = signInUrl;
    addEventListener("online", () => this.flush());
    // Somebody who signed in again in another window comes back to this one.
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.flush();
    });
  }

  get unsent() {
    return read(this.#owner, this.#attempt);
  }

  save(position, url, body) {
    keep(this.#owner, this.#attempt, position, { url, body, tried: false });
    this.flush();
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #later() {
    this.#tell("waiting");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
  }

  /** Send everything that waits. */
  async flush() {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    try {
      do {
        this.#again = false;
        for (const [position, save] of Object.entries(this.unsent)) {
          if (!(await this.#send(position, save))) return;
        }
      } while (this.#again);
    } finally {
      this.#running = false;
    }
  }

  /** Send one save; false where it is of no use to go on right now. */
  async #send(position, save) {
    this.#tell("saving");
    const before = save.tried;
    keep(this.#owner, this.#attempt, position, { ...save, tried: true });
    let outcome = await request(save.url, save.body);
    if (outcome.kind === "refused" && [400, 401].includes(outcome.status)) {
      const token = await renewToken(this.#signInUrl);
      if (token === "signed-out") {
        this.#tell("signed-out");
        return false;
      }
      outcome = token === "renewed" ? await request(save.url, save.body) : { kind: "unreachable" };
    }
    if (outcome.kind === "unreachable") {
      this.#later();
      return false;
    }
    this.#pause = FIRST_PAUSE;
    settle(this.#owner, this.#attempt, position, save.body.sequence);
    if (outcome.kind === "refused") {
      if (outcome.status === 409) this.#tell("over", { error: outcome.error });
      else this.#tell("refused", { position, error: outcome.error });
      return outcome.status !== 409;
    }
    // A save that was tried before and stands under its own number did arrive the first time.
    const ours = outcome.data.stored || (before && outcome.data.sequence === save.body.sequence);
    this.#tell(ours ? "saved" : "elsewhere", { position, answer: outcome.data });
    return true;
  }
}
