// Lists by keyboard: j and k move, Enter opens, Space peeks, x chooses. The place is .is-here; focus stays where it was
// unless the row has a link, which then takes it so that a screen reader follows.
import { $, $$, whenReady } from "./page.js";
import { onKey } from "./keys.js";

const list = () => $("[data-list]");
const rows = () => $$("[data-list] [data-row]");
const here = () => $("[data-list] .is-here");

export function goTo(row) {
  if (!row) return;
  here()?.classList.remove("is-here");
  row.classList.add("is-here");
  row.scrollIntoView({ block: "nearest" });
  $("[data-open]", row)?.focus({ preventScroll: true });
  row.dispatchEvent(new CustomEvent("stamkund:here", { bubbles: true }));
}

function move(step) {
  if (!list()) return false;
  const all = rows();
  const at = all.indexOf(here());
  goTo(all[Math.min(Math.max(at + step, 0), all.length - 1)]);
  return true;
}

onKey("j", () => move(1));
onKey("k", () => move(-1));
onKey("ArrowDown", (event) => event.target.closest?.("[data-list]") && move(1));
onKey("ArrowUp", (event) => event.target.closest?.("[data-list]") && move(-1));
onKey("Enter", (event) => {
  const link = here() && $("[data-open]", here());
  if (!link || event.target.closest("a, button, summary, input")) return false;
  link.click();
  return true;
});
onKey(" ", (event) => {
  const peek = here() && $("[data-peek]", here());
  if (!peek || event.target.closest("button, summary, input")) return false;
  peek.click();
  return true;
});
onKey("x", () => {
  const box = here() && $("[data-choose]", here());
  box?.click();
  return Boolean(box);
});
onKey("Escape", () => {
  const peek = $("[data-peek-panel]:not([hidden])");
  if (clearChoice()) return true;
  if (!peek) return false;
  closePeek();
  return true;
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-list] [data-row]");
  if (row && row !== here()) goToQuietly(row);
  if (event.target.closest("[data-clear-choice]")) clearChoice();
  if (event.target.closest("[data-close-peek]")) closePeek();
});

function goToQuietly(row) {
  here()?.classList.remove("is-here");
  row.classList.add("is-here");
}

function closePeek() {
  const panel = $("[data-peek-panel]");
  panel.hidden = true;
  panel.closest(".split")?.classList.remove("has-peek");
}

// While the panel is open it follows you, a moment after you stop.
let following;
document.addEventListener("stamkund:here", (event) => {
  if (!$("[data-peek-panel]:not([hidden])")) return;
  clearTimeout(following);
  following = setTimeout(() => $("[data-peek]", event.target)?.click(), 120);
});

document.addEventListener("htmx:after:swap", (event) => {
  const panel = event.target.closest?.("[data-peek-panel]") ?? event.detail?.ctx?.target?.closest?.("[data-peek-panel]");
  if (!panel) return;
  panel.hidden = false;
  panel.closest(".split")?.classList.add("has-peek");
});

// Choosing.
const chosen = () => $$("[data-choose]:checked");

function showChoice() {
  const bar = $("[data-bulk]");
  for (const box of $$("[data-choose]")) box.closest("[data-row]").classList.toggle("is-checked", box.checked);
  if (!bar) return;
  const boxes = chosen();
  bar.hidden = boxes.length === 0;
  const count = $("[data-bulk-count]", bar);
  count.textContent = (boxes.length === 1 ? count.dataset.one : count.dataset.many).replace("%n", boxes.length);
  for (const holder of $$("[data-bulk-ids]")) {
    holder.replaceChildren(...boxes.map((box) => new Option(box.value, box.value, true, true)));
  }
}

function clearChoice() {
  const boxes = chosen();
  for (const box of boxes) box.checked = false;
  showChoice();
  return boxes.length > 0;
}

document.addEventListener("change", (event) => event.target.matches("[data-choose]") && showChoice());

// Something was done with the chosen: the list reads itself again, and the place in it is kept.
let place;
document.addEventListener("stamkund:changed", () => {
  place = here() && $("[data-open]", here())?.getAttribute("href");
  for (const menu of $$(".menu:popover-open")) menu.hidePopover();
  clearChoice();
});
document.addEventListener("htmx:after:swap", () => {
  if (!place || here()) return;
  $(`[data-list] [data-open][href="${CSS.escape(place)}"]`)?.closest("[data-row]")?.classList.add("is-here");
});

// The view that is open stands in sight, also where the tabs are wider than the phone.
// Not scrollIntoView: in some versions of Chromium, Tab then goes on from there instead of the beginning of the page.
whenReady(".tab[aria-current]", ([tab]) => {
  const bar = tab.parentElement;
  const ahead = tab.getBoundingClientRect().left - bar.getBoundingClientRect().left;
  bar.scrollLeft += ahead - (bar.clientWidth - tab.clientWidth) / 2;
});
