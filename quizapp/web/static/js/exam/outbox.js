// Saves that the server has not confirmed yet, kept on this device so that a reload, a crash or an
// empty battery loses none. They belong to one user and one attempt, and are never read for another.
//
// What is kept is the same in memory and in IndexedDB; where that cannot be had, in localStorage; and
// where that cannot be had either, in memory alone (`isKept` is false then). A page that goes away has
// no time left for IndexedDB: what waits then goes to localStorage, and from there to the next page.
//
// An entry is {client, position, save}: of each page (client) and question the newest save only.

const DATABASE = "quizapp-exam";
const STORE = "saves";
const PATIENCE = 2000;
const PREFIX = "quizapp-exam:";

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(STORE, {
        keyPath: ["owner", "attempt", "client", "position"],
      });
      store.createIndex("of", ["owner", "attempt"]);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

/** Entries in IndexedDB. */
class Database {
  constructor(database, owner, attempt) {
    this.database = database;
    this.of = { owner, attempt };
    database.onversionchange = () => database.close();
  }

  static async open(owner, attempt) {
    // A database that does not open must not keep the student waiting.
    const late = new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("late")));
    return new Database(await Promise.race([openDatabase(), late]), owner, attempt);
  }

  #store(mode) {
    // "strict": on the disk, not only handed to the operating system.
    return this.database.transaction(STORE, mode, { durability: "strict" }).objectStore(STORE);
  }

  all() {
    return done(this.#store("readonly").index("of").getAll([this.of.owner, this.of.attempt]));
  }

  put(entry) {
    return done(this.#store("readwrite").put({ ...this.of, ...entry }));
  }

  remove({ client, position }) {
    return done(this.#store("readwrite").delete([this.of.owner, this.of.attempt, client, position]));
  }
}

/** Entries in localStorage, all of an attempt under one name. */
class Shelf {
  constructor(owner, attempt) {
    this.name = `${PREFIX}${owner}:${attempt}`;
    localStorage.getItem(this.name); // throws where it is switched off
  }

  all() {
    return JSON.parse(localStorage.getItem(this.name) ?? "[]");
  }

  #change(entry, others) {
    const rest = this.all().filter(
      (each) => each.client !== entry.client || each.position !== entry.position,
    );
    const entries = [...rest, ...others];
    if (entries.length) localStorage.setItem(this.name, JSON.stringify(entries));
    else localStorage.removeItem(this.name);
  }

  put(entry) {
    return this.#change(entry, [entry]);
  }

  remove(entry) {
    return this.#change(entry, []);
  }
}

function keyOf({ client, position }) {
  return `${client}:${position}`;
}

export class Outbox {
  #entries = new Map();
  #store = null;
  #shelf = null;

  /** Whether what is put here outlives the page. */
  isKept = false;

  /** @param {(client: string) => Promise<boolean>} isOurs whether to take over what that page left */
  static async open(owner, attempt, isOurs) {
    const outbox = new Outbox();
    let left = [];
    try {
      outbox.#shelf = new Shelf(owner, attempt);
      left = await outbox.#take(outbox.#shelf, isOurs);
      outbox.#store = outbox.#shelf;
    } catch {
      // Switched off, or full of something else.
    }
    try {
      const database = await Database.open(owner, attempt);
      await outbox.#take(database, isOurs);
      outbox.#store = database;
      for (const entry of left) {
        await database.put(outbox.#entries.get(keyOf(entry)));
        outbox.#shelf.remove(entry);
      }
    } catch {
      // Private windows of some browsers have none.
    }
    outbox.isKept = outbox.#store !== null;
    return outbox;
  }

  /** Take over what pages that are gone left in a store; of two saves the newer one. */
  async #take(store, isOurs) {
    const taken = [];
    for (const { client, position, save } of await store.all()) {
      if (!(await isOurs(client))) continue;
      const entry = { client, position, save };
      const known = this.#entries.get(keyOf(entry));
      if (!known || known.save.sequence < save.sequence) this.#entries.set(keyOf(entry), entry);
      taken.push(entry);
    }
    return taken;
  }

  get entries() {
    return [...this.#entries.values()];
  }

  get(client, position) {
    return this.#entries.get(keyOf({ client, position }))?.save ?? null;
  }

  put(client, position, save) {
    const entry = { client, position, save };
    this.#entries.set(keyOf(entry), entry);
    this.#keep(() => this.#store?.put(entry));
  }

  remove(client, position) {
    const key = { client, position };
    if (this.#entries.delete(keyOf(key))) this.#keep(() => this.#store?.remove(key));
  }

  /** Keep what waits at once, for a page that goes away. */
  keepNow() {
    try {
      for (const entry of this.#entries.values()) this.#shelf?.put(entry);
    } catch {
      // Full; IndexedDB may still have had the time.
    }
  }

  /** Forget a save once it is settled, unless a newer one of the same question waits by now. */
  settle(client, position, sequence) {
    if (this.get(client, position)?.sequence === sequence) this.remove(client, position);
  }

  #keep(write) {
    Promise.resolve()
      .then(write)
      .catch(() => {
        this.isKept = false;
      });
  }
}
