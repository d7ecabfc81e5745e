// What every module here needs of the page: sending something, its sentences, its new parts.

const headers = () => JSON.parse(document.body.getAttribute("hx-headers"));

export const post = (where, what) =>
  fetch(where, { method: "POST", body: new URLSearchParams(what), headers: headers() });

export const typing = (element) => element.closest("input, textarea, select, [contenteditable], dialog");

// The sentences that modules say, in the language of the page.
export const sentence = (name) =>
  document.getElementById("sentences").content.querySelector(`[data-name="${name}"]`).textContent;

// What is to be done with each part of a page: at once with all of it, and with what is put in later.
const beginnings = [];

export function onPage(begin) {
  beginnings.push(begin);
  begin(document);
}

export function began(part) {
  globalThis.htmx?.process(part);
  for (const begin of beginnings) begin(part);
}

export const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

// Asks without leaving the page: a redirect comes back as the address it leads to.
export const ask = (where, options = {}) =>
  fetch(where, { cache: "no-store", ...options, headers: { ...options.headers, "X-In-Place": "1" } });

export const leadsTo = (answer) => answer.headers.get("X-Leads-To");

export const isDoor = (where) => /^\/(unlock|sign-in)\//.test(new URL(where, location).pathname);

// Goes to an address as a browser would after a form, also where only what is shown there changed.
export function go(where) {
  const to = new URL(where, location);
  if (to.pathname + to.search !== location.pathname + location.search) return location.assign(to);
  history.replaceState(null, "", to);
  location.reload();
}

// Puts a page in the place of this one, or its main part alone; the head stays, styles are added.
export function show(page, { whole = false } = {}) {
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.documentElement.dir = page.documentElement.dir;
  for (const style of page.head.querySelectorAll("link[rel=stylesheet]")) {
    if (!document.head.querySelector(`link[href="${style.getAttribute("href")}"]`)) document.head.append(style);
  }
  document.querySelector("dialog[open]")?.close();
  if (whole) {
    document.body.replaceWith(page.body);
    began(document.body);
  } else {
    document.body.setAttribute("hx-headers", page.body.getAttribute("hx-headers"));
    for (const toast of document.querySelectorAll(".toast")) toast.remove();
    const next = page.querySelector("main");
    document.querySelector("main").replaceWith(next);
    next.after(...page.querySelectorAll("body > .toast"));
    began(next);
  }
  const main = document.querySelector("main");
  const first = main.querySelector("[autofocus], [role=alert], [aria-invalid=true]") ?? main;
  if (first.matches("div, p")) first.tabIndex = -1;
  // What is to be read now may lie far above the button that was pressed.
  if (first === main) scrollTo(0, 0);
  else first.scrollIntoView({ block: "center" });
  first.focus({ preventScroll: true });
}
