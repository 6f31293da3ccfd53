// A button beside a field copies what stands in it; without this the field can be selected.

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const status = button.parentElement.querySelector("[data-copy-status]");
  field.addEventListener("focus", () => field.select());
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = button.dataset.copied;
    } catch {
      // No right to the clipboard, or a page without encryption: the reader copies by hand.
      field.focus();
      status.textContent = button.dataset.byHand;
    }
  });
}
