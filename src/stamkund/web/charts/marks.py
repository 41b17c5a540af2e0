"""Small figures inside text and tables, as SVG with geometry attributes only: the policy allows no ``style``.

Colours come from classes in ``assets/src/css/marks.css``. A mark repeats a figure that stands beside it in words, so
it is hidden from screen readers unless it is given a label.
"""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

FOREPART = (
    "M52 3C71 3 84 17 89 38C95 63 92 86 86 105C82 119 80 131 79 142C61 150 41 151 23 143C22 128 14 116 9 97"
    "C3 71 7 42 19 22C27 9 38 3 52 3Z"
)
HEEL = (
    "M21 168C41 176 62 175 81 166C83 178 84 191 83 205C81 232 70 252 50 252C30 252 19 234 18 209C18 194 20 180 21 168Z"
)
KEPT_FROM, AT_RISK_FROM = 0.7, 0.35
FLAT_RANGE = 0.22


def svg(width: float, height: float, inner: str, label: str = "") -> SafeString:
    """Return a figure of *width* × *height* pixels around *inner*."""
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return mark_safe(f'<svg class="fig" {size} {spoken}>{inner}</svg>')  # noqa: S308 - callers pass geometry


def alive_tone(probability: float) -> str:
    """Return how a probability of being with us still is coloured: ok, risk or lost."""
    return "ok" if probability >= KEPT_FROM else "risk" if probability >= AT_RISK_FROM else "lost"


def alive(probability: float, width: int = 40, label: str = "") -> SafeString:
    """Return a bar filled to the probability that a customer is still with us."""
    filled = max(6.0, width * min(max(probability, 0.0), 1.0))
    return svg(
        width,
        6,
        f'<rect width="{width}" height="6" rx="3" class="f-track"/>'
        f'<rect width="{filled:.1f}" height="6" rx="3" class="f-{alive_tone(probability)}"/>',
        label,
    )


def whisker(
    low: float, value: float, high: float, top: float, *, width: int = 92, height: int = 16, label: str = ""
) -> SafeString:
    """Return a value with its interval on an axis from 0 to *top*; whiskers in one column share *top*."""
    reach = top if top > 0 else 1.0
    left, mid, right = (4 + min(max(x, 0.0) / reach, 1.0) * (width - 8) for x in (low, value, high))
    y = height / 2
    return svg(
        width,
        height,
        f'<path d="M1 {y:g}H{width - 1}" class="s-line" stroke-dasharray="1 3"/>'
        f'<path d="M{left:.1f} {y:g}H{right:.1f}M{left:.1f} {y - 3:g}v6M{right:.1f} {y - 3:g}v6" '
        f'class="s-ink" stroke-width="1.2"/><circle cx="{mid:.1f}" cy="{y:g}" r="3.2" class="f-ink"/>',
        label,
    )


def sparkline(
    values: Sequence[float], tone: str = "ink", width: int = 58, height: int = 20, label: str = ""
) -> SafeString:
    """Return a trend whose last dot has the *tone*. A flat line looks flat: the range is at least 22 % of the top."""
    if len(values) < 2:
        return svg(width, height, "", label)
    low, high = min(values), max(values)
    span = max(high - low, FLAT_RANGE * abs(high)) or 1.0
    bottom = (high + low - span) / 2
    step = (width - 6) / (len(values) - 1)
    points = [(2 + i * step, height - 3 - (value - bottom) / span * (height - 6)) for i, value in enumerate(values)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    end_x, end_y = points[-1]
    dot = "f-ink-2" if tone == "ink" else f"f-{tone}"
    return svg(
        width,
        height,
        f'<polyline points="{line}" class="f-none s-ink-3" stroke-width="1.4" stroke-linejoin="round" '
        f'stroke-linecap="round"/><circle cx="{end_x:.1f}" cy="{end_y:.1f}" r="2.3" class="{dot}"/>',
        label,
    )


def promises_kept(kept: Sequence[bool], width: int = 284, label: str = "") -> SafeString:
    """Return one stitch per promise, oldest first: short and green kept, tall and red broken."""
    step = width / max(len(kept), 1)
    stitches = "".join(
        f'<rect x="{i * step:.1f}" y="{6 if good else 0}" width="{min(4.0, step * 0.68):.1f}" '
        f'height="{10 if good else 22}" rx="1" class="{"f-ok" if good else "f-lost"}"/>'
        for i, good in enumerate(kept)
    )
    return svg(width, 22, stitches, label)


def swatch(tone: str) -> SafeString:
    """Return the small square that ties a count to its colour."""
    return svg(8, 8, f'<rect width="8" height="8" rx="2" class="f-{tone}"/>')


def shoe_print(width: int = 10, height: int = 25) -> SafeString:
    """Return our mark: forepart and heel of a shoe's print."""
    return mark_safe(  # noqa: S308 - constants only
        f'<svg class="fig" width="{width}" height="{height}" viewBox="0 0 100 256" fill="currentColor" '
        f'aria-hidden="true"><path d="{FOREPART}"/><path d="{HEEL}"/></svg>'
    )
