// Sends what is in the outbox: one request at a time, in order, again and again until it is answered.
// It never sends in the name of somebody else: when the session of the page is gone it asks who is
// signed in now, and stops unless that is the owner.

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;
const PATIENCE = 15000;
const MOST = 200;

/**
 * Events: "saving", "waiting", "saved" (nothing waits any more), "result" {client, position, save,
 * result}, "answer" (every answer of the server: seconds_left, others, over …), and what needs the
 * student: "signed-out", "other-user", "gone" {message}, "broken" {message}.
 */
export class Sender extends EventTarget {
  #pause = FIRST_PAUSE;
  #timer = 0;
  #running = null;
  #again = false;
  #stopped = false;
  #opens = true;

  /**
   * @param {object} options
   *   outbox, client; owner, savesUrl, sessionUrl;
   *   position: () => number of the question that is looked at;
   *   revision: (position) => what this page knows of a question;
   *   isHeld: (position) => whether the student must choose between two answers first
   */
  constructor(options) {
    super();
    Object.assign(this, options);
    this.token = document.querySelector('meta[name="csrf-token"]').content;
    addEventListener("online", () => this.flush());
    // Somebody who signed in again in another window comes back to this one.
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.ask();
    });
  }

  /** What is to be sent, by page: those of pages that are gone first. */
  get #batches() {
    const groups = new Map();
    for (const entry of this.outbox.entries) {
      if (this.isHeld(entry.position)) continue;
      groups.set(entry.client, [...(groups.get(entry.client) ?? []), entry]);
    }
    const own = groups.get(this.client);
    groups.delete(this.client);
    const batches = [...groups];
    if (own) batches.push([this.client, own]);
    return batches.map(([client, entries]) => [
      client,
      entries.sort((a, b) => a.save.sequence - b.save.sequence).slice(0, MOST),
    ]);
  }

  get waiting() {
    return new Set(
      this.outbox.entries.filter((entry) => !this.isHeld(entry.position)).map((entry) => entry.position),
    ).size;
  }

  /** Ask the server how things stand, also where nothing waits: for the clock, and for other pages. */
  ask() {
    this.#opens ||= "asking";
    return this.flush();
  }

  /** Send everything that waits; true once nothing does. */
  flush() {
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #run() {
    clearTimeout(this.#timer);
    this.#stopped = false;
    while (this.#again && !this.#stopped) {
      this.#again = false;
      if (this.#opens && !(await this.#send(this.client, []))) return false;
      for (let batches = this.#batches; batches.length; batches = this.#batches) {
        this.#tell("saving");
        if (!(await this.#send(...batches[0]))) return false;
      }
    }
    if (!this.#stopped) this.#tell("saved");
    return !this.#stopped;
  }

  /** The last chance of a page that goes away: nobody waits for the answer. */
  sendNow() {
    for (const [client, entries] of this.#batches) {
      this.#post(this.#body(client, entries), { keepalive: true }).catch(() => {});
    }
  }

  #body(client, entries) {
    const isOwn = client === this.client;
    return {
      client,
      ...(isOwn ? { position: this.position(), opens: this.#opens === true } : {}),
      saves: entries.map(({ position, save }) => ({
        ...save,
        position,
        revision: isOwn ? this.revision(position) : save.revision,
      })),
    };
  }

  #post(body, options) {
    return this.post(this.savesUrl, body, options);
  }

  /** Send JSON with the token of the session. */
  post(url, body, options = {}) {
    return fetch(url, {
      method: "POST",
      headers: {
        Accept: "application/json",
        "Content-Type": "application/json",
        "X-CSRFToken": this.token,
      },
      body: JSON.stringify(body),
      ...options,
    });
  }

  /** Send one batch; false where it is of no use to go on right now. */
  async #send(client, entries, isSecondTry = false) {
    const body = this.#body(client, entries);
    let response;
    let data = {};
    try {
      response = await this.#post(body, { signal: AbortSignal.timeout?.(PATIENCE) });
      data = await response.json();
    } catch {
      if (!response) return this.#later();
      // A page of a proxy, for example; the status says enough.
    }
    if (response.ok && data.results?.length >= entries.length) {
      this.#pause = FIRST_PAUSE;
      if (client === this.client) this.#opens = false;
      this.#settle(client, entries, data);
      return true;
    }
    if ([400, 401, 403, 404].includes(response.status)) {
      return this.#renew(client, entries, response.status, data, isSecondTry);
    }
    if ([413, 415, 422].includes(response.status)) return this.#stop("broken", data.error);
    // A server that restarts or has too much to do, a hotel's sign-in page: its word comes later.
    return this.#later();
  }

  #settle(client, entries, data) {
    const sent = new Map(entries.map((entry) => [entry.position, entry.save]));
    for (const result of data.results) {
      const save = sent.get(result.position);
      if (save && result.outcome !== "elsewhere") this.outbox.settle(client, result.position, save.sequence);
      this.#tell("result", { client, position: result.position, save, result });
    }
    // Others are of no concern to a page that is gone and only has its saves sent here.
    this.#tell("answer", client === this.client ? data : { ...data, others: false });
  }

  /** The session is another one: find out whose, and go on only if it is the owner's. */
  async #renew(client, entries, status, data, isSecondTry) {
    let session;
    try {
      const response = await fetch(this.sessionUrl, {
        headers: { Accept: "application/json" },
        cache: "no-store",
        signal: AbortSignal.timeout?.(PATIENCE),
      });
      session = await response.json();
    } catch {
      return this.#later();
    }
    if (session.user === null) return this.#stop("signed-out");
    if (String(session.user) !== this.owner) return this.#stop("other-user");
    if (status === 404) return this.#stop("gone", data.error);
    if (isSecondTry) return this.#stop("broken", data.error);
    this.token = session.token;
    for (const field of document.querySelectorAll('input[name="csrf_token"]')) field.value = session.token;
    return this.#send(client, entries, true);
  }

  #stop(type, error = {}) {
    this.#stopped = true;
    this.#tell(type, error);
    return false;
  }

  #later() {
    this.#stopped = true;
    this.#tell("waiting");
    clearTimeout(this.#timer);
    // Not all pages of a hall at the same moment.
    this.#timer = setTimeout(() => this.flush(), this.#pause * (0.75 + Math.random() / 2));
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    return false;
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
