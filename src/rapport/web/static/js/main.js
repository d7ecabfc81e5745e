// Small comforts on top of pages that work without them.

import "./keys.js";
import "./names.js";
import "./menus.js";
import "./people.js";
import "./keeping.js";
import "./sending.js";
import "./sheet.js";
import "./door.js";
import "./locking.js";
import "./drawers.js";
import "./printing.js";

document.documentElement.classList.add("scripted");

// htmx notes there at which address one is. Nothing is kept in the browser (decision 0025).
sessionStorage.removeItem("htmx-current-path-for-history");
