"""Draw all plots, or those named."""

import sys
from collections.abc import Callable

from tools.plots.allocation import allocation_curve
from tools.plots.contracts import contracts
from tools.plots.draw import Spec, draw
from tools.plots.lifetime import cdnow_tracking
from tools.plots.linkage import match_weights
from tools.plots.recommendation import repeat_calibration
from tools.plots.uplift import hillstrom_profit

PLOTS: dict[str, Callable[[], Spec]] = {
    "allocation-curve": allocation_curve,
    "cdnow-tracking": cdnow_tracking,
    "contracts": contracts,
    "hillstrom-profit": hillstrom_profit,
    "match-weights": match_weights,
    "repeat-calibration": repeat_calibration,
}


if __name__ == "__main__":
    wanted = sys.argv[1:] or list(PLOTS)
    draw({name: PLOTS[name]() for name in wanted})
