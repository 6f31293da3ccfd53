// The exam room: all questions are on the page, one is shown. Every choice is kept on this device,
// sent at once, and sent again until the server has it. Without script, its forms do all of this.
import { clockOfPage, reading } from "../clock.js";
import { useKeys } from "./keys.js";
import { isShown, notify, settle } from "./notices.js";
import { Outbox } from "./outbox.js";
import { Palette } from "./palette.js";
import { holdName, isGone, meetPeers, nameOfPage } from "./peers.js";
import { keepPresence } from "./presence.js";
import { Question } from "./question.js";
import { Sender } from "./sender.js";
import { choose } from "./settings.js";
import { Submitting } from "./submitting.js";
import { answerWords, text } from "./words.js";

const root = document.querySelector("[data-exam]");
const { owner, attempt, savesUrl, sessionUrl, signInUrl, roomUrl } = root.dataset;
const status = document.querySelector("[data-save-status]");
const spoken = document.querySelector("[data-spoken]");
const heading = root.querySelector("[data-heading]");
const buttons = [...root.querySelectorAll("[data-buttons] button, .exam-aside > button")];
const languages = [...root.querySelectorAll("[data-languages] button")];
const passages = [...root.querySelectorAll("[data-passage]")];
const actionOf = (each) => each.dataset.action ?? each.value;
const button = (action) => buttons.find((each) => actionOf(each) === action);

const questions = new Map();
for (const article of root.querySelectorAll("[data-question]")) {
  const question = new Question(article, saveAnswer);
  questions.set(question.position, question);
}
const order = [...questions.keys()];
const palette = new Palette(root, go);
for (const question of questions.values()) {
  question.visited = palette.states.get(question.position) !== "not-visited";
}

const client = nameOfPage();
holdName(client);
const outbox = await Outbox.open(owner, attempt, isGone);
const sender = new Sender({
  outbox,
  client,
  owner,
  savesUrl,
  sessionUrl,
  position: () => current.position,
  revision: (position) => questions.get(position)?.revision ?? 0,
  isHeld: (position) => Boolean(questions.get(position)?.conflict),
});
const clock = clockOfPage();
let current = null;
let sequence = 0;
let hasSaved = false;

// --- what is saved

function queue(question, changes = {}) {
  sequence += 1;
  outbox.put(client, question.position, {
    ...outbox.get(client, question.position),
    ...changes,
    time_ms: question.timeSpent,
    sequence,
    revision: question.revision,
  });
  palette.setState(question.position, question.state);
  // What is done in one go is sent in one request, after the page has shown it.
  setTimeout(() => sender.flush());
}

function saveAnswer(question) {
  if (question.conflict) choseMine(question);
  else queue(question, { response: question.response });
}

function saveMark(question, marked) {
  if (question.marked === marked) return;
  question.showMark(marked);
  queue(question, { marked });
}

// --- moving between questions

function go(position) {
  const next = questions.get(position);
  if (!next) return;
  if (next !== current) {
    for (const name of ["check", "section-done"]) settle(name);
    current.typing?.send();
    leave(current);
    enter(next);
    setTimeout(keepPlace);
  }
  // With the next frame, which lays the page out anyway.
  requestAnimationFrame(() => {
    heading.focus({ preventScroll: true });
    if (scrollY) scrollTo({ top: 0 });
    palette.reveal();
  });
}

function leave(question) {
  question.countTime(false);
  question.show(false);
  if (question.refusal) tellOfRefusal(question, question.refusal);
  queue(question);
}

function enter(question) {
  current = question;
  question.show(true);
  // Beside its field stands what is wrong.
  if (question.refusal) settle(`refused-${question.position}`);
  question.countTime(!document.hidden);
  const { position, passage } = question;
  heading.textContent = text("heading", { number: position });
  document.title = document.title.replace(/^[^,]*/, heading.textContent);
  for (const each of passages) each.hidden = each.dataset.passage !== passage;
  showButtons(question);
  palette.show(position, question.section);
  queue(question);
}

function name(action, words) {
  if (button(action).textContent !== words) button(action).textContent = words;
}

