// The few words every module shares about the page.

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

/** Calls `act` with the matching elements now, and with the new ones after every swap. */
export function whenReady(selector, act) {
  const seen = new WeakSet();
  const look = () => {
    const fresh = $$(selector).filter((element) => !seen.has(element));
    for (const element of fresh) seen.add(element);
    if (fresh.length) act(fresh);
  };
  look();
  document.addEventListener("htmx:after:swap", look);
}

/** True while the key press belongs to a text being written or a control of its own. */
export function isTyping(event) {
  const target = event.target;
  return target.isContentEditable || target.matches?.("input:not([type=checkbox], [type=radio]), textarea, select");
}

export const isTouch = () => matchMedia("(hover: none)").matches;
