"""The mathematics is measured piece by piece, each in a process of its own."""

import pytest

from stamkund.cli.bench.quant.piece import Piece, measure
from stamkund.cli.bench.quant.pieces import PIECES
from tests.cli.conftest import Stamkund


def test_a_piece_is_measured_on_what_was_made_for_it() -> None:
    prepared = []
    figures = measure(Piece(lambda size: prepared.append(size) or (lambda: {"found": size}), (7,)), 7)  # type: ignore[func-returns-value]  # append gives None, and then the work

    assert prepared == [7]
    assert figures["found"] == 7
    assert figures["seconds"] >= 0
    assert figures["peak_mib"] > 0


def test_what_needs_a_library_that_is_not_there_is_left_out() -> None:
    assert not Piece(lambda size: dict, (1,), needs="no_such_library").is_possible
    assert Piece(lambda size: dict, (1,), needs="numpy").is_possible


@pytest.mark.slow
def test_the_series_measures_pieces_by_name_and_size(stamkund: Stamkund) -> None:
    done = stamkund("bench", "quant.allocation, 10 actions", "--size", "10000", "--json")

    measured = [name for name in done.json if not name.startswith("machine")]
    assert measured == [f"{name}: 10,000" for name in PIECES if name.startswith("allocation") and "HiGHS" not in name]
    assert all(done.json[name]["gap"] <= 1e-6 for name in measured)


def test_both_ways_to_ease_restore_the_same(stamkund: Stamkund) -> None:
    ours, plain = (PIECES[name].prepare(300)() for name in PIECES if "EASE" in name)

    assert ours["weights"] == pytest.approx(plain["weights"])
