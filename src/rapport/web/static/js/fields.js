// The fields of a form: where it is sent, what stands in them, and putting that back.

const HIDDEN_FROM_US = "[type=password], [type=file], [name=csrfmiddlewaretoken]";

export const addressOf = (form, base = location) => new URL(form.getAttribute("action") || "", base).href;

const fieldsOf = (form) =>
  [...form.elements].filter((one) => one.name && !one.matches(`button, fieldset, output, ${HIDDEN_FROM_US}`));

// Name and value of all that would be sent, but passphrases, files and the token.
export function read(form) {
  const names = new Set(fieldsOf(form).map((one) => one.name));
  return [...new FormData(form)].filter(([name, value]) => names.has(name) && typeof value === "string");
}

const isTicked = (one) => one.type === "checkbox" || one.type === "radio";

function differs(one) {
  if (isTicked(one)) return one.checked !== one.defaultChecked;
  if (one.type === "select-one") return one.selectedIndex !== Math.max(0, [...one.options].findIndex((o) => o.defaultSelected));
  return one.type !== "hidden" && one.value !== one.defaultValue;
}

const isText = (one) => !isTicked(one) && !one.options;

// Whether anything stands in a form but what it began with; ticks alone only where they are filled in.
export const isChanged = (form) => fieldsOf(form).some((one) => differs(one) && (isText(one) || form.matches(".form")));

// Puts fields back by name; returns those the form has no place for.
export function fill(form, fields) {
  const left = grouped(fields);
  const placed = new Set();
  for (const one of fieldsOf(form)) {
    const values = (left.get(one.name) ?? []).map(([, value]) => value);
    if (isTicked(one)) {
      one.checked = values.includes(one.value);
      if (one.checked) placed.add(one.name + "\n" + one.value);
    } else if (one.options) {
      for (const option of one.options) option.selected = values.includes(option.value);
      for (const value of values) if ([...one.options].some((o) => o.value === value)) placed.add(one.name + "\n" + value);
    } else if (values.length) {
      one.value = values[0];
      placed.add(one.name + "\n" + values[0]);
      left.get(one.name).shift();
    }
  }
  for (const details of form.querySelectorAll("details:not([open])")) {
    if (fieldsOf(form).some((one) => details.contains(one) && differs(one))) details.open = true;
  }
  return fields.filter(([name, value]) => value !== "" && !placed.has(name + "\n" + value));
}

function grouped(fields) {
  const found = new Map();
  for (const field of fields) found.set(field[0], [...(found.get(field[0]) ?? []), field]);
  return found;
}
