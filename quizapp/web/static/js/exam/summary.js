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

let sent = 0;
sender.addEventListener("result", ({ detail }) => {
  sent += 1;
  if (detail.result.outcome === "elsewhere") held.add(detail.position);
});
sender.addEventListener("saved", () => {
  // The counts on this page are older than what has just been saved.
  if (sent && held.size === 0) location.reload();
});
clockOfPage()?.addEventListener("over", () => location.replace(overUrl));
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
if (outbox.entries.length) {
  box.hidden = false;
  sender.flush();
}
