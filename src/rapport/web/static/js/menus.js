// What opens in place, and closes again: menus, and short forms in their row; and the print button.

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

// A short form that opens in its row: one at a time, and closed again where it was opened.

const close = (drawer) => {
  const opener = drawer.closest("li")?.querySelector("[hx-get]");
  drawer.remove();
  opener?.focus();
};

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.getAttribute("hx-swap") !== "beforeend") return;
  for (const drawer of document.querySelectorAll("form.drawer")) {
    if (drawer.parentElement === event.detail.target) event.preventDefault();
    close(drawer);
  }
});

document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (elt.matches("form.drawer")) elt.querySelector("[type=radio]").focus();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest(".drawer [data-close]");
  if (!link) return;
  event.preventDefault();
  close(link.closest(".drawer"));
});

document.addEventListener("keydown", (event) => {
  const drawer = event.key === "Escape" && event.target.closest?.(".drawer");
  if (drawer) close(drawer);
});

// A button that prints the page; without it, the browser's own command does.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
