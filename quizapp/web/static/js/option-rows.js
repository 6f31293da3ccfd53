// The editor of a question keeps its place: adding or removing a row sends the form, and only what
// came back of its rows is put in, so that neither scrolling nor focus is lost.

document.querySelector("[data-editor]")?.addEventListener("submit", async (event) => {
  const button = event.submitter;
  const asked = /^(add|remove)_/.exec(button?.name ?? "");
  if (!asked) return;
  event.preventDefault();
  const form = event.currentTarget;
  const box = button.closest(".editor-rows").id;
  const rowsOf = () => [...document.getElementById(box).querySelectorAll(":scope > :is(.option-row, .answer-row)")];
  const count = rowsOf().length;
  try {
    const answer = await fetch(button.formAction, { method: "POST", body: new FormData(form, button) });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const rows of form.querySelectorAll(".editor-rows")) rows.replaceWith(page.getElementById(rows.id));
  } catch {
    // The plain way: the whole page, with the same button.
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: button.name, value: button.value });
    form.append(field);
    form.action = button.formAction;
    form.submit();
    return;
  }
  const rows = rowsOf();
  if (rows.length === count) return;
  const place = asked[1] === "add" ? rows.length - 1 : Math.min(Number(button.value), rows.length - 1);
  rows[place].querySelector(".input").focus();
});
