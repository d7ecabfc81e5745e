// The door: unlocking or signing in, on its own page, on one that went blank, or in front of a form.

import { busy, say, send, whenShut } from "./sending.js";
import { ask, isDoor, leadsTo, parsed, sentence, show } from "./page.js";

let opened = (to) => location.replace(to);
export const whenOpened = (act) => (opened = act);

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.target.matches("[data-door]")) return;
  event.preventDefault();
  knock(event.target, event.submitter);
});

async function knock(form, button) {
  if (form.getAttribute("aria-busy")) return;
  const body = new URLSearchParams(new FormData(form));
  const rest = busy(form, button);
  const answer = await ask(form.action, { method: "POST", body }).catch(() => null);
  const text = answer && (await answer.text().catch(() => null));
  if (text !== null && leadsTo(answer) !== null) return opened(leadsTo(answer));
  rest();
  const page = parsed(text ?? "");
  if (!page.querySelector("[data-door]")) return say(form, button, [sentence("not-opened")]);
  const dialog = form.closest("dialog");
  if (dialog) putDoor(dialog, page);
  else show(page);
}

// On a team's server a session ends while somebody types: they sign in again in front of their form,
// and it is sent. Whoever else signs in there does not get it.
async function signInAgain(to, form, button) {
  const answer = await ask(to).catch(() => null);
  const page = parsed(answer?.ok ? await answer.text() : "");
  if (!page.querySelector("[data-door]")) return say(form, button, [sentence("no-answer")]);
  const dialog = document.createElement("dialog");
  dialog.className = "door";
  putDoor(dialog, page);
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  opened = () => comeIn(dialog, form, button);
}

function putDoor(dialog, page) {
  const why = document.createElement("p");
  why.textContent = sentence("sign-in-again");
  dialog.replaceChildren(why, ...page.querySelectorAll("main [role=alert], main [data-door]"));
  dialog.querySelector("[autofocus]")?.focus();
}

async function comeIn(dialog, form, button) {
  opened = (to) => location.replace(to);
  const answer = await ask("/shortcuts/").catch(() => null);
  const page = parsed(answer?.ok ? await answer.text() : "");
  if (page.body.dataset.me !== document.body.dataset.me) return location.replace("/");
  dialog.close();
  const headers = page.body.getAttribute("hx-headers");
  document.body.setAttribute("hx-headers", headers);
  for (const token of document.querySelectorAll("[name=csrfmiddlewaretoken]")) token.value = JSON.parse(headers)["X-CSRFToken"];
  send(form, button);
}

whenShut((to, form, button) => (isDoor(to) ? signInAgain(to, form, button) : location.assign(to)));
