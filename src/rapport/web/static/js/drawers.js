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
