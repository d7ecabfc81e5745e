// Keeps the page on the phone, so that it opens without a line. Nothing that was typed comes here,
// and the copy of what is sealed (copy.js) is another cache, which stays.

const VERSION = "{version}";
const FILES = ["./", "phone.css", "phone.js", "queue.js", "copy.js", "seal.js", "hpke.js", "picture.js", "qr.js", "en.js", "fr.js", "ar.js", "icon.svg", "manifest.webmanifest"];

self.addEventListener("install", (event) => {
  const files = FILES.map((name) => new Request(name, { credentials: "omit" }));
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(files)));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name !== VERSION && name.startsWith("rapport-phone");
  const away = (names) => Promise.all(names.filter(old).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(away).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  const kept = caches.match(event.request, { cacheName: VERSION, ignoreSearch: true });
  event.respondWith(kept.then((file) => file || fetch(event.request)));
});
