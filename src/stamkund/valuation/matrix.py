"""How value is spread over the base, and against the risk of losing it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from stamkund.quant.clv.arrays import Floats
from stamkund.valuation.calculate import Valuation
from stamkund.valuation.rules import LIKELY_ALIVE, WORTHWHILE

POINTS_EACH = 60
TOP_SHARES = (0.01, 0.1, 0.2, 0.5)


def matrix(party: NDArray[np.int64], valuation: Valuation) -> dict[str, Any]:
    """Customers in four fields: likely with us or slipping, worth more or less if they are."""
    values = valuation.values
    alive = values.probability_alive
    worth = values.clv / np.maximum(alive, 1e-9)
    cut = float(np.quantile(worth, WORTHWHILE))
    high, staying = worth >= cut, alive >= LIKELY_ALIVE
    rank = np.argsort(np.argsort(worth)) / max(worth.size - 1, 1)
    fields = {"keep": high & staying, "save": high & ~staying, "grow": ~high & staying, "rest": ~high & ~staying}
    return {
        "cut": round(cut, 2),
        "fields": {
            name: {
                "customers": int(field.sum()),
                "amount": round(float(values.clv[field].sum()), 2),
                "points": points(np.flatnonzero(field), party, 1.0 - alive, rank),
            }
            for name, field in fields.items()
        },
    }


def points(rows: NDArray[np.intp], party: NDArray[np.int64], risk: Floats, rank: Floats) -> list[dict[str, float]]:
    """An even sample of a field, each with its party, risk and rank of worth, both between 0 and 1."""
    step = max(1, rows.size // POINTS_EACH)
    sample = rows[::step][:POINTS_EACH]
    return [
        {"party": int(party[row]), "risk": round(float(risk[row]), 3), "rank": round(float(rank[row]), 3)}
        for row in sample.tolist()
    ]


def distribution(valuation: Valuation) -> dict[str, Any]:
    """Customers and money by size of value, and the share of all value that the top customers hold."""
    clv = np.sort(valuation.values.clv)[::-1]
    edges = round_edges(float(clv[0]))
    bins = np.digitize(clv, edges[1:-1])
    held = np.cumsum(clv) / max(float(clv.sum()), 1e-12)
    return {
        "edges": edges,
        "customers": np.bincount(bins, minlength=len(edges) - 1).tolist(),
        "amount": np.bincount(bins, clv, minlength=len(edges) - 1).round(2).tolist(),
        "held_by_top": {str(share): round(float(held[max(int(share * clv.size) - 1, 0)]), 4) for share in TOP_SHARES},
    }


def round_edges(largest: float) -> list[float]:
    """0 and then 1, 2, 5 times powers of ten up to the largest value: twelve classes."""
    top = 10.0 ** np.ceil(np.log10(max(largest, 1.0)))
    steps = [top * factor / 10.0**power for power in range(4) for factor in (1.0, 0.5, 0.2)]
    return [0.0, *sorted(steps)]
