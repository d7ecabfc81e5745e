// Small comforts on top of pages that work without them: shortcuts and the palette.

// Letters go by their place on the keyboard: an Arabic one has no T to give.
const ways = { KeyT: "/", KeyP: "/people/", KeyN: "/log/", "/": "/find/", "?": "/shortcuts/" };
const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  const way = ways[event.key] ?? ways[event.code];
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyK") {
    event.preventDefault();
    openPalette();
  } else if (event.ctrlKey && event.shiftKey && event.code === "KeyL") {
    event.preventDefault();
    document.querySelector("button.lock")?.click();
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey && way && !typing(event.target)) {
    event.preventDefault();
    location.assign(way);
  }
});

// The palette offers what the menu offers, and people by name as they are typed.
let palette;
function openPalette() {
  if (!document.querySelector(".ways")) return;
  if (!palette) {
    palette = document.createElement("dialog");
    palette.className = "palette";
    const field = document.createElement("input");
    field.type = "search";
    field.dir = "auto";
    field.setAttribute("aria-label", document.querySelector(".ways").dataset.goTo);
    const list = document.createElement("ul");
    palette.append(field, list);
    document.body.append(palette);
    let turn = 0;
    const fill = async () => {
      const mine = ++turn;
      const text = field.value.trim().toLowerCase();
      const pages = [...document.querySelectorAll(".ways a")].filter((a) => a.textContent.toLowerCase().includes(text));
      const found = text ? await named(field.value) : [];
      if (mine !== turn) return;
      list.replaceChildren(...[...pages.map((a) => [a.textContent.trim(), a.href]), ...found].map(([name, address]) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = address;
        link.dir = "auto";
        link.textContent = name;
        item.append(link);
        return item;
      }));
    };
    field.addEventListener("input", fill);
    palette.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && document.activeElement === field) {
        event.preventDefault();
        list.querySelector("a")?.click();
      }
    });
    palette.fill = fill;
  }
  palette.querySelector("input").value = "";
  palette.fill();
  palette.showModal();
}

async function named(text) {
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const body = new URLSearchParams({ text });
  const answer = await fetch("/people/suggest/", { method: "POST", body, headers: { "X-CSRFToken": token } });
  if (!answer.ok) return [];
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [...page.querySelectorAll("button[name=who]")].map((b) => [b.textContent.trim(), `/people/${b.value}/`]);
}

// An open menu closes when attention goes elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.more[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
