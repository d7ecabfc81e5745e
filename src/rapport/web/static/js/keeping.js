// What is typed and not yet saved: known, asked about before the page is left, kept while it is open.

import { addressOf, fill, isChanged, read } from "./fields.js";
import { onPage, post, typing } from "./page.js";

// Forms that change something; what one looks for is no loss.
const KEPT = "form[method=post]:not([role=search], [data-door], .top form, .palette form)";

const typed = new Set(); // the forms somebody typed in
const unsent = new WeakSet(); // those that came back refused, or were filled by us
const drafts = new Map(); // by address: what was typed in a form that may be gone from the page
let told = Date.now();

// The browser writes what is typed into its own folder, to restore a tab or to offer it again, unless
// a form says no.
//
// A form that goes on from another begins with what was typed there: it is not saved either.
onPage((part) => {
  for (const form of part.querySelectorAll("form")) form.autocomplete = "off";
  for (const form of part.querySelectorAll("form[data-unsaved]")) owe(form);
});

document.addEventListener("input", ({ target }) => {
  if (!typing(target)) return;
  // Whoever types is not idle: the store stays open.
  if ("sealTo" in document.body.dataset && Date.now() - told > 60_000) {
    told = Date.now();
    post("/here/", {}).catch(() => null);
  }
  const form = target.form;
  if (!form?.matches(KEPT)) return;
  typed.add(form);
  const draft = drafts.get(addressOf(form));
  if (draft) draft.fields = read(form);
});

export const isUnsaved = (form) =>
  form.isConnected && form.matches(KEPT) && (unsent.has(form) || isChanged(form));

// All that is typed and not saved: where each form is sent, and its fields.
export function unsaved() {
  const open = [...typed].filter(isUnsaved).map((form) => ({ address: addressOf(form), fields: read(form) }));
  const shown = new Set(open.map(({ address }) => address));
  const put = [...drafts].filter(([address, { fields }]) => fields && !shown.has(address));
  return [...open, ...put.map(([address, { fields }]) => ({ address, fields }))];
}

// This form holds what is not saved, though it looks as it began.
export function owe(form) {
  typed.add(form);
  unsent.add(form);
}

// This form was saved, or given up.
export function forget(form) {
  typed.delete(form);
  unsent.delete(form);
  if (drafts.has(addressOf(form))) drafts.set(addressOf(form), {});
}

// Nothing is kept any more: it was sealed.
export function forgetAll() {
  typed.clear();
  drafts.clear();
}

// Keeps what is typed in a form that may leave the page, and puts back what was typed in it before.
// Returns null if that was nothing, else the fields the form had no place for.
export function keep(form) {
  const before = draftOf(addressOf(form));
  drafts.set(addressOf(form), { fields: before });
  if (!before) return null;
  owe(form);
  return fill(form, before);
}

export const draftOf = (address) => drafts.get(new URL(address, location).href)?.fields;

export const putAside = (address, fields) => drafts.set(new URL(address, location).href, { fields });

addEventListener("beforeunload", (event) => {
  if (unsaved().length) event.preventDefault();
});
