// A toast says what happened and offers undo for ten seconds; `z` is its key. It waits while it is pointed at or focused.
import { $, $$, whenReady } from "./page.js";

const STAYS = 10_000;

export function toast(text, { tone = "" } = {}) {
  const item = document.createElement("div");
  item.className = `toast ${tone}`;
  item.setAttribute("role", tone === "lost" ? "alert" : "status");
  item.textContent = text;
  $("#toasts")?.append(item);
  leaveLater(item);
}

function leaveLater(item) {
  const wait = () => setTimeout(() => (item.matches(":hover, :focus-within") ? wait() : item.remove()), STAYS);
  wait();
}

whenReady(".toast", (items) => items.forEach(leaveLater));

// The server may send toasts out of band into #toasts; the newest takes the place of the others.
document.addEventListener("htmx:after:swap", () => {
  for (const older of $$("#toasts > .toast").slice(0, -1)) older.remove();
});
