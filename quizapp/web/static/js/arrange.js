// The order of a set's questions: dragged by their handles (mouse, pen, finger), or moved by arrow
// keys and buttons. The numbers of the form follow; it is sent as without JavaScript.

const form = document.querySelector("[data-arrange]");
const list = form?.querySelector("tbody");
const voice = document.querySelector("[data-moved]");
const rows = () => [...list.children];
const place = (row) => row.querySelector("[name^=place-]");
const first = list ? Math.min(...rows().map((row) => Number(place(row).value) || Infinity)) : 1;

function settle(row) {
  rows().forEach((each, index) => {
    place(each).value = first + index;
  });
  voice.textContent = voice.dataset.moved.replace("{place}", place(row).value);
}

function move(row, step, focused) {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  settle(row);
  focused.focus();
}

list?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (button) move(button.closest("tr"), Number(button.dataset.step), button);
});

list?.addEventListener("keydown", (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const handle = event.target.closest("[data-handle]");
  if (!step || !handle) return;
  event.preventDefault();
  move(handle.closest("tr"), step, handle);
});

list?.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-handle]");
  if (!handle || event.button !== 0) return;
  const row = handle.closest("tr");
  const before = rows();
  row.classList.add("arrange-dragged");

  const follow = (at) => {
    const other = rows().find((each) => {
      const box = each.getBoundingClientRect();
      return each !== row && at.clientY >= box.top && at.clientY <= box.bottom;
    });
    if (!other) return;
    const box = other.getBoundingClientRect();
    const follows = row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
    const beyond = at.clientY - box.top > box.height / 2;
    if (follows && beyond) other.after(row);
    else if (!follows && !beyond) other.before(row);
  };
  const stop = () => {
    document.removeEventListener("pointermove", follow);
    document.removeEventListener("pointerup", stop);
    document.removeEventListener("pointercancel", stop);
    row.classList.remove("arrange-dragged");
    if (rows().some((each, index) => each !== before[index])) settle(row);
  };
  // A row that moves in the page loses what it captured: the whole document listens.
  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerup", stop);
  document.addEventListener("pointercancel", stop);
});

for (const control of list?.querySelectorAll("[data-handle], [data-step]") ?? []) {
  control.hidden = false;
}
