// What this phone keeps: who it is, and sealed records. No log is ever kept in the clear.

import { copied, copyRecord, copySelf, forgetAll, forgetRecords, recordOfCopy, selfOfCopy } from "./copy.js";
import { answered, codeFor, fileOf, hex, LONGEST_RECORD, questionOf, recordOf } from "./seal.js";

const BATCH = 20;
const BATCH_BYTES = 32 * 1024;
const MOST_KEPT = 4 * 1024 * 1024 - 64 * 1024;
const LONGEST = LONGEST_RECORD + 2;
const CODES = ["unknown", "waits", "ended", "stopped", "altered", "full", "closed"];
const BEFORE_THE_OFFICE = [502, 503, 504];
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
let erased = false;
let whenErased = () => undefined;

// Another tab erased this phone: here is nothing left to write to.
export const onErased = (work) => {
  whenErased = work;
};

// Where there is no room for a copy, the page still opens and sends; the next opening tries again.
const inPeace = () => undefined;
const locked = (what, work) => (navigator.locks ? navigator.locks.request(what, work) : work());

function base() {
  if (erased) return Promise.reject(new Error("erased"));
  opened ||= opening().catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function opening() {
  const asked = indexedDB.open("rapport-phone", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("self");
    asked.result.createObjectStore("records", { keyPath: "number" });
  };
  const kept = await done(asked);
  kept.onclose = () => {
    opened = undefined;
  };
  kept.onversionchange = ({ newVersion }) => {
    kept.close();
    opened = undefined;
    erased = newVersion === null;
    if (erased) whenErased();
  };
  await locked("rapport-phone", () => evened(kept));
  return kept;
}

const mine = (kept) => done(kept.transaction("self").objectStore("self").get("self"));
const all = (kept) => done(kept.transaction("records").objectStore("records").getAll());

export const self = async () => mine(await base());
export const waiting = async () => all(await base());

// What the database or its copy has, both have from here on; of two of a number the database's.
async function evened(kept) {
  const [known, records, numbers, other] = [await mine(kept), await all(kept), await copied(), await selfOfCopy()];
  const me = known || other;
  if (!me?.device) return forgetRecords(numbers);
  const there = new Set(records.map(({ number }) => number));
  const lost = await Promise.all(numbers.filter((number) => !there.has(number)).map(recordOfCopy));
  const next = Math.max(me.next, other?.next ?? 0, ...lost.map(({ number }) => number + 1));
  if (!known || lost.length || next > me.next) await broughtBack(kept, { ...me, next }, lost);
  const bare = records.filter(({ number }) => !numbers.includes(number));
  return Promise.all([...bare.map(copyRecord), ...(other ? [] : [copySelf(me)])]).catch(inPeace);
}

async function broughtBack(kept, me, lost) {
  const work = kept.transaction(["self", "records"], "readwrite", STRICT);
  for (const record of lost) work.objectStore("records").add(record);
  work.objectStore("self").put(me, "self");
  await complete(work);
}

// One after the other, whichever tab asks.
async function alone(work) {
  const kept = await base();
  return locked("rapport-phone", () => work(kept));
}

function change(values) {
  return alone(async (kept) => {
    const work = kept.transaction("self", "readwrite", STRICT);
    const store = work.objectStore("self");
    const asked = store.get("self");
    let me;
    asked.onsuccess = () => {
      me = { ...asked.result, ...values };
      store.put(me, "self");
    };
    await complete(work);
    await copySelf(me).catch(inPeace);
  });
}

export const remember = change;

// The file of all that waits must be one that the office still takes.
async function checkRoom(kept, more) {
  const count = await done(kept.transaction("records").objectStore("records").count());
  if ((count + 1) * LONGEST <= MOST_KEPT) return;
  const held = (await all(kept)).reduce((sum, { bytes }) => sum + bytes.length + 2, 0);
  if (held + more + 2 > MOST_KEPT) throw new DOMException("full", "QuotaExceededError");
}

// Number and record are written at once, after the copy; only "complete" says that it is saved.
async function put(kept, me, number, said) {
  const record = { number, bytes: await recordOf(me, number, said), at: Date.now() };
  await checkRoom(kept, record.bytes.length);
  await copyRecord(record);
  const work = kept.transaction(["self", "records"], "readwrite", STRICT);
  const store = work.objectStore("self");
  const asked = store.get("self");
  asked.onsuccess = () => {
    const now = number ? asked.result : me;
    if ((asked.result?.next ?? 0) !== number) {
      work.abort();
      return;
    }
    work.objectStore("records").add(record);
    store.put({ ...now, next: number + 1 }, "self");
  };
  try {
    await complete(work);
  } catch (error) {
    await mine(kept).then((now) => forgetRecords([number], now)).catch(inPeace);
    throw error;
  }
}

// Makes this phone one that the office can know: record 0 tells it the key of its MACs, sealed.
export function begin(office, sends) {
  return alone(async (kept) => {
    await forgetAll();
    const device = crypto.getRandomValues(new Uint8Array(8));
    const mac = crypto.getRandomValues(new Uint8Array(32));
    const me = { ...(await mine(kept)), device, mac, office, sends, next: 0, known: false };
    await put(kept, me, 0, { key: hex(mac) });
    await copySelf(await mine(kept));
  });
}

export function save(said) {
  return alone(async (kept) => {
    const me = await mine(kept);
    await put(kept, me, me.next, said);
    return me.next;
  });
}

// Deletes what the office confirmed, and nothing else.
function letGo(numbers) {
  return alone(async (kept) => {
    const work = kept.transaction(["self", "records"], "readwrite", STRICT);
    const store = work.objectStore("self");
    for (const number of numbers) work.objectStore("records").delete(number);
    const asked = store.get("self");
    let me;
    asked.onsuccess = () => {
      me = { ...asked.result, ...(numbers.length ? { known: true, sent: Date.now() } : {}) };
      store.put(me, "self");
    };
    await complete(work);
    await forgetRecords(numbers, me).catch(inPeace);
  });
}

// Why the office did not take it; a page to sign in to a network is not the office.
async function whyNot(answer) {
  const said = await answer.json().catch(() => undefined);
  if (CODES.includes(said?.code)) return said.code;
  return BEFORE_THE_OFFICE.includes(answer.status) ? "closed" : "other";
}

// Returns what the office said to this, or why not.
async function saidTo(me, where, body) {
  const answer = await fetch(where, {
    method: "POST",
    body,
    headers: { "Content-Type": "application/octet-stream" },
    credentials: "omit",
    cache: "no-store",
    redirect: "manual",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!answer.ok) return { refused: await whyNot(answer) };
  const text = await answer.text();
  return answered(me, text, body).catch(() => ({ refused: "other" }));
}

async function sendSome(me, some) {
  const said = await saidTo(me, "1/logs", fileOf(some.map((one) => one.bytes)));
  if (said.refused) return said;
  await letGo(said.kept);
  await hear(me, said);
  return said;
}

// Asks for the words alone: those that were taken back go, also where no log is sent.
export async function ask() {
  const me = await self();
  if (!me?.known || !me.sends) return;
  const said = await saidTo(me, "1/words", await questionOf(me));
  if (!said.refused) await hear(me, said);
}

// Takes the office's words for a trip, also that there are none now; words typed here stay till it has some.
async function hear(me, { words = [], until }) {
  const same = !me.typed && String(words) === String(me.words || []) && until === me.until;
  if (same || (me.typed && !words.length)) return;
  await change({ words, until, typed: false });
}

// As many as one request may hold: a line that is cut loses little.
function firstOf(records) {
  let room = BATCH_BYTES;
  const some = records.slice(0, BATCH);
  return some.filter(({ bytes }, place) => (room -= bytes.length + 2) >= 0 || !place);
}

// Sends everything, some at a time; returns why not, or nothing. Two tabs do not send the same.
export const send = () => locked("rapport-phone-sends", sendAll);

async function sendAll() {
  for (;;) {
    const me = await self();
    const records = await waiting();
    if (!me?.device || !records.length) return "";
    // Until the office knows the phone, only what introduces it is taken.
    const said = await sendSome(me, me.known ? firstOf(records) : records.slice(0, 1));
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

// The copy goes first: one that was left would bring everything back. ``wait``: other tabs must be closed.
export async function erase(wait) {
  (await base().catch(() => undefined))?.close();
  opened = undefined;
  await forgetAll();
  const asked = indexedDB.deleteDatabase("rapport-phone");
  asked.onblocked = wait;
  await done(asked);
  await forgetAll();
}
