// Once the store is locked no tab shows anything of it: at once the one that locks, then the others,
// which hear of it from that one or ask. A form on its way is let through first.

import { forget } from "./keeping.js";

const locks = "open" in document.body.dataset;
const tabs = locks ? new BroadcastChannel("rapport") : null;
const LOOK_EVERY = 3000;
const ON_ITS_WAY = 5000;
let sent = -Infinity;
let silent = 0;

function blank() {
  forget();
  const where = document.body.dataset.locked;
  document.documentElement.hidden = true;
  document.body.replaceChildren();
  document.title = "Rapport";
  // The process that held the key is ending; the next one answers.
  setTimeout(() => location.replace(where), 700);
}

async function look() {
  if (document.hidden || performance.now() - sent < ON_ITS_WAY) return;
  const answer = await fetch(document.body.dataset.open, { cache: "no-store" }).catch(() => null);
  silent = answer ? 0 : silent + 1;
  if ((answer && answer.status !== 204) || silent > 2) blank();
}

if (locks) {
  tabs.onmessage = blank;
  setInterval(look, LOOK_EVERY);
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  document.addEventListener("submit", (event) => {
    sent = performance.now();
    if (!event.target.querySelector("button.lock")) return;
    tabs.postMessage("locked");
    document.documentElement.hidden = true;
  });
}
