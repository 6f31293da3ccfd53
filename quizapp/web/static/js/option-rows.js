// The editor of a question keeps its place: adding or removing an option sends the form, and only
// what came back of it is put in, so that neither scrolling nor focus is lost.

document.querySelector("[data-editor]")?.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button || !["add_option", "remove_option"].includes(button.name)) return;
  event.preventDefault();
  const form = event.currentTarget;
  const count = form.querySelectorAll("#options .option-row").length;
  try {
    const answer = await fetch(button.formAction, { method: "POST", body: new FormData(form, button) });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const rows of form.querySelectorAll(".option-rows")) rows.replaceWith(page.getElementById(rows.id));
  } catch {
    // The plain way: the whole page, with the same button.
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: button.name, value: button.value });
    form.append(field);
    form.action = button.formAction;
    form.submit();
    return;
  }
  const inputs = [...form.querySelectorAll("#options .option-row .input")];
  const place = button.name === "add_option" ? inputs.length - 1 : Math.min(Number(button.value), inputs.length - 1);
  if (inputs.length !== count) inputs[place].focus();
});
