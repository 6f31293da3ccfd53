// One box that ticks all boxes of its form, and shows whether all of them are ticked.

for (const label of document.querySelectorAll("[data-choose-all]")) {
  const all = label.querySelector("input");
  const name = label.dataset.chooseAll || "item";
  const boxes = [...label.closest("form").querySelectorAll(`input[name="${name}"]`)];
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  for (const box of boxes) box.addEventListener("change", show);
  label.hidden = false;
  show();
}
