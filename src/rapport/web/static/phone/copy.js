// The same again in a cache of this browser: who this phone is, and each sealed record.
// Chromium starts its database again from nothing when it was killed in a write and wrote on after it.

const PLACE = "phone-copy";
const BYTES = ["device", "mac", "office"];

// A browser that has no caches just now keeps the database alone.
const place = async () => (globalThis.caches ? caches.open(PLACE).catch(() => null) : null);
const inJson = (me) => JSON.stringify(me, (_, value) => (value instanceof Uint8Array ? Array.from(value) : value));
const at = (name) => `copy/${name}`;

// Only a lack of room is told: else the database has it, and the next opening tries again.
async function put(name, body, headers = {}) {
  try {
    await (await place())?.put(at(name), new Response(body, { headers }));
  } catch (error) {
    if (error?.name === "QuotaExceededError") throw error;
  }
}

export const copySelf = (me) => put("self", inJson(me));
export const copyRecord = ({ number, bytes, at: saved }) => put(number, bytes, { "X-At": String(saved) });

// The last of them goes last: by it alone the next number is known while "self" is written.
export async function forgetRecords(numbers, me) {
  const copy = await place();
  const ordered = [...numbers].sort((one, other) => one - other);
  const last = ordered.pop();
  await Promise.all(ordered.map((number) => copy?.delete(at(number))));
  if (me) await copySelf(me);
  if (last !== undefined) await copy?.delete(at(last));
}

// Returns the numbers that are in the copy.
export async function copied() {
  const copy = await place();
  const names = ((await copy?.keys()) || []).map(({ url }) => url.split("/").at(-1));
  return names.map(Number).filter(Number.isInteger);
}

export async function selfOfCopy() {
  const whole = await (await place())?.match(at("self"));
  if (!whole) return undefined;
  const me = await whole.json();
  for (const name of BYTES) if (me[name]) me[name] = Uint8Array.from(me[name]);
  return me;
}

export async function recordOfCopy(number) {
  const one = await (await place())?.match(at(number));
  return one && { number, bytes: new Uint8Array(await one.arrayBuffer()), at: Number(one.headers.get("X-At")) };
}

export const forgetAll = async () => globalThis.caches?.delete(PLACE);
