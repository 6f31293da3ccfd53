// Answers that the server has not confirmed yet, kept on this device so that a reload, a crash or
// an empty battery loses none. They belong to one user and one attempt: `owner` stands in the key,
// so that nothing is ever sent in the name of the next person who uses this device.

const PREFIX = "unsent:";

function keyOf(owner, attempt) {
  return `${PREFIX}${owner}:${attempt}`;
}

/** The unsent saves of an attempt: {position: {url, body, tried}}. */
export function read(owner, attempt) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(owner, attempt)) ?? "{}");
  } catch {
    return {};
  }
}

function write(owner, attempt, saves) {
  try {
    if (Object.keys(saves).length) localStorage.setItem(keyOf(owner, attempt), JSON.stringify(saves));
    else localStorage.removeItem(keyOf(owner, attempt));
  } catch {
    // No room, or storage is switched off: the page still holds the answer while it is open.
  }
}

/** Keep a save until it is confirmed; the newest of a question replaces what waited before. */
export function keep(owner, attempt, position, save) {
  const saves = read(owner, attempt);
  saves[position] = save;
  write(owner, attempt, saves);
}

/** Forget a save once it is settled, unless a newer one of the same question waits by now. */
export function settle(owner, attempt, position, sequence) {
  const saves = read(owner, attempt);
  if (saves[position] && saves[position].body.sequence <= sequence) {
    delete saves[position];
    write(owner, attempt, saves);
  }
}

// The last number that this tab gave to a save of a question. A save that is sent while the page goes
// away may arrive after the next page was made, which then knows an older number.
const NUMBER = "sequence:";

export function lastNumber(owner, attempt, position) {
  try {
    return Number(sessionStorage.getItem(`${NUMBER}${owner}:${attempt}:${position}`) ?? 0);
  } catch {
    return 0;
  }
}

export function noteNumber(owner, attempt, position, number) {
  try {
    sessionStorage.setItem(`${NUMBER}${owner}:${attempt}:${position}`, String(number));
  } catch {
    // The number of the page has to do.
  }
}
