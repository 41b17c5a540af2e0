// The card: tabs of the composer, forms opened in place, and the eye and ear led to what was just written.
import htmx from "./htmx.js";
import { $, whenReady } from "./page.js";

const field = (form) => $("textarea", form);

function ask(form) {
  const tab = $("[name=kind]:checked", form);
  if (tab) field(form).placeholder = tab.dataset.asks;
}

whenReady("form.composer", (forms) => forms.forEach(ask));
document.addEventListener("stamkund:draft", (event) => event.target.matches(".composer") && ask(event.target));
document.addEventListener("change", (event) => {
  if (event.target.matches(".composer [name=kind]")) ask(event.target.form);
});

// A click or a key on a tab goes on to the text; arrow keys between the tabs stay there.
document.addEventListener("click", (event) => {
  const tab = event.target.closest(".composer .ctab");
  if (!tab || event.target.matches("input")) return;
  requestAnimationFrame(() => field(tab.closest("form")).focus());
});

// The next best action begins on the tab it names.
document.addEventListener("click", (event) => {
  const kind = event.target.closest("[data-compose]")?.dataset.compose;
  if (kind) $(`.composer .ctab:has([value="${kind}"])`)?.click();
});

// What can be done with an entry is fetched when its three dots are first opened.
document.addEventListener(
  "toggle",
  (event) => {
    const { entry } = event.target.dataset ?? {};
    const acts = entry && $(".ev-acts", event.target);
    if (!acts || acts.childElementCount) return;
    const { here } = event.target.closest("#timeline").dataset;
    htmx.ajax("GET", `${here}/entries/${entry}`, { source: acts, target: acts, swap: "innerHTML" });
  },
  true,
);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest?.(".composer, .edit-in-place, .correction")) event.target.blur();
});

// A live answer leaves open forms alone (hx-morph-skip). Once a form was accepted, or left, its place may change again.
document.addEventListener("htmx:before:response", (event) => {
  const { ctx } = event.detail;
  const source = ctx.sourceElement;
  const isDone = source.matches?.("form, [data-leave]") && ctx.response.status < 300 && !ctx.response.raw.redirected;
  if (isDone) source.closest("[hx-morph-skip]")?.removeAttribute("hx-morph-skip");
});
