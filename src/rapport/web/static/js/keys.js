// Single letters go by their place on the keyboard: an Arabic one has no T to give. They can be switched
// off. What each does is declared once, in web/acts.py.

import { typing } from "./page.js";
import { openPalette } from "./palette.js";

const keys = JSON.parse(document.querySelector("dialog.palette")?.dataset.keys ?? "{}");
const ROWS = "main :is(table tbody tr, .rows > li, .todo, .timeline > li)";

const rows = () => [...new Set([...document.querySelectorAll(ROWS)].filter((row) => row.offsetParent && row.querySelector("a")))];
const current = () => document.activeElement?.closest(ROWS);

function move(step) {
  const all = rows();
  const at = all.indexOf(current());
  const row = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  const link = row?.querySelector("th a, .who a, a");
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
}

const deeds = {
  next: () => move(1),
  previous: () => move(-1),
  tick: () => current()?.querySelector("input[type=checkbox]")?.click(),
  edit() {
    const link = current()?.querySelector('a[href$="/change/"]');
    const person = current()?.querySelector('a[href^="/people/"]')?.getAttribute("href").match(/^\/people\/[0-9a-f-]{36}\//);
    const page = document.querySelector('main [data-edit], main a[href$="/change/"]');
    if (link) link.click();
    else if (person) location.assign(`${person[0]}change/`);
    else page?.click();
  },
  // Where a page has a place to write what happened, that is it; else the log, about the row one is on.
  log() {
    const composer = document.querySelector("main [data-composer]");
    const row = current()?.querySelector('a[href^="/log/"]');
    const log = row ?? document.querySelector('main a[href^="/log/?who="], .top a[href^="/log/"]');
    if (composer && !row) composer.focus();
    else log?.click();
  },
};

document.addEventListener("keydown", (event) => {
  const control = event.ctrlKey || event.metaKey;
  const key = keys[event.key] ?? keys[event.code];
  if (control && event.code === "KeyK") {
    event.preventDefault();
    openPalette();
  } else if (event.ctrlKey && event.shiftKey && event.code === "KeyL") {
    event.preventDefault();
    document.querySelector("button.lock")?.click();
  } else if (control && event.key === "Enter" && event.target.matches("textarea, main input")) {
    event.preventDefault();
    const form = event.target.form;
    form?.requestSubmit(form.querySelector("button.primary"));
  } else if (!control && !event.altKey && key && "letters" in document.body.dataset && !typing(event.target)) {
    event.preventDefault();
    if (key.to) location.assign(key.to);
    else deeds[key.does]();
  }
});
