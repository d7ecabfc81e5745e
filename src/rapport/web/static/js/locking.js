// Once the store is locked no tab shows anything of it: at once the one that locks, then the others,
// which hear of it from that one or ask. What was typed is sealed first, and only that stays.

import { whenOpened } from "./door.js";
import { forgetAll, unsaved } from "./keeping.js";
import { ask, isDoor, leadsTo, parsed, show } from "./page.js";
import { whenShut } from "./sending.js";

const { open, locked, me, sealTo } = document.body.dataset;
const tabs = locked ? new BroadcastChannel("rapport") : null;
const LOOK_EVERY = 3000;
const ON_ITS_WAY = 5000;
const PAUSE = 700;
let sent = -Infinity;
let silent = 0;
let box = null; // promises what seals, asked for when somebody begins to type
let through = () => {}; // says that the lock of another tab is through
let away = null; // while the page is blank: where it was, and what is sealed

const pause = (time) => new Promise((done) => setTimeout(done, time));

async function blank(shutting = pause(PAUSE)) {
  if (away) return;
  away = { where: location.pathname + location.search, sealed: null, waiting: true };
  const { where } = away;
  const door = where === "/" ? locked : `${locked}?${new URLSearchParams({ then: where })}`;
  away.sealed = await wipe(where);
  history.replaceState(null, "", door);
  await shutting;
  if (!away.sealed) return location.replace(door);
  away.waiting = false;
  standAtTheDoor();
}

// Takes everything off the page at once; returns what was typed, sealed, if anything was.
function wipe(where) {
  document.documentElement.hidden = true;
  const forms = unsaved();
  const text = forms.length ? JSON.stringify({ forms }) : "";
  forgetAll();
  for (const field of document.querySelectorAll("input, textarea")) field.value = field.defaultValue = "";
  for (const part of document.body.children) part.replaceChildren();
  document.body.replaceChildren();
  document.title = "Rapport";
  if (!text || !box) return null;
  return box.then((sealed) => sealed(text, `${me}\0${where}`)).catch(() => null);
}

// The process that held the key has ended; the next one answers with the page that unlocks.
async function standAtTheDoor() {
  while (away) {
    const answer = await ask(locked).catch(() => null);
    if (answer && leadsTo(answer) !== null) return comeBack();
    const page = parsed(answer?.ok ? await answer.text() : "");
    if (away && !away.coming && page.querySelector("[data-door]")) {
      document.documentElement.hidden = false;
      return show(page, { whole: true });
    }
    await pause(PAUSE);
  }
}

async function comeBack() {
  if (!away || away.waiting || away.coming) return;
  away.coming = true;
  const { where, sealed } = away;
  const page = (await pageAt(where)) ?? (await pageAt("/"));
  const answer = page && (await opened(page, sealed, where));
  if (!answer || answer.status >= 500 || leadsTo(answer) !== null) {
    away.coming = false;
    await pause(PAUSE);
    return standAtTheDoor();
  }
  const forms = answer.ok ? (await answer.json()).forms : null;
  const { notYours, putBack } = await import("./putting_back.js");
  away = null;
  history.replaceState(null, "", where);
  document.documentElement.hidden = false;
  show(page, { whole: true });
  if (!forms) return notYours();
  for (const one of forms) await putBack(one);
}

async function pageAt(where) {
  const answer = await ask(where).catch(() => null);
  return answer?.ok && leadsTo(answer) === null ? parsed(await answer.text()) : null;
}

function opened(page, sealed, where) {
  const headers = JSON.parse(page.body.getAttribute("hx-headers"));
  return ask("/sealed/", { method: "POST", headers, body: new URLSearchParams({ sealed, page: where }) }).catch(() => null);
}

async function lockNow(form) {
  const where = form.action;
  const body = new URLSearchParams(new FormData(form));
  for (let tries = 0; tries < 5; tries++) {
    const answer = await ask(where, { method: "POST", body }).catch(() => null);
    if (answer && isDoor(leadsTo(answer) ?? "/")) break;
    await pause(PAUSE);
  }
  tabs.postMessage("locked");
}

async function look() {
  if (document.hidden || (!away && performance.now() - sent < ON_ITS_WAY)) return;
  const answer = await fetch(open, { cache: "no-store" }).catch(() => null);
  if (away) {
    if (answer?.status === 204) comeBack();
    return;
  }
  silent = answer ? 0 : silent + 1;
  if ((answer && answer.status !== 204) || silent > 2) blank();
}

// Another tab locks: its lock is on its way, and this one asks for the door only when it is through.
function hear({ data }) {
  if (data === "locking" && open) blank(Promise.race([new Promise((done) => (through = done)), pause(LOOK_EVERY)]));
  if (data === "locked") through();
  if (data === "open") away ? comeBack() : atTheDoorAlone();
}

function atTheDoorAlone() {
  const form = document.querySelector("main [data-door]");
  if (form && !open) location.replace(form.elements.then?.value || "/");
}

if (locked) {
  tabs.onmessage = hear;
  whenOpened((to) => {
    tabs.postMessage("open");
    if (away) comeBack();
    else location.replace(to);
  });
}

if (open) {
  whenShut(() => blank());
  setInterval(look, LOOK_EVERY);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("input", () => {
    box ??= import("./sealing.js").then((sealing) => sealing.boxFor(sealTo)).catch(() => (box = null));
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  addEventListener("beforeunload", (event) => { if (away?.sealed && !away.coming) event.preventDefault(); });
  document.addEventListener("submit", (event) => {
    sent = performance.now();
    if (!event.target.querySelector("button.lock")) return;
    event.preventDefault();
    tabs.postMessage("locking");
    blank(lockNow(event.target));
  });
}
