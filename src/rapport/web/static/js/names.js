// On the Log page Enter takes the first name found, as soon as it is found, and never saves by accident.
let found = false;
let taking = false;
const take = () => {
  taking = false;
  document.querySelector(".suggestions button[name=who]")?.click();
};
document.addEventListener("input", (event) => {
  if (event.target.id === "who-else") found = taking = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.id !== "who-else") return;
  event.preventDefault();
  taking = true;
  if (found) take();
});
document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (!elt.closest(".suggestions")) return;
  found = true;
  if (taking) take();
});

// Whom one tapped counts at once: all that is sent before the answer is here names them too. On a slow
// line a second tap, the strip's question or Save would else go out without them.
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  if (elt.name !== "who" || !elt.closest("#who")) return;
  const tapped = Object.assign(document.createElement("input"), { type: "hidden", name: "who", value: elt.value });
  elt.after(tapped);
  const forget = () => tapped.remove();
  elt.addEventListener("htmx:sendError", forget, { once: true });
  elt.addEventListener("htmx:responseError", forget, { once: true });
});

// What was tapped while the answer was on its way stays tapped in what takes its place; what was said
// of all is said of each.
// A finger may still be down on what goes: its tap counts, for it would end on nothing. One that left
// the button before the answer came has tapped nothing.
let tapped = null;
let pressed = null;
document.addEventListener("pointerdown", ({ target }) => (pressed = target.closest("#who label")?.control ?? null));
for (const over of ["pointerup", "pointercancel"]) document.addEventListener(over, () => (pressed = null));
document.addEventListener("pointerout", ({ target }) => {
  if (pressed?.isConnected && target.closest("label")?.control === pressed) pressed = null;
});
document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  if (target.id !== "who") return;
  const said = [...target.querySelectorAll("[type=radio]:checked"), ...(pressed?.type === "radio" ? [pressed] : [])];
  tapped = new Map(said.map(({ name, value }) => [name, value]));
});
document.addEventListener("htmx:afterSwap", () => {
  if (!tapped) return;
  for (const one of document.querySelectorAll("#who [type=radio]")) {
    const said = tapped.get(one.name) ?? tapped.get(one.name.replace(/-.*/, ""));
    if (said !== undefined && one.value === (said || (one.name === "asked" ? "" : "not_recorded"))) one.checked = true;
  }
  tapped = null;
  if (pressed) document.querySelector("#who").dispatchEvent(new Event("change", { bubbles: true }));
  pressed = null;
});
