"""A fit on the invented purchases finds the numbers they were made with, or the demo would value nonsense."""

from collections import defaultdict
from datetime import date

import pytest

from stamkund.demo.behaviour import LEAVING_A, LEAVING_B, PACE_SHAPE, PACE_WEEKS
from stamkund.demo.drafts import Company
from stamkund.quant.clv import MBGNBD
from tests.demo.conftest import TODAY

TRUTH = {"r": PACE_SHAPE, "alpha": PACE_WEEKS, "a": LEAVING_A, "b": LEAVING_B}


@pytest.fixture(scope="module")
def fitted(company: Company) -> MBGNBD:
    """MBG/NBD in weeks, fitted to every customer's days of purchase."""
    days: dict[str, set[date]] = defaultdict(set)
    for purchase in company.purchases:
        if purchase.party and purchase.kind == "sale":
            days[purchase.party].add(purchase.at.date())
    first, last = {key: min(on) for key, on in days.items()}, {key: max(on) for key, on in days.items()}
    return MBGNBD().fit(
        [len(on) - 1 for on in days.values()],
        [(last[key] - first[key]).days / 7 for key in days],
        [(TODAY - first[key]).days / 7 for key in days],
    )


def test_the_fit_is_identified(fitted: MBGNBD) -> None:
    assert fitted.identified_, fitted.doubts_


@pytest.mark.parametrize("parameter", TRUTH)
def test_the_fit_finds_what_the_behaviour_was_made_with(fitted: MBGNBD, parameter: str) -> None:
    off = fitted.parameters_[parameter] - TRUTH[parameter]

    assert abs(off) < 3 * fitted.standard_errors_[parameter]
