// Ctrl or ⌘ K goes, finds and does. The server answers with groups of links (/palette?q=); `/` opens it to find.
// An item with data-press="c" presses that key on this page instead of going anywhere.
import { $, $$ } from "./page.js";
import { onKey } from "./keys.js";

const palette = () => $("#palette");
const field = () => $("input", palette());
const items = () => $$(".pal-item", palette());
const current = () => $(".pal-item[aria-selected=true]", palette());
const isAnswered = () => $("[data-answers]", palette())?.dataset.answers === field().value.trim();
let hurried = false; // Enter was pressed before the answer to the last letter had come

function open() {
  const dialog = palette();
  if (!dialog || dialog.open) return false;
  $("dialog[open]")?.close();
  dialog.showModal();
  field().select();
  field().dispatchEvent(new Event("ask"));
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  if (open()) event.preventDefault();
});
onKey("/", () => !$("dialog[open]") && open());
document.addEventListener("click", (event) => event.target.closest("[data-palette]") && open());

function select(item) {
  current()?.setAttribute("aria-selected", "false");
  item?.setAttribute("aria-selected", "true");
  item?.scrollIntoView({ block: "nearest" });
  if (item) field().setAttribute("aria-activedescendant", item.id);
  else field().removeAttribute("aria-activedescendant");
}

document.addEventListener("keydown", (event) => {
  if (!palette()?.open || event.target !== field()) return;
  const all = items();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    select(all[(all.indexOf(current()) + step + all.length) % all.length]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    hurried = !isAnswered();
    if (!hurried) current()?.click();
  } else {
    hurried = false;
  }
});

document.addEventListener("htmx:after:swap", (event) => {
  const target = event.detail?.ctx?.target ?? event.target;
  if (target?.id !== "palette-results") return;
  select(items()[0]);
  if (!hurried || !isAnswered()) return;
  hurried = false;
  current()?.click();
});

document.addEventListener("click", (event) => {
  const item = event.target.closest(".pal-item");
  if (!item) return;
  const { press } = item.dataset;
  if (press || item.hash) palette().close();
  if (!press) return;
  event.preventDefault();
  $(`[data-key="${CSS.escape(press)}"]`)?.click();
});
