// Menus are the browser's own popovers. Where CSS cannot yet place them beside their button, this does.
const placesThem = CSS.supports("position-area", "bottom");

document.addEventListener(
  "toggle",
  (event) => {
    const menu = event.target;
    if (!menu.matches?.(".menu[popover]") || event.newState !== "open") return;
    if (!placesThem) place(menu);
    menu.querySelector("input, [aria-current=true], a, button")?.focus({ preventScroll: true });
  },
  true,
);

function place(menu) {
  const button = document.querySelector(`[popovertarget="${menu.id}"]`);
  const { left, right, bottom } = button.getBoundingClientRect();
  const start = menu.classList.contains("menu-end") ? right - menu.offsetWidth : left;
  menu.style.left = `${Math.max(8, Math.min(start, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${bottom}px`;
}

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".menu[popover]");
  if (!menu || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const stops = [...menu.querySelectorAll("a, button, input")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length]?.focus();
});
