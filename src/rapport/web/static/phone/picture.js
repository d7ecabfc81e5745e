// Draws a record as a code, fetched only when one is shown.

import { encodeQR } from "./qr.js";
import { inLetters } from "./seal.js";

export function draw(canvas, bytes) {
  const rows = encodeQR(inLetters(bytes), "raw", { ecc: "quartile", encoding: "alphanumeric", border: 4 });
  const dots = devicePixelRatio || 1;
  const room = Math.min(document.documentElement.clientWidth - 16, 640);
  const size = Math.max(1, Math.floor((room * dots) / rows.length));
  canvas.width = canvas.height = size * rows.length;
  const ink = canvas.getContext("2d");
  ink.fillStyle = "#fff";
  ink.fillRect(0, 0, canvas.width, canvas.height);
  ink.fillStyle = "#000";
  rows.forEach((row, y) => row.forEach((dark, x) => dark && ink.fillRect(x * size, y * size, size, size)));
}
