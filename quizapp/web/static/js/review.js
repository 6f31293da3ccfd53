// The review with less travelling: decisions without leaving the place, evidence brought into view
// beside its question, and keys. Every one of these is a form or a link that works without it.

const KEYS_OFF = "review-keys-off";

const list = document.querySelector("[data-drafts]");
const article = document.querySelector("[data-article]");
const drafts = () => [...list.querySelectorAll("[data-item]")];
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const sideBySide = matchMedia("(min-width: 60rem)");

/* Evidence. */

function evidenceOf(id) {
  return [...article.querySelectorAll("[data-items]")].filter((mark) => mark.dataset.items.split(" ").includes(id));
}

/** Mark the evidence of one question, and scroll the article (not the page) to it. */
function showEvidence(id) {
  for (const mark of article.querySelectorAll(".is-linked")) mark.classList.remove("is-linked", "is-linked-answer");
  const marks = evidenceOf(id);
  for (const mark of marks) {
    mark.classList.add("is-linked");
    mark.classList.toggle("is-linked-answer", (mark.dataset.answers ?? "").split(" ").includes(id));
  }
  const target = document.getElementById(`evidence-${id}`) ?? marks[0];
  if (!target || !sideBySide.matches) return;
  const inPane = target.getBoundingClientRect().top - article.getBoundingClientRect().top;
  article.scrollTo({ top: article.scrollTop + inPane - article.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
}

list.addEventListener("focusin", (event) => {
  const draft = event.target.closest("[data-item]");
  if (draft) showEvidence(draft.dataset.item);
});

list.addEventListener("click", (event) => {
  const link = event.target.closest("[data-show-evidence]");
  const draft = event.target.closest("[data-item]");
  if (!draft) return;
  // Beside it the article comes to the question; on a phone the link goes to the article.
  if (link && sideBySide.matches) event.preventDefault();
  showEvidence(draft.dataset.item);
});

/* Decisions. */

function replace(page, selector) {
  const now = document.querySelector(selector);
  const then = page.querySelector(selector);
  if (now && then) now.replaceWith(then);
}

/** Send a decision and put in place what the server makes of it; false if that did not work. */
async function decide(form, button) {
  const id = form.closest("[data-item]").dataset.item;
  const body = new FormData(form, button);
  const answer = await fetch(form.action, { method: "POST", body });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.getElementById(`item-${id}`)) return false;
  replace(page, `#item-${id}`);
  for (const part of ["status", "tabs"]) replace(page, `[data-live="${part}"]`);
  return id;
}

/** Deciding goes on to the next question: what is taken back is the one before. */
let lastDecided = null;

function next(from, step) {
  const all = drafts();
  return all[all.findIndex((draft) => draft.dataset.item === from) + step];
}

function go(draft) {
  if (!draft) return;
  draft.focus({ preventScroll: true });
  draft.scrollIntoView({ block: sideBySide.matches ? "nearest" : "start", behavior: calm ? "auto" : "smooth" });
}

/** Go to the question after or before; from the last or the first of a page, to the page beside it. */
function travel(draft, step) {
  const target = draft ? next(draft.dataset.item, step) : drafts()[0];
  if (target) go(target);
  else document.querySelector(`.review-questions .pagination [rel="${step > 0 ? "next" : "prev"}"]`)?.click();
}

list.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-decide]");
  if (!form) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  const button = event.submitter;
  const decided = button?.value !== "reopen";
  const id = await decide(form, button).catch(() => false);
  if (id === false) {
    // The plain way says what is wrong.
    delete form.dataset.busy;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: button.name, value: button.value });
    form.append(field);
    form.submit();
    return;
  }
  const waiting = (draft) => draft.classList.contains("draft-draft");
  let draft = document.getElementById(`item-${id}`);
  lastDecided = decided ? draft : null;
  if (decided) {
    let following = next(id, 1);
    while (following && !waiting(following)) following = next(following.dataset.item, 1);
    draft = following ?? draft;
  }
  go(draft);
});

/* Keys. They can be switched off: who speaks to the computer may say a letter by chance. */

const help = document.querySelector("[data-shortcuts]");
const keysOn = help.querySelector("[data-shortcuts-on]");
try {
  keysOn.checked = !localStorage.getItem(KEYS_OFF);
} catch {
  // Storage is switched off: keys are on.
}
help.hidden = false;
keysOn.addEventListener("change", () => {
  try {
    if (keysOn.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "yes");
  } catch {
    // It holds for this page.
  }
});

/** Open the list of keys and stand at it. */
function showKeys() {
  help.open = true;
  help.querySelector("summary").focus();
}

const press = (draft, value) => draft?.querySelector(`[data-decide] button[value="${value}"]`)?.click();

const KEYS = {
  j: (draft) => travel(draft, 1),
  k: (draft) => travel(draft, -1),
  a: (draft) => press(draft, "accept"),
  x: (draft) => press(draft, "reject"),
  u: (draft) => press(draft?.querySelector('[value="reopen"]') ? draft : lastDecided, "reopen"),
  e: (draft) => draft?.querySelector("[data-decide] a")?.click(),
  r: (draft) => draft?.querySelector("[data-alternatives]")?.click(),
  s: (draft) => draft && showEvidence(draft.dataset.item),
  h: showKeys,
  "?": showKeys,
};

document.addEventListener("keydown", (event) => {
  if (!keysOn.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const action = KEYS[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action(document.activeElement?.closest("[data-item]") ?? document.querySelector(".draft:target"));
});
