// The summary page: an answer that is still on this device is sent first, and said to be.
import { clockOfPage } from "../clock.js";
import { Outbox } from "./outbox.js";
import { isGone, nameOfPage } from "./peers.js";
import { Sender } from "./sender.js";

const box = document.querySelector("[data-unsent]");
const { owner, attempt, savesUrl, sessionUrl, overUrl } = box.dataset;
const outbox = await Outbox.open(owner, attempt, isGone);
const sender = new Sender({
  outbox,
  client: nameOfPage(),
  owner,
  savesUrl,
  sessionUrl,
  position: () => undefined,
  revision: () => 0,
  isHeld: (position) => held.has(position),
});
const held = new Set();

// The counts on this page are older than an answer that has just been saved; a visit changes none.
let isOld = false;
let isSubmitting = false;
sender.addEventListener("result", ({ detail }) => {
  isOld ||= detail.save.response !== undefined || detail.save.marked !== undefined;
  if (detail.result.outcome === "elsewhere") held.add(detail.position);
});
sender.addEventListener("saved", () => {
  box.hidden = held.size === 0;
  if (!isOld || isSubmitting || held.size) return;
  // What is pressed while the page goes would be lost with it.
  document.querySelector("main").inert = true;
  location.reload();
});
addEventListener("submit", () => {
  isSubmitting = true;
});
clockOfPage()?.addEventListener("over", () => location.replace(overUrl));
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
if (outbox.entries.length) {
  box.hidden = false;
  sender.flush();
}