/** A reload comes back to this question. */
function keepPlace() {
  history.replaceState(null, "", `#${current.position}`);
}

function showButtons(question) {
  const { isChecked, position } = question;
  const isLast = position === order.at(-1);
  const next = isChecked ? "nextChecked" : "next";
  name("next", text(isLast ? `${next}Last` : next));
  name("mark", text(isLast ? "markLast" : "mark"));
  button("previous").disabled = position === order[0];
  for (const action of ["check", "mark", "clear"]) {
    if (button(action)) button(action).hidden = isChecked;
  }
  if (!button("check")) return;
  button("next").classList.toggle("button-primary", isChecked);
  button("next").parentElement.classList.toggle("exam-actions-practice", !isChecked);
}

function goOn() {
  const next = order[order.indexOf(current.position) + 1];
  if (next !== undefined) go(next);
  else if ("sectionFollows" in root.dataset) notify("section-done", text("sectionDone"));
  else submitting.open();
}

const actions = {
  next() {
    current.typing?.send();
    saveMark(current, false);
    goOn();
  },
  async check() {
    const question = current;
    question.typing?.send();
    if (!(await sender.ask())) {
      notify("check", text("checkWaits"));
      return;
    }
    const response = await sender.post(question.article.dataset.checkUrl, {}).catch(() => null);
    const data = await response?.json().catch(() => null);
    if (data?.html) {
      settle("check");
      question.showChecked(data.html);
      showButtons(current);
    } else {
      notify("check", data?.error?.message ?? text("checkWaits"));
    }
  },
  mark() {
    if (current.isChecked) return;
    current.typing?.send();
    saveMark(current, true);
    goOn();
  },
  previous() {
    const previous = order[order.indexOf(current.position) - 1];
    if (previous !== undefined) go(previous);
  },
  clear() {
    if (!current.isAnswered || current.isChecked) return;
    current.showAnswer(null);
    saveAnswer(current);
  },
  summary() {
    current.typing?.send();
    submitting.open();
  },
};

// Without script the buttons belong to the form of the one question. Here they act by themselves: to
// hand them from form to form would cost more than all the rest of a move.
for (const each of [...buttons, ...languages]) {
  each.type = "button";
  each.removeAttribute("form");
}
for (const each of buttons) each.addEventListener("click", () => actions[actionOf(each)]());
// Enter in a field.
root.addEventListener("submit", (event) => {
  event.preventDefault();
  actions[button("check") && !current.isChecked ? "check" : "next"]();
});
root.addEventListener("change", (event) => {
  const { answer } = current;
  if (event.target !== answer.entered && answer.has(event.target)) saveAnswer(current);
});

// --- what became of a save

function say(state, words) {
  status.dataset.state = state;
  if (status.textContent !== words) status.textContent = words;
}

function showStanding(question, result) {
  question.revision = result.revision;
  question.showAnswer(result.response);
  question.showMark(result.marked);
}

const outcomes = {
  stored(question, { save, result, isPending }) {
    hasSaved ||= save.response !== undefined || save.marked !== undefined;
    // Where the student has chosen again meanwhile, that stands on the page.
    if (save.response) settle(`refused-${question.position}`);
    if (!isPending && !question.typing?.isOpen) {
      if (save.response || result.revision !== question.revision) showStanding(question, result);
    } else if (save.response || save.marked !== undefined) {
      question.revision = result.revision;
    }
    palette.setState(question.position, question.state);
  },
  elsewhere(question, { client: from, save, result }) {
    question.conflict = { from, result };
    const letterOf = (number) => question.answer.letterOf(number);
    const words = text("elsewhere", {
      number: question.position,
      theirs: answerWords(result.response, letterOf),
      mine: answerWords(save.response ?? question.response, letterOf),
    });
    notify(`elsewhere-${question.position}`, words, [
      { words: text("keepMine"), act: () => choseMine(question) },
      { words: text("keepTheirs"), act: () => choseTheirs(question) },
    ]);
    palette.setState(question.position, result.state);
  },
  late(question, { save, result, isPending }) {
    if (save.response && !isPending) {
      notify(`late-${question.position}`, text("late", { number: question.position }));
    }
    palette.setState(question.position, result.state);
  },
  refused(question, { save, result, isPending }) {
    if (isPending) return;
    if (result.state) palette.setState(question.position, result.state);
    question.typing?.refuse(save.response?.text, result.message);
    if (question === current && question.typing) {
      say("unsaved", text("unsaved"));
      return;
    }
    tellOfRefusal(question, result.message);
  },
};

