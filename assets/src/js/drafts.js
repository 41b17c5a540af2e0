// What was typed survives a reload and an expired session. A form says data-draft="name"; the text is kept in this
// browser under the user's id and is thrown away only when the server has acknowledged the form (2xx).
import { $$, whenReady } from "./page.js";

const user = document.documentElement.dataset.user;
const keyOf = (form) => `draft:${user}:${form.dataset.draft}`;
const kept = (form) =>
  $$("input, textarea, select", form).filter(
    (field) => field.name && !["hidden", "password", "file", "submit"].includes(field.type),
  );

function save(form) {
  const values = {};
  for (const field of kept(form)) {
    if (["checkbox", "radio"].includes(field.type)) {
      if (field.checked !== field.defaultChecked) values[`${field.name}=${field.value}`] = field.checked;
    } else if (field.value !== field.defaultValue && field.value !== "") values[field.name] = field.value;
  }
  if (Object.keys(values).length) localStorage.setItem(keyOf(form), JSON.stringify(values));
  else localStorage.removeItem(keyOf(form));
}

function restore(form) {
  const stored = localStorage.getItem(keyOf(form));
  if (!stored) return;
  const values = JSON.parse(stored);
  for (const field of kept(form)) {
    const box = ["checkbox", "radio"].includes(field.type);
    if (box && `${field.name}=${field.value}` in values) field.checked = values[`${field.name}=${field.value}`];
    else if (!box && field.name in values) field.value = values[field.name];
  }
  form.dispatchEvent(new CustomEvent("stamkund:draft", { bubbles: true }));
}

if (user) {
  whenReady("form[data-draft]", (forms) => forms.forEach(restore));
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-draft]");
    if (form) save(form);
  });
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const form = ctx.sourceElement.closest?.("form[data-draft]");
    if (!form || ctx.response.status >= 300 || ctx.response.raw.redirected) return;
    localStorage.removeItem(keyOf(form));
    form.reset();
  });
}
