// What this phone keeps: who it is, and sealed records. No log is ever kept in the clear.

import { answered, codeFor, fileOf, hex, recordOf } from "./seal.js";

const BATCH = 20;
const PATIENCE = 30_000;
const STRICT = { durability: "strict" };

const done = (asked) =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

const complete = (work) =>
  new Promise((resolve, reject) => {
    work.oncomplete = () => resolve();
    work.onabort = () => reject(work.error);
    work.onerror = () => reject(work.error);
  });

let opened;
function base() {
  opened ||= new Promise((resolve, reject) => {
    const asked = indexedDB.open("rapport-phone", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("self");
      asked.result.createObjectStore("records", { keyPath: "number" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

export async function self() {
  const work = (await base()).transaction("self");
  return done(work.objectStore("self").get("self"));
}

async function change(values) {
  const work = (await base()).transaction("self", "readwrite", STRICT);
  const store = work.objectStore("self");
  const asked = store.get("self");
  asked.onsuccess = () => store.put({ ...asked.result, ...values }, "self");
  await complete(work);
}

export const remember = change;

export async function waiting() {
  const work = (await base()).transaction("records");
  return done(work.objectStore("records").getAll());
}

const alone = (work, what = "rapport-phone") => (navigator.locks ? navigator.locks.request(what, work) : work());

// Number and record are written at once; only "complete" says that it is saved.
async function put(me, number, said) {
  const bytes = await recordOf(me, number, said);
  const work = (await base()).transaction(["self", "records"], "readwrite", STRICT);
  const store = work.objectStore("self");
  const asked = store.get("self");
  asked.onsuccess = () => {
    const now = number ? asked.result : me;
    if ((asked.result?.next ?? 0) !== number) {
      work.abort();
      return;
    }
    work.objectStore("records").add({ number, bytes, at: Date.now() });
    store.put({ ...now, next: number + 1 }, "self");
  };
  await complete(work);
}

// Makes this phone one that the office can know: record 0 tells it the key of its MACs, sealed.
export function begin(office, sends) {
  return alone(async () => {
    const device = crypto.getRandomValues(new Uint8Array(8));
    const mac = crypto.getRandomValues(new Uint8Array(32));
    const me = { ...(await self()), device, mac, office, sends, next: 0, known: false };
    await put(me, 0, { key: hex(mac) });
  });
}

export function save(said) {
  return alone(async () => {
    const me = await self();
    await put(me, me.next, said);
    return me.next;
  });
}

// Deletes what the office confirmed, and nothing else.
async function letGo(numbers) {
  const work = (await base()).transaction(["self", "records"], "readwrite", STRICT);
  const store = work.objectStore("self");
  for (const number of numbers) work.objectStore("records").delete(number);
  const asked = store.get("self");
  asked.onsuccess = () => {
    const known = asked.result.known || numbers.includes(0);
    store.put({ ...asked.result, known, ...(numbers.length ? { sent: Date.now() } : {}) }, "self");
  };
  await complete(work);
}

async function sendSome(me, some) {
  const body = fileOf(some.map((one) => one.bytes));
  const answer = await fetch("1/logs", {
    method: "POST",
    body,
    headers: { "Content-Type": "application/octet-stream" },
    credentials: "omit",
    cache: "no-store",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!answer.ok) {
    const refused = await answer.json().catch(() => ({}));
    return { refused: refused.code || "closed" };
  }
  const said = await answered(me, await answer.json(), body);
  await letGo(said.kept);
  if (said.words) await change({ words: said.words, until: said.until });
  return said;
}

// Sends everything, twenty at a time; returns why not, or nothing. Two tabs do not send the same.
export const send = () => alone(sendAll, "rapport-phone-sends");

async function sendAll() {
  for (;;) {
    const me = await self();
    const all = await waiting();
    if (!me?.device || !all.length) return "";
    // Until the office knows the phone, only what introduces it is taken.
    const some = me.known ? all.slice(0, BATCH) : all.slice(0, 1);
    const said = await sendSome(me, some);
    if (said.refused) return said.refused;
    if (!said.kept.length) return "waits";
  }
}

// Takes the code that the office shows after a file or a picture; says whether it was one.
export async function typedCode(typed) {
  const me = await self();
  const upto = await codeFor(me, typed);
  if (upto < 0) return false;
  await letGo((await waiting()).map((one) => one.number).filter((number) => number <= upto));
  if (!me.known) await change({ known: true });
  return true;
}

export async function file() {
  return fileOf((await waiting()).map((one) => one.bytes));
}

export async function erase() {
  (await base()).close();
  opened = undefined;
  await done(indexedDB.deleteDatabase("rapport-phone"));
}
