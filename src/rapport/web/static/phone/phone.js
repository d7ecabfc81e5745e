// The page that writes logs: sealed as they are saved, and nothing can be read here afterwards.

import { ask, begin, erase, file, onErased, remember, save, self, send, typedCode, waiting } from "./queue.js";
import { bytesOf, MOST_BYTES, sixDigits } from "./seal.js";

const one = (id) => document.getElementById(id);
const FORGET = 60_000;
const DAY = 86_400_000;
const OLD = 3;
const SMALL = 1_300;
const LANGUAGES = ["en", "fr", "ar"];
let language = "en";
let words = {};
let tapped = 0;
let shown = -1;
let busy = false;

const say = (key, filling = {}) =>
  Object.entries(filling).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words[key]);
const tell = (key, filling) => {
  one("said").textContent = key ? say(key, filling) : "";
};
const counted = (number) => new Intl.NumberFormat(language).format(number);
const day = (moment) => {
  const two = (part) => String(part).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
};

function chips(name, choices) {
  const place = document.querySelector(`[data-chips="${name}"]`);
  const before = place.querySelector(":checked")?.value;
  const legend = document.createElement("legend");
  legend.textContent = say(name);
  const row = document.createElement("div");
  row.className = "chips";
  for (const [value, words, usual] of choices) row.append(chip("radio", name, value, words, (before ?? usual) === value));
  place.replaceChildren(legend, row);
}

function chip(type, name, value, words, checked) {
  const label = document.createElement("label");
  const input = Object.assign(document.createElement("input"), { type, name, value, defaultChecked: checked, autocomplete: "off" });
  const text = document.createElement("span");
  text.textContent = words;
  text.dir = "auto";
  label.append(input, text);
  return label;
}

async function speak(code) {
  ({ WORDS: words } = await import(`./${code}.js`));
  language = code;
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  document.title = say("title");
  one("language").value = language;
  one("language").setAttribute("aria-label", say("language"));
  one("qr").setAttribute("aria-label", say("show"));
  for (const place of document.querySelectorAll("[data-say]")) place.textContent = say(place.dataset.say);
  for (const name of ["channel", "purpose", "asked", "theirs", "ours"]) chips(name, words.choices[name]);
}

// A draft lives in the fields alone.
function forget() {
  one("log").reset();
  const now = new Date();
  one("on").value = day(now);
  one("on").max = day(now);
}

let hidden = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    hidden = Date.now();
    setTimeout(() => hidden && Date.now() - hidden >= FORGET && forget(), FORGET + 100);
  } else {
    if (hidden && Date.now() - hidden >= FORGET) forget();
    hidden = 0;
    go();
  }
});
window.addEventListener("pagehide", forget);

async function paint() {
  const me = (await self()) || {};
  const all = await waiting();
  const logs = all.filter((record) => record.number);
  one("begin").hidden = Boolean(me.device);
  one("digits").hidden = !me.device || me.known;
  one("log").hidden = !me.known;
  one("waiting").hidden = !me.device;
  one("more").hidden = !me.device;
  one("send").hidden = !me.sends;
  if (me.device && !me.known) one("six").textContent = await sixDigits(me);
  paintWords(me);
  paintCount(me, logs, all);
  await paintStorage();
}

function paintWords(me) {
  const live = me.until >= day(new Date()) ? me.words || [] : [];
  if (me.words?.length && !live.length) remember({ words: undefined, until: undefined, typed: false });
  const before = new Set(new FormData(one("log")).getAll("word"));
  one("words").replaceChildren(...live.map((word) => chip("checkbox", "word", word, word, false)));
  for (const box of one("words").querySelectorAll("input")) box.checked = before.has(box.value);
}

function paintCount(me, logs, all) {
  const oldest = Math.min(...logs.map((record) => record.at));
  const days = logs.length ? Math.floor((Date.now() - oldest) / DAY) : 0;
  const age = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-days, "day");
  one("count").textContent = logs.length ? say("only_here", { count: counted(logs.length), age }) : say("nothing");
  one("old").hidden = days < OLD;
  one("old").textContent = say(me.sends ? "old_send" : "old_show");
  for (const id of ["show", "keep", "confirm"]) one(id).hidden = !all.length;
}

async function paintStorage() {
  const safe = await navigator.storage?.persisted?.();
  one("storage").textContent = say(safe ? "stays" : "may_clear");
}

function logOf(form) {
  const values = new FormData(form);
  const said = (name) => (values.get(name) || "").toString().trim();
  return {
    who: said("who"),
    words: values.getAll("word"),
    on: said("on"),
    at: said("at"),
    channel: said("channel"),
    purpose: said("purpose"),
    asked: said("asked"),
    theirs: said("theirs"),
    ours: said("ours"),
    line: said("line"),
    written: new Date().toISOString().slice(0, 16),
  };
}

one("log").addEventListener("submit", async (event) => {
  event.preventDefault();
  const log = logOf(event.target);
  if (!log.who && !log.words.length && !log.line) return tell("empty");
  if (bytesOf(log).length > MOST_BYTES) return tell("too_long");
  try {
    await save(log);
  } catch (error) {
    return tell(error?.name === "QuotaExceededError" ? "full" : "not_saved");
  }
  forget();
  tell("saved");
  await paint();
  navigator.storage?.persist?.().then(paintStorage);
  go();
});

