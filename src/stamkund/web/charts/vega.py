"""Charts as Vega-Lite specifications without colours of their own.

A colour is written ``"var(--ok-fill)"`` and becomes what the page shows now; axes, fonts and scales come from
``assets/src/js/charts.js``. Every chart says in words what it shows and has its figures in a table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
Spec = Mapping[str, Any]


@dataclass(frozen=True)
class Chart:
    """One figure: what it shows (``label``), how it is drawn (``spec``), and the same figures as a table."""

    id: str
    label: str
    spec: Spec
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()

    @property
    def spec_id(self) -> str:
        return f"{self.id}-spec"


def chart_spec(values: Sequence[Mapping[str, Any]], *, height: int, **parts: Any) -> dict[str, Any]:
    """Return a specification over *values* that fills the width it is given; *parts* are mark, encoding or layer."""
    return {"$schema": SCHEMA, "width": "container", "height": height, "data": {"values": list(values)}, **parts}
