// The list of people: how many are ticked, ticking all that are shown, and the address of a search.

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
document.addEventListener("htmx:load", (event) => {
  tell();
  // So that Back leads here again; htmx itself would write the address into the browser's storage.
  const there = event.detail.elt.dataset?.address;
  if (there) history.replaceState(null, "", there);
});
addEventListener("pageshow", tell);
