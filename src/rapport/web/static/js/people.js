// The list of people: how many are ticked, and ticking all that are shown.

const shown = () => [...document.querySelectorAll("#many tbody input[name=who]")];

function tell() {
  const ticked = shown().filter((box) => box.checked).length;
  const all = document.querySelector("[data-tick-all]");
  const said = document.querySelector("[data-ticked]");
  if (!all || !said) return;
  all.checked = ticked > 0 && ticked === shown().length;
  all.indeterminate = ticked > 0 && !all.checked;
  said.textContent = `${ticked} ${said.dataset.ticked}`;
}

document.addEventListener("change", (event) => {
  const ticked = event.target;
  if (!ticked.closest("#many")) return;
  if (ticked.matches("[data-tick-all]")) for (const box of shown()) box.checked = ticked.checked;
  tell();
});
document.addEventListener("reset", (event) => event.target.id === "many" && setTimeout(tell));
document.addEventListener("htmx:load", tell);
addEventListener("pageshow", tell);
