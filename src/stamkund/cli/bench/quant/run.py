"""``python -m stamkund.cli.bench.quant.run PIECE SIZE``: measure one piece at one size; prints the figures as JSON."""

import os
import sys

from stamkund.cli.bench.quant.piece import measure
from stamkund.cli.bench.quant.pieces import PIECES
from stamkund.cli.output import print_json


def main(name: str, size: int) -> None:
    """Measure, and keep standard output for the figures: some solvers chat on it."""
    results = os.dup(1)
    os.dup2(2, 1)
    figures = measure(PIECES[name], size)
    os.dup2(results, 1)
    print_json(figures)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
