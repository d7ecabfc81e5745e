// Whoever types is not idle: the store stays open. Leaving with something typed is asked about once.

import { post, typing } from "./page.js";

const somebody = document.querySelector("dialog.palette");
let told = Date.now();
let unsaved = false;
document.addEventListener("input", (event) => {
  if (somebody && Date.now() - told > 60_000) {
    told = Date.now();
    post("/here/", {});
  }
  if (event.target.closest("main .form") && typing(event.target)) unsaved = true;
});
document.addEventListener("submit", () => { unsaved = false; });
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

// What was typed is given up: the page is about to go.
export function forget() {
  unsaved = false;
}

// Long reading says that it goes on.
document.addEventListener("submit", (event) => {
  const busy = event.target.querySelector(".busy");
  if (busy) busy.hidden = false;
});
