// Live fragments: an element with hx-get, hx-trigger="live" and data-every="5" asks again while the page is seen.
// The server answers 304 when the ETag still holds, and then nothing is swapped.
import htmx from "./htmx.js";
import { whenReady } from "./page.js";

const timers = new WeakMap();

whenReady("[data-every]", (elements) => elements.forEach(follow));

function follow(element) {
  const every = Number(element.dataset.every) * 1000;
  timers.set(element, setInterval(() => ask(element), every));
}

function ask(element) {
  if (!element.isConnected) return clearInterval(timers.get(element));
  if (document.visibilityState === "visible" && !element.contains(document.activeElement?.closest("form"))) {
    htmx.trigger(element, "live");
  }
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") document.querySelectorAll("[data-every]").forEach(ask);
});

document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  const { etag } = ctx.sourceElement.dataset;
  if (etag) ctx.request.headers["If-None-Match"] = etag;
});

document.addEventListener("htmx:before:response", (event) => {
  const { ctx } = event.detail;
  const etag = ctx.response.headers.get("ETag");
  if (etag && "every" in ctx.sourceElement.dataset) ctx.sourceElement.dataset.etag = etag;
});
