import htmx from "htmx.org/dist/htmx.esm.js";
import { toast } from "./toasts.js";

// Signed out meanwhile: fetch followed the redirect and holds the sign-in page. Never swap that into a fragment;
// go there, and come back here afterwards. What was being written is kept by drafts.js.
document.addEventListener("htmx:before:response", (event) => {
  const { response } = event.detail.ctx;
  const signIn = document.documentElement.dataset.signIn;
  if (!response.raw.redirected || !new URL(response.raw.url).pathname.startsWith(signIn)) return;
  event.preventDefault();
  location.assign(`${signIn}?next=${encodeURIComponent(location.pathname + location.search)}`);
});

document.addEventListener("htmx:error", (event) => {
  if (!event.detail.ctx) throw event.detail.error;
  toast(document.body.dataset.unreachable, { tone: "lost" });
});

// A refusal (4xx) with a body of its own replaces its form and explains itself; an error page never replaces a fragment.
document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  if (ctx.response.status < 400 || !/<html/i.test(ctx.text.slice(0, 300))) return;
  event.preventDefault();
  toast(document.body.dataset.failed, { tone: "lost" });
});

/** htmx takes hold of the page in a task of its own, which can come after the page's load. */
export const ready = new Promise((resolve) => setTimeout(resolve));

export default htmx;
