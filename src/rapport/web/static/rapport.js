// Small comforts on top of pages that work without them: shortcuts, the palette, being awake.

document.documentElement.classList.add("scripted");

const said = (name) => JSON.parse(document.body.getAttribute("hx-headers"))[name];
const post = (where, what) =>
  fetch(where, { method: "POST", body: new URLSearchParams(what), headers: { "X-CSRFToken": said("X-CSRFToken") } });

// Letters go by their place on the keyboard: an Arabic one has no T to give. They can be switched off.
const ways = { KeyT: "/", KeyP: "/people/", KeyN: "/log/", "/": "/find/", "?": "/shortcuts/" };
const typing = (element) => element.closest("input, textarea, select, [contenteditable], dialog");

document.addEventListener("keydown", (event) => {
  const way = ways[event.key] ?? ways[event.code];
  const held = event.ctrlKey || event.metaKey || event.altKey;
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyK") {
    event.preventDefault();
    openPalette();
  } else if (event.ctrlKey && event.shiftKey && event.code === "KeyL") {
    event.preventDefault();
    document.querySelector("button.lock")?.click();
  } else if (!held && way && "letters" in document.body.dataset && !typing(event.target)) {
    event.preventDefault();
    location.assign(way);
  }
});

// The palette offers what the menu offers, and people by name as they are typed.
const palette = document.querySelector("dialog.palette");
const opener = document.querySelector(".go-to");
let turn = 0;
let filled;

function openPalette() {
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

// On the Log page Enter takes the first name found, as soon as it is found, and never saves by accident.
let found = false;
let taking = false;
const take = () => {
  taking = false;
  document.querySelector(".suggestions button[name=who]")?.click();
};
document.addEventListener("input", (event) => {
  if (event.target.id === "who-else") found = taking = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.id !== "who-else") return;
  event.preventDefault();
  taking = true;
  if (found) take();
});
document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (!elt.closest(".suggestions")) return;
  found = true;
  if (taking) take();
});

// Whom one tapped counts at once: all that is sent before the answer is here names them too. On a slow
// line a second tap, the strip's question or Save would else go out without them.
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  if (elt.name !== "who" || !elt.closest("#who")) return;
  const tapped = Object.assign(document.createElement("input"), { type: "hidden", name: "who", value: elt.value });
  elt.after(tapped);
  const forget = () => tapped.remove();
  elt.addEventListener("htmx:sendError", forget, { once: true });
  elt.addEventListener("htmx:responseError", forget, { once: true });
});

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

// Whoever types is not idle: the store stays open. Leaving with something typed is asked about once.
let told = Date.now();
let unsaved = false;
document.addEventListener("input", (event) => {
  if (palette && Date.now() - told > 60_000) {
    told = Date.now();
    post("/here/", {});
  }
  if (event.target.closest("main .form") && typing(event.target)) unsaved = true;
});
document.addEventListener("submit", () => { unsaved = false; });
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

// Once the store is locked no tab shows anything of it: at once the one that locks, then the others,
// which hear of it from that one or ask. A form on its way is let through first.
const locks = "open" in document.body.dataset;
const tabs = locks ? new BroadcastChannel("rapport") : null;
const LOOK_EVERY = 3000;
const ON_ITS_WAY = 5000;
let sent = -Infinity;
let silent = 0;

function blank() {
  unsaved = false;
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

// Long reading says that it goes on.
document.addEventListener("submit", (event) => {
  const busy = event.target.querySelector(".busy");
  if (busy) busy.hidden = false;
});
