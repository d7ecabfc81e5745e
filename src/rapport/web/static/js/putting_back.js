// Puts what was typed before the lock back into the page that came back.

import { addressOf, ask, fill, leadsTo, owe, parsed, read, sentence, show } from "./main.js";

const LOOK = "button[name=look]";

export async function putBack({ address, fields }) {
  let form = formFor(address, fields);
  if (!form && isTaken(address, fields)) return;
  form ??= await itsOwnPage(address, fields);
  if (!form) return aside(sentence("form-gone"), fields);
  const left = fill(form, fields);
  if (left.length && form.querySelector(LOOK)) form = (await shownAgain(form, address, fields)) ?? form;
  owe(form);
  form.scrollIntoView?.({ block: "nearest" });
}

export const notYours = () => aside(sentence("not-yours"), []);

function formFor(address, fields) {
  const names = new Set(fields.map(([name]) => name));
  const shared = (form) => new Set(read(form).map(([name]) => name).filter((name) => names.has(name))).size;
  const found = [...document.querySelectorAll("form[method=post]")].filter((form) => addressOf(form) === address);
  return found.sort((one, other) => shared(other) - shared(one))[0];
}

// A form that stood in a sheet goes back into one, over the page it was on.
const isTaken = (address, fields) =>
  !document.dispatchEvent(new CustomEvent("form:back", { cancelable: true, detail: { address, fields } }));

// A form that was brought into another page has one of its own, under the address it is sent to.
async function itsOwnPage(address, fields) {
  const page = await pageFrom(ask(address));
  if (!page?.querySelector("main form[method=post]")) return undefined;
  history.replaceState(null, "", address);
  show(page, { whole: true });
  return formFor(address, fields);
}

// What a form shows only once somebody was chosen in it, its server shows: asked to look, not to save.
async function shownAgain(form, address, fields) {
  const token = form.elements.csrfmiddlewaretoken.value;
  const body = new URLSearchParams([...fields, ["look", "1"], ["csrfmiddlewaretoken", token]]);
  const page = await pageFrom(ask(address, { method: "POST", body }));
  if (!page) return undefined;
  show(page);
  const again = formFor(address, fields);
  if (again) fill(again, fields);
  return again;
}

async function pageFrom(asked) {
  const answer = await asked.catch(() => null);
  return answer?.ok && leadsTo(answer) === null ? parsed(await answer.text()) : null;
}

// Where the form is no more, the words are shown all the same.
function aside(says, fields) {
  const note = document.createElement("section");
  note.className = "note caution put-aside";
  note.setAttribute("role", "alert");
  note.append(...[says, ...wordsIn(fields)].map((text) => Object.assign(document.createElement("p"), { textContent: text, dir: "auto" })));
  document.querySelector("main").prepend(note);
}

const wordsIn = (fields) => fields.map(([, value]) => value).filter((value) => /\s/.test(value.trim()));
