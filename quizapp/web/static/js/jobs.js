// Keeps the boxes of background work ([data-job]) up to date: asks how far they are every two
// seconds, as long as one is unfinished and the page can be seen. Without it, reloading does it.

const EVERY = 2000;
const MOST_FAILURES = 5;

const root = document.querySelector("[data-jobs]");
const news = root?.querySelector("[data-jobs-news]");
let failures = 0;
let timer = 0;

const unfinished = () => [...root.querySelectorAll("[data-unfinished]")];

/** Ask for JSON or a page of this site; null when the answer is not what was asked for. */
async function ask(url, type) {
  const answer = await fetch(url, { headers: { Accept: type } });
  const isRight = answer.ok && !answer.redirected && answer.headers.get("Content-Type")?.startsWith(type);
  return isRight ? answer : null;
}

/** Put the server's own box in place of one whose state has changed, and say so. */
async function renew(job) {
  const answer = await ask(location.href, "text/html");
  if (!answer) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = root.querySelector(`[data-job="${job.id}"]`);
  const then = page.querySelector(`[data-job="${job.id}"]`);
  if (!now || !then) return;
  const hadFocus = now.contains(document.activeElement);
  now.replaceWith(then);
  if (hadFocus) {
    then.tabIndex = -1;
    then.focus();
  }
  news.textContent = then.dataset.state;
}

function show(box, job) {
  box.querySelector("[data-progress-text]").textContent = job.progress;
  const bar = box.querySelector("progress");
  if (bar && job.maximum) {
    bar.max = job.maximum;
    bar.value = job.value;
  }
}

async function look() {
  const query = new URLSearchParams(unfinished().map((box) => ["id", box.dataset.job]));
  const answer = await ask(`${root.dataset.jobs}?${query}`, "application/json");
  if (!answer) throw new Error("no states");
  for (const job of (await answer.json()).jobs) {
    const box = root.querySelector(`[data-job="${job.id}"]`);
    if (!box) continue;
    if (job.over || job.state !== box.dataset.state) await renew(job);
    else show(box, job);
  }
}

async function goOn() {
  clearTimeout(timer);
  if (document.hidden || !unfinished().length) return;
  try {
    await look();
    failures = 0;
  } catch {
    failures += 1;
  }
  // A connection that is gone for long is not worn out; coming back to the page asks again.
  if (failures < MOST_FAILURES) timer = setTimeout(goOn, EVERY * (failures + 1));
}

if (root) {
  document.addEventListener("visibilitychange", () => {
    failures = 0;
    goOn();
  });
  timer = setTimeout(goOn, EVERY);
}
