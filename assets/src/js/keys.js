// Keys are printed where they work: any element with data-key="c" answers to c. One letter means one thing on every page.
// In a list the row you are on comes first. `?` lists the keys of the page, read from the page itself.
import { ready } from "./htmx.js";
import { $, $$, isTyping } from "./page.js";

const handlers = new Map();

/** Gives a key to a function instead of an element; the function returns true when it used the key. */
export function onKey(key, handle) {
  handlers.set(key, [...(handlers.get(key) ?? []), handle]);
}

function visible(element) {
  return element.checkVisibility?.({ visibilityProperty: true }) ?? element.offsetParent !== null;
}

function elementFor(key) {
  const selector = `[data-key="${CSS.escape(key)}"]`;
  const scope = $("dialog[open]") ?? document;
  const here = $(".is-here", scope);
  const all = [...(here ? $$(selector, here) : []), ...$$(selector, scope)];
  return all.find((element) => visible(element) && !element.disabled && element.getAttribute("aria-disabled") !== "true");
}

function press(element) {
  if (element.matches("input:not([type=checkbox]), textarea, select")) element.focus();
  else ready.then(() => element.click());
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event)) return;
  if (event.key === "Escape" && $("dialog[open], .menu:popover-open")) return; // it shuts what floats
  for (const handle of handlers.get(event.key) ?? []) {
    if (handle(event)) return event.preventDefault();
  }
  const element = (event.key.length === 1 && event.key !== " ") || event.key === "Escape" ? elementFor(event.key) : null;
  if (!element) return;
  event.preventDefault();
  press(element);
});

// Escape leaves a value that is written in its place, by the link beside the form.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isTyping(event)) event.target.closest("form")?.parentElement.querySelector(":scope > [data-cancel]")?.click();
});

// Ctrl or ⌘ with Enter sends the form being written in.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.("form[data-send]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});

function keysOfPage() {
  const found = new Map();
  for (const element of $$("[data-key]")) {
    if (!visible(element)) continue;
    const words = element.dataset.keyWords ?? element.getAttribute("aria-label") ?? element.textContent;
    const text = words.replace(/\s+/g, " ").trim();
    const label = text.endsWith(` ${element.dataset.key}`) ? text.slice(0, -2) : text;
    if (label && !found.has(element.dataset.key)) found.set(element.dataset.key, label);
  }
  return found;
}

function showKeys() {
  const dialog = $("#keys");
  if (!dialog || dialog.open || $("dialog[open]")) return false;
  const list = $("[data-page-keys]", dialog);
  list.replaceChildren(
    ...[...keysOfPage()].map(([key, label]) => {
      const item = document.createElement("li");
      const cap = document.createElement("kbd");
      cap.textContent = key;
      item.append(cap, label);
      return item;
    }),
  );
  list.closest("section").hidden = !list.children.length;
  dialog.showModal();
  return true;
}

onKey("?", showKeys);
