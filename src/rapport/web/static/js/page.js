// What every module here needs of the page: sending something, and knowing where somebody types.

const said = (name) => JSON.parse(document.body.getAttribute("hx-headers"))[name];

export const post = (where, what) =>
  fetch(where, { method: "POST", body: new URLSearchParams(what), headers: { "X-CSRFToken": said("X-CSRFToken") } });

export const typing = (element) => element.closest("input, textarea, select, [contenteditable], dialog");
