// Draws Vega-Lite from <script type="application/json"> in the page's own colours, again when the theme or width changes.
// A figure: <figure class="chart" data-chart="#spec-id"><div class="chart-canvas" role="img" aria-label="…"></div>
//           <div class="chart-table" hidden>…</div></figure>; a button with data-chart-table shows the figures as a table.
import embed from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";
import { $ } from "./page.js";

const drawn = new Map();

export function drawCharts(figures) {
  for (const figure of figures) draw(figure);
}

async function draw(figure) {
  const spec = JSON.parse($(figure.dataset.chart).textContent);
  drawn.get(figure)?.finalize();
  const result = await embed($(".chart-canvas", figure), withColours(spec), {
    actions: false,
    renderer: "svg",
    ast: true,
    expr: expressionInterpreter,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true, theme: "custom" },
    config: { ...theme(), locale: undefined },
    formatLocale: numbers(),
  });
  drawn.set(figure, result);
}

/** Colours are named in the spec as "var(--ok-fill)"; here they become what the page shows now. */
function withColours(value) {
  if (typeof value === "string") {
    const name = value.match(/^var\((--[\w-]+)\)$/)?.[1];
    return name ? colour(name) : value;
  }
  if (Array.isArray(value)) return value.map(withColours);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withColours(inner)]));
  }
  return value;
}

function colour(name) {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const seen = getComputedStyle(probe).color;
  probe.remove();
  return seen;
}

function theme() {
  const font = getComputedStyle(document.body).fontFamily;
  const [ink, ink2, ink3, line, line2] = ["--ink", "--ink-2", "--ink-3", "--line", "--line-2"].map(colour);
  const scale = [0, 1, 2, 3, 4].map((step) => colour(`--seq-${step}`));
  return {
    background: null,
    font,
    padding: 0,
    autosize: { type: "fit", contains: "padding" },
    view: { stroke: null, continuousHeight: 260 },
    axis: {
      labelColor: ink3, labelFont: font, labelFontSize: 11, labelPadding: 6, titleColor: ink3, titleFont: font,
      titleFontSize: 12, titleFontWeight: 500, domainColor: line2, gridColor: line, tickColor: line2, ticks: false,
    },
    axisX: { grid: false },
    axisY: { domain: false },
    legend: { labelColor: ink2, labelFont: font, labelFontSize: 12, titleColor: ink3, titleFont: font, symbolType: "circle" },
    header: { labelColor: ink2, labelFont: font, titleColor: ink3, titleFont: font },
    text: { fill: ink2, font, fontSize: 12 },
    bar: { fill: ink2, cornerRadius: 2 },
    rect: { fill: ink2 },
    line: { stroke: ink, strokeWidth: 1.6 },
    rule: { stroke: ink2 },
    area: { fill: line },
    point: { fill: ink, filled: true, size: 36 },
    circle: { fill: ink3 },
    range: { ramp: scale, heatmap: scale, ordinal: scale, category: [ink, ink3, colour("--info-fill"), colour("--ok-fill")] },
  };
}

/** Numbers as the page's language writes them, with U+00A0 and U+2212. */
function numbers() {
  const parts = new Intl.NumberFormat(document.documentElement.lang.replace(/^en$/, "en-SE")).formatToParts(-1234567.8);
  const find = (type) => parts.find((part) => part.type === type)?.value;
  return { decimal: find("decimal"), thousands: find("group").replace(/\u202f/g, "\u00a0"), grouping: [3], currency: ["", ""], minus: "\u2212" };
}

const redraw = () => drawn.forEach((_, figure) => figure.isConnected && draw(figure));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-chart-table]");
  if (!button) return;
  const table = $(button.dataset.chartTable);
  table.hidden = !table.hidden;
  button.setAttribute("aria-expanded", String(!table.hidden));
});
