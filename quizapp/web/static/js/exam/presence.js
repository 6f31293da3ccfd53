// Tells those who watch over the test that this page is there, and whether it is in front. Nobody
// waits for it and nothing hangs on it: what does not arrive is left out.

/** @param {string} url  @param {number} seconds between two signs  @param sender with the token */
export function keepPresence(url, seconds, sender) {
  const tell = () => sender.post(url, { in_front: !document.hidden }, { keepalive: true }).catch(() => {});
  document.addEventListener("visibilitychange", tell);
  // A page in the background has said that it is; more it has not to say.
  setInterval(() => document.hidden || tell(), seconds * 1000);
  tell();
}
