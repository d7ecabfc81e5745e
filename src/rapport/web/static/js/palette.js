// The palette offers what the menu offers, and people by name as they are typed.

import { post } from "./page.js";

const palette = document.querySelector("dialog.palette");
const opener = document.querySelector(".go-to");
let turn = 0;
let filled;

export function openPalette() {
  if (!palette || palette.open) return;
  palette.querySelector("input[name=text]").value = "";
  filled = fillPalette();
  palette.showModal();
}

// Enter goes to the first of what the whole word found, not of what half of it did.
async function goToFirst() {
  await filled;
  if (!palette.open) return;
  const first = palette.querySelector("ul a");
  if (first) first.click();
  else palette.querySelector("form").requestSubmit();
}

async function fillPalette() {
  const mine = ++turn;
  const text = palette.querySelector("input[name=text]").value.trim();
  const pages = [...document.querySelectorAll(".ways a")].filter((a) => a.textContent.toLowerCase().includes(text.toLowerCase()));
  const people = text ? await named(text) : [];
  if (mine !== turn) return;
  const rows = [...pages.map((a) => row(link(a.textContent.trim(), a.href))), ...people.map(personRow)];
  palette.querySelector("ul").replaceChildren(...rows);
  palette.querySelector("[role=status]").textContent = rows.length ? "" : palette.dataset.none;
}

async function named(text) {
  // Where the line is cut the pages are offered all the same.
  const answer = await post("/people/suggest/", { text }).catch(() => null);
  if (!answer?.ok) return [];
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [...page.querySelectorAll("button[name=who]")];
}

function link(text, address) {
  const made = document.createElement("a");
  made.href = address;
  made.dir = "auto";
  made.textContent = text;
  return made;
}

function row(...links) {
  const made = document.createElement("li");
  made.append(...links);
  return made;
}

function personRow(button) {
  const person = link("", `/people/${button.value}/`);
  person.append(...[...button.childNodes].map((node) => node.cloneNode(true)));
  const log = document.querySelector('.ways a[href="/log/"]');
  if (!log) return row(person);
  const quick = link(palette.dataset.log, `/log/?who=${button.value}`);
  quick.className = "quiet";
  return row(person, quick);
}

if (palette) {
  opener.hidden = false;
  opener.addEventListener("click", openPalette);
  palette.addEventListener("input", () => (filled = fillPalette()));
  palette.addEventListener("keydown", (event) => {
    const links = [palette.querySelector("input[name=text]"), ...palette.querySelectorAll("ul a")];
    const at = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      links[(at + step + links.length) % links.length].focus();
    } else if (event.key === "Enter" && at === 0) {
      event.preventDefault();
      goToFirst();
    }
  });
  palette.addEventListener("click", (event) => event.target === palette && palette.close());
}