function tellOfRefusal(question, reason) {
  notify(`refused-${question.position}`, text("refused", { number: question.position, reason }), [
    {
      words: text("goTo", { number: question.position }),
      act: () => {
        go(question.position);
        requestAnimationFrame(() => question.answer.entered?.focus());
      },
    },
  ]);
}

function endConflict(question) {
  const { from, result } = question.conflict;
  outbox.remove(from, question.position);
  outbox.remove(client, question.position);
  question.conflict = null;
  question.revision = result.revision;
  settle(`elsewhere-${question.position}`);
  return result;
}

function choseMine(question) {
  endConflict(question);
  queue(question, { response: question.response, marked: question.marked });
}

function choseTheirs(question) {
  showStanding(question, endConflict(question));
  palette.setState(question.position, question.state);
  sender.flush();
}

sender.addEventListener("result", ({ detail }) => {
  const question = questions.get(detail.position);
  if (!question || !detail.save) return;
  const isPending = outbox.get(client, detail.position) !== null;
  outcomes[detail.result.outcome](question, { ...detail, isPending });
});
sender.addEventListener("saving", () => {
  if (status.dataset.state !== "waiting") say("saving", text("saving"));
});
sender.addEventListener("waiting", () => {
  const count = sender.waiting;
  if (count) say("waiting", count === 1 ? text("waitingOne") : text("waitingMany", { count }));
  if (count && !outbox.isKept) notify("store", text("noStore"));
});
sender.addEventListener("saved", () => {
  for (const name of ["signed-out", "other-user", "gone", "broken", "store"]) settle(name);
  if (isShown(`refused-${current.position}`)) return;
  if ([...questions.values()].some(({ conflict, refusal }) => conflict || refusal)) {
    say("unsaved", text("unsaved"));
    return;
  }
  if (status.dataset.state === "unsaved") return;
  say(hasSaved ? "saved" : "ready", text(hasSaved ? "saved" : "ready"));
});

for (const name of ["signed-out", "other-user"]) {
  sender.addEventListener(name, () => {
    say("problem", text("problem"));
    notify(name, text(name === "signed-out" ? "signedOut" : "otherUser"), [
      { words: text("signIn"), address: signInUrl, isNewWindow: true },
      { words: text("signedIn"), act: () => sender.ask() },
    ]);
  });
}
sender.addEventListener("gone", ({ detail }) => {
  say("problem", text("problem"));
  notify("gone", detail.message ?? text("gone"));
});
sender.addEventListener("broken", () => {
  say("problem", text("problem"));
  notify("broken", text("broken"), [{ words: text("again"), act: () => location.reload() }]);
});

// --- other pages, the clock, the end

function tellOfOthers() {
  notify("others", text("others"), [{ words: text("goOn"), act: () => location.reload() }]);
}

let isTimeUp = false;
sender.addEventListener("answer", ({ detail }) => {
  if (detail.others) tellOfOthers();
  if (clock && detail.seconds_left !== null) clock.set(detail.seconds_left);
  if (isTimeUp) location.replace(roomUrl);
  else if (detail.over) notify("over", text("overElsewhere"), [{ words: text("result"), address: detail.over }]);
});

// Told once each; a page that slept through them tells of the last.
const TELL_AT = [60, 300, 600];
const TYPED_GOES_AT = 3;
let lastLeft = clock?.left;
clock?.addEventListener("left", ({ detail: { seconds } }) => {
  const isPassed = (mark) => seconds <= mark && mark < lastLeft;
  if (seconds && TELL_AT.some(isPassed)) spoken.textContent = timeLeftWords(seconds);
  // What is being typed goes while it still counts.
  if (isPassed(TYPED_GOES_AT)) current.typing?.send();
  lastLeft = seconds;
});

