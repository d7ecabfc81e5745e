// Seals what was typed to the store's public key: only the open store can open it again.
// version 1 | our public key 65 | nonce 12 | AES-256-GCM; see rapport/vault/sealed_to_store.py.

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const VERSION = Uint8Array.of(1);
const utf8 = new TextEncoder();

const joined = (...parts) => new Uint8Array(parts.flatMap((part) => [...new Uint8Array(part)]));
const decoded = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const encoded = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

// Makes a key for this page and returns what seals with it. Nothing that opens is kept.
export async function boxFor(publicKey) {
  const theirs = decoded(publicKey);
  const ours = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const point = await crypto.subtle.exportKey("raw", ours.publicKey);
  const store = await crypto.subtle.importKey("raw", theirs, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: store }, ours.privateKey, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = joined(utf8.encode("rapport sealed to the store 1\0"), point, theirs);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info };
  const key = await crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  return (text, about) => seal({ point, key }, text, about);
}

async function seal({ point, key }, text, about) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = joined(VERSION, utf8.encode(about));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, utf8.encode(text));
  return encoded(joined(VERSION, point, iv, sealed));
}
