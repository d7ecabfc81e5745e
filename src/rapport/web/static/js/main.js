// Small comforts on top of pages that work without them.

import "./keys.js";
import "./menus.js";
import "./keeping.js";
import "./sending.js";
import "./door.js";
import "./locking.js";
import "./names.js";
import { onPage } from "./page.js";

// What is fetched later shares these with the page, and takes them from here (rapport/web/joined.py).
export * from "./fields.js";
export * from "./keeping.js";
export * from "./page.js";

document.documentElement.classList.add("scripted");

// htmx notes there at which address one is. Nothing is kept in the browser (decision 0025).
sessionStorage.removeItem("htmx-current-path-for-history");

// What only some pages need is fetched where it is met: on a bad line each byte is felt.
onPage((part) => {
  if (part.querySelector("#many")) import("./people.js");
  if (part.querySelector("form[data-three-keys]")) import("./three_keys.js");
});

// A picture wider than the screen begins in its middle, whichever way one reads.
onPage((part) => {
  for (const wide of part.querySelectorAll(".drawing")) {
    const [inside, outside] = [wide.querySelector("svg"), wide].map((one) => one.getBoundingClientRect());
    wide.scrollLeft += inside.left - outside.left + (inside.width - outside.width) / 2;
  }
});

// A log opens in a sheet over the page; where the line is cut, the link leads to the page itself.
const LOGS = /^\/(log|interactions\/[0-9a-f-]{36}\/change)\/$/;
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.origin !== location.origin || !LOGS.test(link.pathname) || document.querySelector("main form.log")) return;
  event.preventDefault();
  import("./sheet.js").then(({ openSheet }) => openSheet(link.href)).catch(() => location.assign(link.href));
});
