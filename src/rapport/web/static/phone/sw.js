// Keeps the page on the phone, so that it opens without a line. Nothing that was typed comes here.

const VERSION = "{version}";
const FILES = ["./", "phone.css", "phone.js", "queue.js", "seal.js", "hpke.js", "qr.js", "en.js", "fr.js", "ar.js", "icon.svg", "manifest.webmanifest"];

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
  event.respondWith(caches.match(event.request, { ignoreSearch: true }).then((kept) => kept || fetch(event.request)));
});
