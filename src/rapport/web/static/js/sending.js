// Forms are sent without leaving the page: what was typed stays until it is known to be saved.

import { addressOf } from "./fields.js";
import { forget, isUnsaved, owe } from "./keeping.js";
import { ask, go, isDoor, leadsTo, parsed, sentence, show } from "./page.js";

const OURS = "form[method=post]:not(.top form, [data-door], [data-native])";
const PATIENCE = 60_000;
const SOON = 400;

// What to do where the store is shut or the session is over: the module of that door says.
let atTheDoor = (where) => location.assign(where);
export const whenShut = (act) => (atTheDoor = act);

const tried = new WeakMap(); // by form: what was sent and got no answer
let shown = location.pathname + location.search;

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.target.matches(OURS)) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

export async function send(form, button) {
  if (form.getAttribute("aria-busy")) return;
  const where = new URL(button?.getAttribute("formaction") || addressOf(form), location).href;
  const body = bodyOf(form, button);
  const isFile = body instanceof FormData;
  const before = tried.get(form);
  const rest = busy(form, button);
  const signal = isFile ? undefined : AbortSignal.timeout?.(PATIENCE);
  const answer = await ask(where, { method: "POST", body, signal }).catch(() => null);
  const text = answer && (await answer.text().catch(() => null));
  rest();
  if (!form.isConnected) return;
  if (text === null) {
    tried.set(form, String(body));
    return say(form, button, [sentence("no-answer")]);
  }
  const to = leadsTo(answer);
  if (to !== null && isDoor(to)) return atTheDoor(to, form, button);
  if (to !== null) return saved(form, button, answer, before !== undefined && before !== String(body));
  arrived(form, button, answer, text, where);
}

function bodyOf(form, button) {
  const said = new FormData(form);
  if (button?.name) said.append(button.name, button.value);
  return form.enctype === "multipart/form-data" ? said : new URLSearchParams(said);
}

function saved(form, button, answer, changed) {
  if (changed && answer.headers.has("X-Sent-Before")) {
    tried.delete(form);
    return say(form, button, [sentence("saved-before")], leadsTo(answer));
  }
  forget(form);
  if (!heard(form, "form:saved", { to: leadsTo(answer) })) return;
  busy(form, button);
  go(leadsTo(answer));
}

// An answer that is a page: the form again with what is wrong, another page, or why it cannot be.
function arrived(form, button, answer, text, where) {
  const isPage = /^text\/html/.test(answer.headers.get("Content-Type") ?? "");
  const page = parsed(isPage ? text : "");
  const again = isPage && page.querySelector("main") && theSame(form, page, where);
  if (!again && !(answer.ok && isPage)) return say(form, button, reasonsIn(page));
  const owed = again && (isUnsaved(form) || !answer.ok);
  forget(form);
  if (again && !heard(form, "form:again", { form: again })) return owed && owe(again);
  moveTo(answer.url);
  show(page, { whole: !again });
  if (owed) owe(again);
}

// Whether the page is to show it: a sheet shows it itself.
const heard = (form, name, detail) =>
  form.dispatchEvent(new CustomEvent(name, { bubbles: true, cancelable: true, detail }));

// The form among those of a page that takes what this one sent.
function theSame(form, page, where) {
  const names = [...form.elements].filter((one) => one.name && one.type !== "hidden" && !one.matches("button")).map((one) => one.name);
  return [...page.querySelectorAll("main form[method=post]")].find(
    (one) => new URL(addressOf(one, where)).pathname === new URL(where).pathname && names.some((name) => one.elements.namedItem(name)),
  );
}

// A form says beside its fields what is wrong; a page that is no form says nothing else.
function reasonsIn(page) {
  const wrong = [...page.querySelectorAll("main :is([role=alert], .wrong)")];
  const all = wrong.length ? wrong : [...page.querySelectorAll("main :is(h1, p:not(.acts))")];
  const said = all.map((one) => one.textContent.trim());
  return said.some(Boolean) ? said.filter(Boolean) : [sentence("our-fault")];
}

function moveTo(address) {
  const to = new URL(address, location);
  if (to.pathname === location.pathname) return;
  history.pushState(null, "", to);
  shown = to.pathname + to.search;
}

addEventListener("popstate", () => {
  if (location.pathname + location.search !== shown) location.reload();
});

// Says beside the button why nothing was saved.
export function say(form, button, sentences, link = "") {
  hush(form);
  const said = document.createElement("p");
  said.className = "note stop not-saved";
  said.setAttribute("role", "alert");
  said.textContent = sentences.join(" ");
  if (link) {
    const way = document.createElement("a");
    way.href = link;
    way.textContent = sentence("open-it");
    said.append(" ", way);
  }
  const place = button?.closest(".acts, .foot, .at-hand") ?? button;
  if (place && form.contains(place) && place !== form) place.before(said);
  else form.append(said);
}

const hush = (form) => form.querySelectorAll(".not-saved").forEach((one) => one.remove());

// While it is sent the button says so, and a second tap sends nothing. Returns what ends that.
export function busy(form, button) {
  hush(form);
  form.setAttribute("aria-busy", "true");
  button?.setAttribute("aria-disabled", "true");
  const waiting = form.querySelector(".busy");
  const later = setTimeout(() => waiting && (waiting.hidden = false), SOON);
  return () => {
    clearTimeout(later);
    form.removeAttribute("aria-busy");
    button?.removeAttribute("aria-disabled");
    if (waiting) waiting.hidden = true;
  };
}