// Sends what waits; again when the page opens, when the line is back, and a little later. A tap is
// always answered: one that comes while it sends, by what that comes to, or by another try.
let later;
let askedMeanwhile = false;
async function go(asked = false) {
  if (busy) {
    askedMeanwhile ||= asked;
    return;
  }
  busy = true;
  clearTimeout(later);
  const me = await self().catch(() => undefined);
  let some = false;
  let why;
  try {
    some = Boolean(me?.sends && (await waiting()).length);
    if (some) why = await send();
  } catch {
    why = "no_line";
  }
  busy = false;
  const meanwhile = askedMeanwhile;
  askedMeanwhile = false;
  if (some) await paint();
  if (why && meanwhile) return go(true);
  // Of a missing line only whoever tapped is told: it is the usual state of a phone on the road.
  if (asked || meanwhile || (why && why !== "no_line")) tell(why ? `why_${why}` : "sent");
  if (why && !document.hidden) later = setTimeout(go, why === "waits" ? 4_000 : 30_000);
}

one("send").addEventListener("click", () => go(true));
one("again").addEventListener("click", async () => {
  const me = await self();
  return me.sends ? go(true) : showCode();
});
window.addEventListener("online", () => go());

async function showCode() {
  const { draw } = await import("./picture.js");
  const all = (await waiting()).filter((record) => record.bytes.length < SMALL);
  if (!all.length) return tell("use_file");
  shown = (shown + 1) % all.length;
  one("picture").hidden = false;
  draw(one("qr"), all[shown].bytes);
  one("which").textContent = say("which", { number: counted(shown + 1), count: counted(all.length) });
  one("qr").setAttribute("aria-label", one("which").textContent);
}

one("show").addEventListener("click", () => {
  shown = -1;
  return showCode();
});
one("next").addEventListener("click", showCode);
one("hide").addEventListener("click", () => {
  one("picture").hidden = true;
});

one("keep").addEventListener("click", async () => {
  const whole = new File([await file()], "log.bin", { type: "application/octet-stream" });
  if (navigator.canShare?.({ files: [whole] }) && matchMedia("(pointer: coarse)").matches) {
    return navigator.share({ files: [whole] }).catch(() => undefined);
  }
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(whole), download: whole.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return tell("kept");
});

one("confirm").addEventListener("submit", async (event) => {
  event.preventDefault();
  const fits = await typedCode(one("typed").value);
  if (fits) event.target.reset();
  tell(fits ? "confirmed" : "wrong_code");
  one("picture").hidden = fits || one("picture").hidden;
  await paint();
});

one("own").addEventListener("submit", async (event) => {
  event.preventDefault();
  const own = one("mine").value.split(/[,،\n]/).map((word) => word.trim().slice(0, 20)).filter(Boolean);
  const end = one("until").value || day(new Date(Date.now() + 14 * DAY));
  await remember({ words: [...new Set(own)].slice(0, 10), until: end, typed: true });
  event.target.reset();
  tell("words_put");
  await paint();
});

one("erase").addEventListener("click", async () => {
  if (Date.now() - tapped > 8_000) {
    tapped = Date.now();
    return tell("erase_again");
  }
  await erase(() => tell("erase_waits"));
  for (const name of await caches.keys()) await caches.delete(name);
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  forget();
  return location.reload();
});

onErased(() => {
  forget();
  for (const part of document.querySelectorAll("main > :not(#said)")) part.hidden = true;
  tell("erased");
});

one("language").addEventListener("change", async (event) => {
  await speak(event.target.value);
  tell("");
  await remember({ language });
  await paint();
});

// "1.<the office's public key>.s": "s" where the office receives at this address.
function officeOf(text) {
  const [, key, sends] = text.match(/(?:^|#)1\.([\w-]{87})(\.s)?$/) || [];
  if (!key) return null;
  const bytes = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return { office: Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)), sends: Boolean(sends) };
}

async function connect(text) {
  const found = officeOf(text.trim());
  if (!found || found.office.length !== 65) return tell("no_office");
  if ((await self())?.device) return tell("has_office");
  try {
    await begin(found.office, found.sends);
  } catch {
    return tell("not_saved");
  }
  tell("");
  await paint();
  return go();
}

one("connect").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = one("code").value;
  event.target.reset();
  return connect(text);
});

async function open() {
  const me = (await self()) || {};
  const wished = me.language || navigator.languages.map((tag) => tag.slice(0, 2)).find((code) => LANGUAGES.includes(code));
  await speak(LANGUAGES.includes(wished) ? wished : "en");
  forget();
  document.querySelector("main").hidden = false;
  const code = location.hash;
  if (code) history.replaceState(null, "", location.pathname);
  await paint();
  if (code && !me.device) one("code").value = code.slice(1);
  else if (code && me.device) tell("has_office");
  const policy = window.trustedTypes?.createPolicy("phone", { createScriptURL: () => "sw.js" });
  const worker = policy ? policy.createScriptURL("sw.js") : "sw.js";
  // Without it the page still writes; it only does not open again without a line.
  await navigator.serviceWorker?.register(worker, { updateViaCache: "none" }).catch(() => undefined);
  document.documentElement.dataset.ready = "";
  await go();
  ask().then(paint).catch(() => undefined);
}

open();
