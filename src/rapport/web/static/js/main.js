// Small comforts on top of pages that work without them.

import "./keys.js";
import "./names.js";
import "./menus.js";
import "./people.js";
import "./keeping.js";
import "./locking.js";

document.documentElement.classList.add("scripted");
