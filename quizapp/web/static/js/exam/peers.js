// The other windows of this browser that have the same attempt open. Those on other devices are
// known to the server only.

const PATIENCE = 500;

/** Say that this page took the attempt over; `onTaken` is called when another one does. */
export function meetPeers(owner, attempt, client, onTaken) {
  if (!("BroadcastChannel" in window)) return;
  const channel = new BroadcastChannel(`quizapp-exam:${owner}:${attempt}`);
  channel.onmessage = ({ data }) => {
    if (data.opened && data.opened !== client) onTaken();
  };
  channel.postMessage({ opened: client });
}

/** A name for this page that no other page has. */
export function nameOfPage() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Hold this page's name as long as it lives, so that others leave its saves to it. */
export function holdName(client) {
  navigator.locks?.request(`quizapp-exam:${client}`, () => new Promise(() => {}));
}

/** Whether no window of this browser holds that name; true where that cannot be known. */
export async function isGone(client) {
  if (!navigator.locks) return true;
  try {
    // A page that was just reloaded may need a moment to let go.
    const signal = AbortSignal.timeout(PATIENCE);
    await navigator.locks.request(`quizapp-exam:${client}`, { signal }, () => {});
    return true;
  } catch {
    return false;
  }
}
