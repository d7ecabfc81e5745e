// Seals a log to the office's public key. Nothing here can open what it sealed.
// One record: version 1 | phone 8 | number 4 | HPKE(info = label and these 13 bytes) | MAC 16;
// see rapport/formats/phone_records.py and rapport/vault/phone_seal.py.

import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "./hpke.js";

const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const BUCKETS = [384, 1024, 4096];
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const utf8 = new TextEncoder();

export const MOST_BYTES = BUCKETS.at(-1) - 2;
// Before the padded log: head and the encapsulated key; behind it: tag and MAC.
export const LONGEST_RECORD = 13 + 65 + BUCKETS.at(-1) + 16 + 16;
export const label = (what) => utf8.encode(`rapport phone ${what}1\0`);
export const bytesOf = (said) => utf8.encode(JSON.stringify(said));
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

export function inFour(number) {
  const four = new Uint8Array(4);
  new DataView(four.buffer).setUint32(0, number);
  return four;
}

export const digest = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

async function hmac(key, bytes) {
  const how = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, how, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, bytes));
}

function padded(body) {
  const size = BUCKETS.find((bucket) => bucket >= body.length + 2);
  if (!size) throw new RangeError("too long");
  const whole = new Uint8Array(size);
  new DataView(whole.buffer).setUint16(0, body.length);
  whole.set(body, 2);
  return whole;
}

// Returns one record of this phone: sealed, and with its MAC behind it.
export async function recordOf({ device, mac, office }, number, said) {
  const head = joined(Uint8Array.of(1), device, inFour(number));
  const recipientPublicKey = await suite.kem.deserializePublicKey(office.slice().buffer);
  const info = joined(label(""), head);
  const { enc, ct } = await suite.seal({ recipientPublicKey, info }, padded(bytesOf(said)));
  const body = joined(head, new Uint8Array(enc), new Uint8Array(ct));
  const trace = await hmac(mac, joined(label("record "), body));
  return joined(body, trace.slice(0, 16));
}

export function fileOf(records) {
  const lengths = (one) => Uint8Array.of(one.length >> 8, one.length & 255);
  return joined(utf8.encode("RPH1"), ...records.flatMap((one) => [lengths(one), one]));
}

// Asks for words of a trip; the office answers to these bytes alone.
export async function questionOf({ device, mac }) {
  const body = joined(device, crypto.getRandomValues(new Uint8Array(16)));
  return joined(body, (await hmac(mac, joined(label("words "), body))).slice(0, 16));
}

// What the office said, if the office said it.
export async function answered({ device, mac }, text, sent) {
  const answer = JSON.parse(text);
  const trace = hex((await hmac(mac, joined(label("answer "), device, utf8.encode(answer.said)))).slice(0, 16));
  const said = JSON.parse(answer.said);
  if (trace !== answer.mac || said.to !== hex((await digest(sent)).slice(0, 8))) throw new Error("not the office");
  return said;
}

const modulo = (bytes, most) => {
  const number = new DataView(bytes.buffer).getBigUint64(0) % BigInt(most);
  return String(number).padStart(String(most).length - 1, "0");
};

// The six digits that the office's screen and this phone must agree on.
export async function sixDigits({ device, mac, office }) {
  return modulo(await digest(joined(label("digits "), office, device, mac)), 1_000_000);
}

// The number up to which the office has everything, if this is its code.
export async function codeFor({ device, mac }, typed) {
  const plain = typed.replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) % 16);
  const [, upto, one, two] = plain.trim().match(/^(\d{1,9})\D+(\d{4})\D*(\d{4})$/) || [];
  if (!upto) return -1;
  const trace = await hmac(mac, joined(label("code "), device, inFour(Number(upto))));
  return modulo(trace, 100_000_000) === one + two ? Number(upto) : -1;
}

export function inLetters(bytes) {
  let text = "";
  for (let place = 0; place < bytes.length; place += 2) {
    const pair = place + 1 < bytes.length;
    let rest = pair ? bytes[place] * 256 + bytes[place + 1] : bytes[place];
    for (let turn = 0; turn < (pair ? 3 : 2); turn += 1) {
      text += LETTERS[rest % 45];
      rest = Math.floor(rest / 45);
    }
  }
  return text;
}

export function fromHex(text) {
  return Uint8Array.from(text.match(/../g) || [], (two) => parseInt(two, 16));
}
