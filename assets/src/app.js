// Everything a page needs at once; charts are fetched when a page has one.
import "./js/htmx.js";
import "./js/keys.js";
import "./js/palette.js";
import "./js/lists.js";
import "./js/dialogs.js";
import "./js/menus.js";
import "./js/toasts.js";
import "./js/drafts.js";
import "./js/live.js";
import "./js/card.js";
import { whenReady } from "./js/page.js";

whenReady(".chart[data-chart]", async (figures) => {
  const { drawCharts } = await import("./js/charts.js");
  drawCharts(figures);
});
