// A log is written in a sheet over the page one is on. Closed unsaved it stays on this page as a draft.

import { addressOf, ask, began, draftOf, forget, go, isUnsaved, keep, leadsTo, parsed, putAside, read, show, unsaved } from "./main.js";

const LOGS = /^\/(log|interactions\/[0-9a-f-]{36}\/change)\/$/;
const sheet = () => document.querySelector("dialog.sheet");
let opener = ""; // the address of the link that opened it
let opening = null; // the address that is being opened

document.addEventListener("click", ({ target }) => {
  if (target.closest("dialog.sheet .close-sheet") || target.matches("dialog.sheet")) sheet().close();
});

document.addEventListener("keydown", (event) => {
  const form = (event.ctrlKey || event.metaKey) && event.key === "Enter" && event.target.closest?.("form.log");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector(".foot .primary"));
});

// A form that was brought into another page is sent where it came from: so each person's log, and
// each log that is changed, has a draft of its own.
export async function openSheet(address) {
  opening = address;
  const page = await formAt(address);
  if (opening !== address) return;
  opening = null;
  const form = page?.querySelector("main form.log");
  if (!form) return location.assign(address);
  for (const open of document.querySelectorAll("dialog[open]")) open.close();
  opener = new URL(address, location).href;
  const dialog = document.createElement("dialog");
  dialog.className = "sheet";
  dialog.setAttribute("aria-labelledby", "sheet-title");
  dialog.append(page.querySelector(".sheet-head").content.cloneNode(true), document.adoptNode(form));
  put(form, opener);
  document.body.append(dialog);
  dialog.addEventListener("close", () => closed(dialog));
  dialog.showModal();
  began(dialog);
  if (keep(form) !== null) toldOfDraft(dialog);
  first(dialog)?.focus();
}

// What was chosen and typed before is asked for again: whom a log is about makes fields of their own.
async function formAt(address) {
  const fields = draftOf(address);
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  const looked = fields && { method: "POST", headers, body: new URLSearchParams([...fields, ["look", "1"]]) };
  const answer = await ask(address, looked).catch(() => null);
  return answer?.ok && leadsTo(answer) === null ? parsed(await answer.text()) : null;
}

function put(form, address) {
  form.setAttribute("action", address);
  for (const one of form.querySelectorAll(".foot [hidden]")) one.hidden = false;
}

// On a phone nothing is chosen to type in at once: the keyboard would hide what is asked.
function first(dialog) {
  const isPhone = matchMedia("(pointer: coarse), (max-width: 46rem)").matches;
  const field = dialog.querySelector(dialog.querySelector(".chosen") ? "textarea[name=line]" : "#who-else");
  return isPhone ? dialog.querySelector("h2") : field;
}

function toldOfDraft(dialog) {
  dialog.querySelector(".draft").hidden = false;
}

document.addEventListener("input", ({ target }) => {
  const dialog = target.closest("dialog.sheet");
  if (dialog) toldOfDraft(dialog);
});

function closed(dialog) {
  const form = dialog.querySelector("form.log");
  const address = addressOf(form);
  const isDraft = dialog.returnValue !== "saved" && isUnsaved(form);
  const fields = read(form);
  dialog.remove();
  if (isDraft) putAside(address, fields);
  else forget(form);
  backToOpener();
}

function backToOpener() {
  const link = [...document.querySelectorAll("a[href]")].find((one) => one.href === opener && one.offsetParent);
  link?.focus();
}

// Back from a lock: the last one that was open opens again, others wait as drafts.
document.addEventListener("form:back", (event) => {
  const { address, fields } = event.detail;
  if (!LOGS.test(new URL(address, location).pathname) || document.querySelector("main form.log")) return;
  event.preventDefault();
  putAside(address, fields);
  if (!sheet() && !opening) openSheet(address);
});

// Refused: what is missing is said in the sheet.
document.addEventListener("form:again", (event) => {
  const dialog = event.target.closest("dialog.sheet");
  if (!dialog) return;
  event.preventDefault();
  const form = document.adoptNode(event.detail.form);
  const address = addressOf(event.target);
  put(form, address);
  event.target.replaceWith(form);
  began(dialog);
  (form.querySelector("[autofocus]") ?? form.querySelector(".foot [role=alert]"))?.focus();
});

// Saved: the sheet goes, and the page beneath shows it, with the offer to take it back.
document.addEventListener("form:saved", (event) => {
  const dialog = event.target.closest("dialog.sheet");
  if (!dialog) return;
  event.preventDefault();
  const done = new URL(event.detail.to, location).searchParams.get("done");
  dialog.close("saved");
  shownBeneath(done, event.detail.to);
});

async function shownBeneath(done, to) {
  const here = new URL(location);
  if (done) here.searchParams.set("done", done);
  const answer = await ask(here).catch(() => null);
  const page = answer?.ok && leadsTo(answer) === null ? parsed(await answer.text()) : null;
  if (!page?.querySelector("main")) return go(to);
  // What somebody types in the page itself is not taken from under them.
  if (unsaved().length && document.querySelector("main form[method=post]")) {
    document.body.append(...page.querySelectorAll("body > .toast"));
    return began(document.querySelector("body > .toast:last-of-type"));
  }
  const { scrollX, scrollY } = globalThis;
  show(page);
  scrollTo(scrollX, scrollY);
  backToOpener();
}
