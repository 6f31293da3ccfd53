// Keeps what is typed into a form marked `data-keep="name"` on this device until it was sent, so
// that a closed tab or an empty battery loses nothing. Passwords, hidden fields and files are left
// alone. `[data-kept-notice]` inside the form is shown when something was brought back, and its
// button `[data-forget]` throws it away.

const PREFIX = "kept:";
const WAIT = 300;

function fieldsOf(form) {
  return [...form.elements].filter(
    (field) =>
      field.name && (field.matches("textarea, select") || (field.matches("input") && /^(text|search|url|email|number|date)$/.test(field.type))),
  );
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // No room, or storage is switched off: the form works as ever.
  }
}

function keep(form) {
  const key = PREFIX + form.dataset.keep;
  const notice = form.querySelector("[data-kept-notice]");
  const kept = read(key);
  const defaults = Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]));

  // A form that came back with errors brings its own values.
  if (kept && !document.getElementById("error-summary")) {
    let changed = false;
    for (const field of fieldsOf(form)) {
      if (field.name in kept && kept[field.name] !== field.value) {
        field.value = kept[field.name];
        changed = true;
      }
    }
    if (changed && notice) notice.hidden = false;
  }

  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      write(key, Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value])));
    }, WAIT);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  form.querySelector("[data-forget]")?.addEventListener("click", () => {
    write(key, null);
    for (const field of fieldsOf(form)) field.value = defaults[field.name];
    notice.hidden = true;
  });
}

export function keepTyped() {
  for (const form of document.querySelectorAll("form[data-keep]")) keep(form);
  // A page that a sent form led to says so: <… data-kept-sent="name">.
  for (const mark of document.querySelectorAll("[data-kept-sent]")) {
    write(PREFIX + mark.dataset.keptSent, null);
  }
}
