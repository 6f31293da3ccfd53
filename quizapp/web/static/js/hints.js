// Hints on a question come while it is written: the form is sent to be looked over, not to be saved,
// and only the hints of the page that comes back are put in. A button does the same without script.

const PAUSE = 900;

const form = document.querySelector("[data-editor]");
const box = form?.querySelector("[data-hints]");
let waiting;
let latest = 0;

async function look() {
  const turn = ++latest;
  const body = new FormData(form);
  body.append("check", "yes");
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok || turn !== latest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const hints = page.querySelector("[data-hints]");
    // The same hints again are not read out again.
    if (hints && hints.textContent !== box.textContent) box.replaceChildren(...hints.childNodes);
  } catch {
    // Without a connection the hints stay as they are.
  }
}

if (box) {
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
