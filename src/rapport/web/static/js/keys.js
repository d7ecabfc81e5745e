// Letters go by their place on the keyboard: an Arabic one has no T to give. They can be switched off.

import { typing } from "./page.js";
import { openPalette } from "./palette.js";

const ways = { KeyT: "/", KeyP: "/people/", KeyN: "/log/", "/": "/find/", "?": "/shortcuts/" };

document.addEventListener("keydown", (event) => {
  const way = ways[event.key] ?? ways[event.code];
  const held = event.ctrlKey || event.metaKey || event.altKey;
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyK") {
    event.preventDefault();
    openPalette();
  } else if (event.ctrlKey && event.shiftKey && event.code === "KeyL") {
    event.preventDefault();
    document.querySelector("button.lock")?.click();
  } else if (!held && way && "letters" in document.body.dataset && !typing(event.target)) {
    event.preventDefault();
    location.assign(way);
  }
});
