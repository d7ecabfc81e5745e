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
