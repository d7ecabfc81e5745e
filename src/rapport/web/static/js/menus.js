// An open menu closes when attention goes elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Where a fragment took the place of what had the focus, its first link has it now.
document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (document.activeElement === document.body && elt !== document.body) elt.querySelector("a, button, input")?.focus();
});