function timeLeftWords(seconds) {
  if (seconds === 60) return text("minuteLeft");
  if (seconds % 60 === 0) return text("minutesLeft", { minutes: seconds / 60 });
  return text("timeLeft", { time: reading(seconds) });
}
clock?.addEventListener("over", async () => {
  current.typing?.send();
  isTimeUp = true;
  notify("over", text("sectionEnds" in root.dataset ? "sectionOver" : "over"));
  // The answer to this leads on, now or when there is a connection again.
  await sender.ask();
});

function sayTime() {
  spoken.textContent = "";
  const words = clock ? text("timeLeft", { time: reading(clock.left) }) : text("noClock");
  requestAnimationFrame(() => {
    spoken.textContent = words;
  });
}

const submitting = new Submitting(document.querySelector("[data-submit-sheet]"), palette, sender, root.dataset, () =>
  [...questions.values()].flatMap(({ position, conflict, refusal }) => [
    ...(conflict ? [text("unresolved", { number: position })] : []),
    ...(refusal ? [text("refused", { number: position, reason: refusal })] : []),
  ]),
);

// --- the time spent, and leaving

function pause() {
  current.countTime(false);
  current.typing?.send();
  queue(current);
  // At once: a page in the background may not get another turn.
  sender.flush();
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) pause();
  else current.countTime(true);
});
addEventListener("pagehide", () => {
  pause();
  outbox.keepNow();
  sender.sendNow();
});
addEventListener("beforeunload", (event) => {
  if (sender.waiting && !outbox.isKept) event.preventDefault();
});
addEventListener("pageshow", (event) => {
  // Back to this page from the browser's memory: what it shows may be old.
  if (event.persisted) location.reload();
});
addEventListener("hashchange", () => go(Number(location.hash.slice(1))));

// --- begin

for (const { client: from, position, save } of outbox.entries) {
  const question = questions.get(position);
  if (!question || from === client) continue;
  if (save.response) question.showAnswer(save.response);
  if (save.marked !== undefined) question.showMark(save.marked);
  question.visited = true;
  palette.setState(position, question.state);
}

function useLanguage(language) {
  root.dataset.language = language;
  for (const question of questions.values()) question.useLanguage(language);
}

const help = document.querySelector("[data-help-sheet]");
choose(root.querySelector("[data-languages]"), "language", useLanguage);
choose(root.querySelector("[data-sizes]"), "size", (size) => {
  root.dataset.size = size;
});
root.querySelector("[data-help-box]").hidden = false;
root.querySelector("[data-help]").addEventListener("click", () => help.showModal());
root.querySelector("[data-palette-open]").addEventListener("click", () => palette.enter());
document.querySelector("[data-time]")?.addEventListener("click", sayTime);
if (matchMedia("(max-width: 59.99rem)").matches) palette.box.open = false;

const keyOf = { n: "next", p: "previous", m: "mark", x: "clear" };
useKeys(
  {
    ...Object.fromEntries(Object.entries(keyOf).map(([key, action]) => [key, actions[action]])),
    t: sayTime,
    q: () => palette.enter(),
    h: () => help.showModal(),
    "?": () => help.showModal(),
  },
  (place) => (current.isChecked ? undefined : current.answer.choices[place]),
  help.querySelector("[data-keys-switch]"),
);

const wanted = Number(location.hash.slice(1));
const first = questions.get(wanted) ?? questions.get(Number(root.dataset.position));
if (first.article.hidden) questions.get(Number(root.dataset.position)).show(false);
const isWaiting = outbox.entries.some(({ position, save }) => position === first.position && save.response);
enter(first);
keepPlace();
// What was answered before this script was there.
if (!isWaiting && !first.isChecked && first.answer.isTouched) saveAnswer(first);
say("ready", text("ready"));
meetPeers(owner, attempt, client, tellOfOthers);
if (root.dataset.presenceUrl) keepPresence(root.dataset.presenceUrl, Number(root.dataset.presenceSeconds), sender);
