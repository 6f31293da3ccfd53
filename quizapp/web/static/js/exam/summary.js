// Before submitting: an answer that is still on this device is sent first, and said to be.
import { Saver } from "./saver.js";

const box = document.querySelector("[data-unsent]");
const saver = new Saver(box.dataset.owner, box.dataset.attempt, box.dataset.signInUrl);

function show() {
  box.hidden = Object.keys(saver.unsent).length === 0;
}

saver.addEventListener("waiting", show);
saver.addEventListener("signed-out", show);
// The counts on this page are older than what has just been saved.
saver.addEventListener("saved", () => location.reload());
saver.addEventListener("over", () => location.reload());
show();
saver.flush();

addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
