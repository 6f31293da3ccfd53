// Counts a `data-clock` element on from the seconds the server gave. At zero it dispatches
// "clock:over" and, unless that is prevented, opens `data-over-url`. The server's clock alone
// decides; this one only shows it. It never speaks by itself: role="timer" is read on request.

const SHORT = 300;

function format(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  return `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function start(element) {
  const text = element.querySelector("[data-clock-text]");
  // Monotonic: a changed clock of the device changes nothing.
  let end = performance.now() + Number(element.dataset.secondsLeft) * 1000;
  let over = false;

  function tick() {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    text.textContent = format(left);
    element.classList.toggle("clock-short", left <= SHORT);
    if (left > 0) return;
    clearInterval(timer);
    if (over) return;
    over = true;
    const event = new CustomEvent("clock:over", { bubbles: true, cancelable: true });
    if (element.dispatchEvent(event) && element.dataset.overUrl) {
      location.assign(element.dataset.overUrl);
    }
  }

  // An answer of the server brings its own count: new CustomEvent("clock:set", {detail: seconds}).
  element.addEventListener("clock:set", (event) => {
    end = performance.now() + Number(event.detail) * 1000;
    tick();
  });
  const timer = setInterval(tick, 500);
  document.addEventListener("visibilitychange", tick);
  tick();
}

for (const element of document.querySelectorAll("[data-clock]")) start(element);
