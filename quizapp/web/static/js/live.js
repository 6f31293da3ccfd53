// Brings the live view of a test up to date every few seconds, as long as it can be seen. Without
// it, the link "Bring up to date" does it.

const MOST_FAILURES = 30;
let view = document.querySelector("[data-live-view]");
const every = Number(view.dataset.everySeconds) * 1000;
let failures = 0;
let timer = 0;

function tell() {
  view.querySelector("[data-live-by-itself]").hidden = false;
}

/** Put the server's new view in the place of this one; what had the focus keeps it. */
function show(then) {
  const focused = view.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const news = view.querySelector("[data-live-news]");
  const words = then.querySelector("[data-live-news]");
  // The same element goes on, or a screen reader would not hear of a change, nor of none.
  if (news.textContent !== words.textContent) news.textContent = words.textContent;
  words.replaceWith(news);
  view.replaceWith(then);
  view = then;
  tell();
  if (focused) [...view.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
}

async function look() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) throw new Error(`status ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const then = page.querySelector("[data-live-view]");
  if (!then) throw new Error("no view");
  show(then);
}

async function goOn() {
  clearTimeout(timer);
  if (document.hidden) return;
  try {
    await look();
    failures = 0;
  } catch {
    failures += 1;
  }
  if (failures < MOST_FAILURES) timer = setTimeout(goOn, every);
}

tell();
timer = setTimeout(goOn, every);
document.addEventListener("visibilitychange", () => {
  failures = 0;
  goOn();
});
document.querySelector("[data-live-again]").addEventListener("click", (event) => {
  event.preventDefault();
  failures = 0;
  goOn();
});
