// The palette offers pages, acts, people and groups by what is typed; the page of them is the store's.

import { onPage, post } from "./page.js";

let palette = null; // the one of the page there is now
let turn = 0;
let filled;

const field = () => palette.querySelector("input[name=text]");
const found = () => palette.querySelector(".palette-found");
const rowsFound = () => [...found().querySelectorAll("a, button")];
const nameOf = (row) => `${row.getAttribute("href") ?? ""} ${row.textContent}`;

export function openPalette() {
  if (!palette?.isConnected || palette.open) return;
  field().value = "";
  found().replaceChildren();
  filled = fill();
  palette.showModal();
}

async function fill() {
  const mine = ++turn;
  const text = field().value.trim();
  const here = location.pathname + location.search;
  const answer = await post(palette.dataset.from, { text, here }).catch(() => null);
  if (mine !== turn) return;
  // Where the line is cut the pages are offered all the same.
  const rows = answer?.ok ? parsed(await answer.text()) : pages(text);
  if (mine !== turn) return;
  put(rows);
  palette.querySelector("[role=status]").textContent = found().querySelector("li") ? "" : palette.dataset.none;
}

// The arrow keys may have gone to a row before a late answer takes it away: they go on from the
// same row of the new ones, or from the line where one types, and never from nowhere.
function put(rows) {
  const held = found().contains(document.activeElement) ? nameOf(document.activeElement) : null;
  found().replaceChildren(...rows);
  if (held !== null) (rowsFound().find((row) => nameOf(row) === held) ?? field()).focus();
}

const parsed = (text) => [...new DOMParser().parseFromString(text, "text/html").body.childNodes];

function pages(text) {
  const list = document.createElement("ul");
  for (const page of document.querySelectorAll(".ways a")) {
    if (!page.textContent.toLowerCase().includes(text.toLowerCase())) continue;
    const row = document.createElement("li");
    row.append(page.cloneNode(true));
    list.append(row);
  }
  return [list];
}

// Enter takes the first of what the whole word found, not of what half of it did.
async function takeFirst() {
  await filled;
  if (!palette.open) return;
  const first = found().querySelector("a, button");
  if (first) first.click();
  else palette.querySelector("form").requestSubmit();
}

onPage((part) => {
  const dialog = part.querySelector("dialog.palette");
  if (!dialog) return;
  palette = dialog;
  const opener = part.querySelector(".go-to");
  opener.hidden = false;
  opener.addEventListener("click", openPalette);
  palette.addEventListener("input", () => (filled = fill()));
  palette.addEventListener("keydown", (event) => {
    const rows = [field(), ...rowsFound()];
    const at = rows.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      rows[(at + step + rows.length) % rows.length].focus();
    } else if (event.key === "Enter" && at === 0) {
      event.preventDefault();
      takeFirst();
    }
  });
  palette.addEventListener("click", (event) => {
    // Beside the palette, or a sheet that one of its acts opens over the page: it has done its part.
    if (event.target === palette || event.target.closest(".palette-found a")) palette.close();
  });
});
