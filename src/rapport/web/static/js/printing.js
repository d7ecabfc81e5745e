// A button that prints the page; without it, the browser's own command does.

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
