// Reads the code on a phone's screen: each picture is made grey here and read by the store.

const PAUSE = 150;
const WIDEST = 1280;
const place = document.getElementById("camera");
const one = (id) => document.getElementById(id);
const canvas = document.createElement("canvas");
let stream;

function grey(source, width, height) {
  const scale = Math.min(1, WIDEST / width, Math.sqrt(Number(place.dataset.most) / (width * height)));
  canvas.width = Math.floor(width * scale);
  canvas.height = Math.floor(height * scale);
  const ink = canvas.getContext("2d", { willReadFrequently: true });
  ink.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { data } = ink.getImageData(0, 0, canvas.width, canvas.height);
  const points = new Uint8Array(canvas.width * canvas.height);
  for (let point = 0; point < points.length; point += 1) {
    const at = point * 4;
    points[point] = (data[at] * 77 + data[at + 1] * 150 + data[at + 2] * 29) >> 8;
  }
  return points;
}

async function read(source, width, height, chosen = "") {
  const body = grey(source, width, height);
  const answer = await fetch(`?width=${canvas.width}&height=${canvas.height}${chosen}`, {
    method: "POST",
    body,
    headers: { "Content-Type": "application/octet-stream", "X-CSRFToken": place.dataset.token },
    signal: AbortSignal.timeout(20_000),
  });
  if (!answer.ok) return;
  const { said, trouble, codes } = await answer.json();
  if (said || trouble) one("told").textContent = said || trouble;
  if (codes?.length) {
    one("told").textContent = `${said} ${place.dataset.typed}`;
    one("codes").textContent = codes.join("  ");
  }
}

async function watch() {
  const video = one("seen");
  while (stream) {
    if (video.videoWidth) await read(video, video.videoWidth, video.videoHeight).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

function stop() {
  for (const track of stream?.getTracks() || []) track.stop();
  stream = undefined;
  one("seen").hidden = one("stop").hidden = true;
  one("start").hidden = false;
}

one("start").hidden = false;
one("start").addEventListener("click", async () => {
  try {
    const video = { width: { ideal: WIDEST }, facingMode: "environment" };
    stream = await navigator.mediaDevices.getUserMedia({ video });
  } catch {
    one("told").textContent = place.dataset.none;
    return;
  }
  one("seen").srcObject = stream;
  one("seen").hidden = one("stop").hidden = false;
  one("start").hidden = true;
  await one("seen").play();
  watch();
});
one("stop").addEventListener("click", stop);
window.addEventListener("pagehide", stop);

one("picture").addEventListener("change", async (event) => {
  const [picture] = event.target.files;
  event.target.value = "";
  if (!picture) return;
  const drawn = await createImageBitmap(picture).catch(() => null);
  if (drawn) await read(drawn, drawn.width, drawn.height, "&chosen=1");
});
