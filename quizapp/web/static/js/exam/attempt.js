// The question page with JavaScript: each choice is saved as it is made, and the page says so.
// Without it, the buttons of the form save.
import { Answer } from "./answer.js";
import { useKeys } from "./keys.js";
import { PaletteView } from "./palette.js";
import { Saver } from "./saver.js";
import { keep, lastNumber, noteNumber } from "./store.js";
import { Typing } from "./typing.js";

const form = document.getElementById("answer");
const words = document.querySelector("[data-exam-texts]");
const texts = words.dataset;
const status = form.querySelector("[data-save-status]");
const alertBox = form.querySelector("[data-save-alert]");
const clock = document.querySelector("[data-clock]");
const answer = new Answer(form);
const typing = answer.entered ? new Typing(answer.entered, save) : null;
const { owner, attempt, position } = form.dataset;

const palette = new PaletteView(document.querySelector(".exam-aside"), words);
const saver = new Saver(owner, attempt, texts.signInUrl);
let sequence = Math.max(Number(form.dataset.sequence), lastNumber(owner, attempt, position));
let waiting = false;
let leaving = false;
let stale = false;

// --- the time spent on this question while it was looked at; measured monotonically
let spent = Number(form.dataset.timeMs);
let since = document.hidden ? null : performance.now();

function timeSpent() {
  return Math.round(spent + (since === null ? 0 : performance.now() - since));
}

document.addEventListener("visibilitychange", () => {
  spent = timeSpent();
  since = document.hidden ? null : performance.now();
});

// --- what the page says
function say(state, text) {
  status.dataset.state = state;
  if (status.textContent !== text) status.textContent = text;
}

function warn(text, link = "", address = "") {
  const anchor = alertBox.querySelector("[data-alert-link]");
  anchor.hidden = !link;
  anchor.textContent = link;
  if (address) anchor.href = address;
  alertBox.querySelector("[data-alert-text]").textContent = text;
  alertBox.hidden = false;
  alertBox.scrollIntoView({ block: "nearest" });
}

/** What is saved now, under the next number. */
function body() {
  sequence += 1;
  noteNumber(owner, attempt, position, sequence);
  return { response: answer.read(), time_ms: timeSpent(), sequence };
}

function save() {
  saver.save(position, form.dataset.saveUrl, body());
}

// --- what became of a save
saver.addEventListener("saving", () => {
  if (!waiting) say("saving", texts.saving);
});
saver.addEventListener("waiting", () => {
  waiting = true;
  typing?.waits();
  say("waiting", texts.waiting);
});
saver.addEventListener("saved", ({ detail }) => {
  waiting = false;
  stale = false;
  alertBox.hidden = true;
  say("saved", texts.saved);
  palette.show(detail.position, detail.answer.state);
  if (clock && detail.answer.seconds_left !== null) {
    clock.dispatchEvent(new CustomEvent("clock:set", { detail: detail.answer.seconds_left }));
  }
  if (detail.position === position) typing?.saved();
});
saver.addEventListener("elsewhere", ({ detail }) => {
  waiting = false;
  if (detail.position !== position) return;
  stale = true;
  typing?.settle();
  say("problem", "");
  warn(texts.elsewhere, texts.show, location.href);
});
saver.addEventListener("signed-out", () => {
  waiting = true;
  say("waiting", "");
  warn(texts.signedOut, texts.signIn, texts.signInUrl);
  const anchor = alertBox.querySelector("[data-alert-link]");
  anchor.target = "_blank";
});
saver.addEventListener("over", ({ detail }) => {
  typing?.settle();
  say("problem", "");
  warn(detail.error.message ?? texts.timeUp, texts.result, detail.error.result ?? texts.resultUrl);
});
saver.addEventListener("refused", ({ detail }) => {
  waiting = false;
  if (typing && detail.position === position) {
    say("unsaved", texts.unsaved);
    typing.refused(detail.error.message ?? texts.failed);
    return;
  }
  say("problem", "");
  warn(`${texts.failed} ${detail.error.message ?? ""}`.trim(), texts.again, location.href);
});

// --- what the student does
form.addEventListener("change", (event) => {
  if (event.target !== answer.entered && answer.has(event.target)) save();
});

form.addEventListener("submit", (event) => {
  if (event.submitter?.name === "action" && event.submitter.value === "clear") {
    event.preventDefault();
    if (answer.read().state !== "blank" || typing?.isOpen) {
      answer.show({ state: "blank" });
      typing?.note();
      save();
    }
    answer.first.focus();
    return;
  }
  // Leaving now would show the browser's own error page instead of the question.
  if (waiting || !navigator.onLine) {
    event.preventDefault();
    save();
    warn(texts.stay);
    return;
  }
  leaving = true;
  form.elements.time_ms.value = timeSpent();
});

document.querySelector("[data-palette]").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  if (waiting || !navigator.onLine) {
    event.preventDefault();
    warn(texts.stay);
  } else if (typing?.isOpen) {
    event.preventDefault();
    typing.leaveFor(link.href);
  }
});

clock?.addEventListener("clock:over", (event) => {
  leaving = true;
  if (!waiting && navigator.onLine) return; // clock.js opens the result
  event.preventDefault();
  warn(texts.timeUp, texts.result, texts.resultUrl);
});

// The palette leads away without the form: the time spent goes along. Not from a page that shows
// something else than what stands.
addEventListener("pagehide", () => {
  if (leaving || waiting || stale) return;
  if (!typing?.isOpen && timeSpent() - Number(form.dataset.timeMs) < 1000) return;
  // The choice goes along too: this save may overtake one that is still on its way.
  const last = body();
  // The page that comes next may be made before this arrives, and then shows what is kept here.
  if (typing?.isOpen) keep(owner, attempt, position, { url: form.dataset.saveUrl, body: last, tried: true });
  fetch(form.dataset.saveUrl, {
    method: "PUT",
    headers: {
      Accept: "application/json",
      "Content-Type": "application/json",
      "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content,
    },
    body: JSON.stringify(last),
    keepalive: true,
  }).catch(() => {});
});

// Back to this page from the browser's memory: what it shows may be old.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// --- begin
const kept = saver.unsent[position];
if (kept && kept.body.sequence > Number(form.dataset.sequence)) {
  sequence = Math.max(sequence, kept.body.sequence);
  answer.show(kept.body.response);
  typing?.note();
}
say("ready", texts.atOnce);
// Somebody may have chosen before this script was there.
if (answer.isChanged) save();
else saver.flush();

const box = document.querySelector("[data-palette-box]");
if (matchMedia("(max-width: 59.99rem)").matches) box.open = false;
if (answer.choices.length) useKeys(answer.choices, document.querySelector("[data-keys]"));
