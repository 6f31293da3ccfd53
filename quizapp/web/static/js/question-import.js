// Ticking a question keeps the choice at once; without this the button "Keep this choice" does.

const form = document.querySelector("[data-choose]");
const state = form.querySelector("[data-choice-state]");
let waiting = Promise.resolve();

async function keep() {
  const data = new FormData(form);
  const sent = new URLSearchParams();
  for (const name of ["csrf_token", "shown", "chosen"]) for (const value of data.getAll(name)) sent.append(name, value);
  const answer = await fetch(form.dataset.choose, {
    method: "POST",
    body: sent,
    headers: { Accept: "application/json" },
  });
  if (!answer.ok) throw new Error(String(answer.status));
  state.textContent = (await answer.json()).text;
}

form.addEventListener("change", (event) => {
  if (event.target.name !== "chosen") return;
  waiting = waiting.then(keep).catch(() => {
    state.textContent = "";
    form.querySelector("button").focus({ preventScroll: true });
  });
});
