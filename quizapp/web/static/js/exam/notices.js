// Boxes above the question that tell what needs the student: each once, under a name, until it is
// settled.

const box = document.querySelector("[data-alerts]");
const template = document.querySelector("template[data-alert]");
const shown = new Map();

/**
 * Show a notice, or change it.
 *
 * @param {string} name
 * @param {string} words
 * @param {Array<{words: string, address?: string, act?: () => void, isNewWindow?: boolean}>} steps
 */
export function notify(name, words, steps = []) {
  let notice = shown.get(name);
  if (!notice) {
    notice = template.content.firstElementChild.cloneNode(true);
    shown.set(name, notice);
    box.append(notice);
  }
  notice.querySelector("[data-words]").textContent = words;
  notice.querySelector("[data-steps]").replaceChildren(...steps.map(stepOf));
  notice.scrollIntoView({ block: "nearest" });
}

export function settle(name) {
  shown.get(name)?.remove();
  shown.delete(name);
}

export function isShown(name) {
  return shown.has(name);
}

function stepOf({ words, address, act, isNewWindow }) {
  const step = document.createElement(address ? "a" : "button");
  step.className = "button";
  step.textContent = words;
  if (address) {
    step.href = address;
    if (isNewWindow) step.target = "_blank";
  } else {
    step.type = "button";
    step.addEventListener("click", act);
  }
  return step;
}
