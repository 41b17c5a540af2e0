// Dialogs are <dialog>: data-dialog="id" opens one that is on the page; a response swapped into #dialog opens it.
import { $ } from "./page.js";

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    event.preventDefault();
    $(`#${opener.dataset.dialog}`)?.showModal();
    return;
  }
  if (event.target.closest("[data-close]") || event.target.matches("dialog[open]")) {
    event.target.closest("dialog")?.close();
  }
});

document.addEventListener("htmx:after:swap", (event) => {
  const dialog = $("#dialog");
  const target = event.detail?.ctx?.target ?? event.target;
  if (!dialog || target !== dialog) return;
  if (!dialog.childElementCount) dialog.close();
  else if (!dialog.open) dialog.showModal();
  $("[autofocus]", dialog)?.focus();
  $("[autofocus][data-select]", dialog)?.select();
});

document.addEventListener("stamkund:close-dialog", () => $("dialog[open]")?.close());
