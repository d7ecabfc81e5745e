// A review is answered with the number of an answer, question by question; then Enter saves it.

const form = document.querySelector("form[data-three-keys]");
const TYPED = "input:not([type=radio]), textarea, select, dialog, a, button, summary";

if (form) {
  const groups = [...form.querySelectorAll("fieldset")].map((one) => [...one.querySelectorAll("input[type=radio]")]);
  const open = () => groups.find((radios) => radios.length && !radios.some((radio) => radio.checked));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPED)) return;
    const number = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    const radio = number && open()?.[number - 1];
    if (radio) {
      event.preventDefault();
      radio.checked = true;
      radio.focus();
    } else if (event.key === "Enter" && !open()) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button.primary"));
    }
  });
}
