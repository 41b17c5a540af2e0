"""From a Vega-Lite specification to a picture in docs/pictures, drawn by Chromium with what the front end uses."""

import base64
import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from playwright.sync_api import Page, sync_playwright

from stamkund.quant.rows import Floats

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "assets" / "node_modules"
DATA = ROOT.parent / "shared" / "data"
PICTURES = ROOT / "docs" / "pictures"
SCRIPTS = ("vega/build/vega.min.js", "vega-lite/build/vega-lite.min.js")
FONT = "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"

INK, INK_3, LINE, SHEET = "#17202a", "#5f6872", "#e5e1d9", "#fdfcfa"
OK, RISK, LOST, INFO = "#4b9a74", "#b97f0c", "#ab1f3c", "#295a91"
"""Colours of the product on light paper; each carries its meaning."""

Spec: TypeAlias = dict[str, Any]

AXIS = {
    "labelColor": INK_3, "titleColor": INK_3, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": 400,
    "domain": False, "ticks": False, "gridColor": LINE, "labelPadding": 6, "titlePadding": 10,
}  # fmt: skip
CONFIG = {
    "background": SHEET,
    "font": "Inter",
    "padding": 20,
    "view": {"stroke": None},
    "axis": AXIS,
    "axisX": {"grid": False},
    "text": {"font": "Inter", "fontSize": 12.5, "color": INK},
}
RENDER = """spec => {
  const view = new vega.View(vega.parse(vegaLite.compile(spec).spec), {renderer: "svg", container: "#plot"});
  return document.fonts.load("13px Inter").then(() => view.runAsync()).then(() => null);
}"""


def draw(specs: Mapping[str, Spec]) -> None:
    """Draw each specification into the picture of its name, 720 pixels wide at twice the density."""
    with sync_playwright() as play:
        chromium = shutil.which("chromium") or sys.exit("plots: no Chromium on this machine; install Debian's chromium")
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-lcd-text"])
        page = browser.new_page(viewport={"width": 760, "height": 520}, device_scale_factor=2)
        for name, spec in specs.items():
            path = PICTURES / f"{name}.png"
            _open(page)
            page.evaluate(RENDER, {"width": 680, "height": 340, **spec, "config": CONFIG})
            page.locator("#plot svg").screenshot(path=path)
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
        browser.close()


def rows(**columns: Any) -> dict[str, list[dict[str, Any]]]:
    """Columns as the rows Vega-Lite reads; plain numbers, dates and texts."""
    values = json.loads(json.dumps({name: list(column) for name, column in columns.items()}, default=float))
    return {"values": [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]}


def end_labels(
    lines: Mapping[str, Floats], x: tuple[str, float], y: str, height: float
) -> list[dict[str, str | float]]:
    """Each line's name at its end, moved down to be this much below the one above."""
    labels: list[dict[str, str | float]] = []
    place = float("inf")
    for name, line in sorted(lines.items(), key=lambda entry: -entry[1][-1]):
        place = min(float(line[-1]), place - height)
        labels.append({x[0]: x[1], y: place, "of": name})
    return labels


def _open(page: Page) -> None:
    font = base64.b64encode((MODULES / FONT).read_bytes()).decode()
    page.set_content(
        f'<style>@font-face {{font-family: Inter; src: url("data:font/woff2;base64,{font}"); font-weight: 100 900}}'
        'body {margin: 0}</style><div id="plot"></div>'
    )
    for script in SCRIPTS:
        page.add_script_tag(path=MODULES / script)
