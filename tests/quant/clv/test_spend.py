"""Gamma-Gamma: what a coming purchase will cost, from few customers too."""

import numpy as np
import pytest

from stamkund.quant.clv import BadHistoryError, ClvError, GammaGamma, Prior, TooLittleDataError
from stamkund.quant.clv.arrays import Floats

SPEND = GammaGamma.with_parameters(p=6.25, q=3.74, gamma=15.44)


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95])
def test_as_many_purchases_cost_what_was_said(level: float, chance: np.random.Generator) -> None:
    """Amounts are no whole numbers, so that exactly as many fall inside, among the rare and the frequent."""
    x = chance.integers(0, 9, 90_000).astype(float)
    nu = chance.gamma(3.74, 1 / 15.44, x.size)
    m = chance.gamma(6.25 * np.maximum(x, 1), 1 / nu) / np.maximum(x, 1)
    low, high = SPEND.next_spend(level, x, m)
    came = chance.gamma(6.25, 1 / nu)
    for often in range(9):
        group = x == often
        noise = 4 * np.sqrt(level * (1 - level) / group.sum())
        assert ((low <= came) & (came <= high))[group].mean() == pytest.approx(level, abs=noise), often
        assert (came < low)[group].mean() == pytest.approx((1 - level) / 2, abs=noise), often


def test_the_more_is_known_the_narrower() -> None:
    low, high = SPEND.next_spend(0.8, [0, 1, 5, 50, 10_000], 40.0)
    assert (np.diff(high[1:] / low[1:]) < 0).all()
    assert high[1] / low[1] < high[0] / low[0]
    expected = SPEND.expected_spend([0, 1, 5, 50, 10_000], 40.0)
    assert ((low < expected) & (expected < high)).all()


def test_what_was_spent_cannot_be_less_than_nothing_nor_without_end() -> None:
    heavy = GammaGamma.with_parameters(p=1e4, q=1e-4, gamma=1.0)
    for spend in (SPEND, heavy):
        told = spend.next_spend(0.8, [0, 2, 3], [0.0, -5.0, 1e9])
        assert np.isfinite(told).all()
        assert np.min(told) >= 0
    with pytest.raises(ClvError, match="level"):
        SPEND.next_spend(1.0, 1, 20.0)


def spending(customers: int, gamma: float, chance: np.random.Generator) -> tuple[Floats, Floats]:
    """x and m of customers made by SPEND, but for the scale of what they spend."""
    x = np.asarray(1.0 + chance.poisson(1.0, customers), dtype=np.float64)
    return x, chance.gamma(6.25 * x) / chance.gamma(3.74, 1 / gamma, customers) / x


def test_weights_are_repeated_rows(chance: np.random.Generator) -> None:
    x, m = spending(300, 15.44, chance)
    weight = chance.integers(0, 4, 300)
    weighted = GammaGamma().fit(np.append(x, 0.0), np.append(m, 9.0), np.append(weight, 2.0))
    repeated = GammaGamma().fit(np.repeat(x, weight), np.repeat(m, weight))
    assert weighted.parameters_ == pytest.approx(repeated.parameters_, rel=1e-5)
    assert weighted.log_likelihood_ == pytest.approx(repeated.log_likelihood_, rel=1e-10)
    assert weighted.correlation_ == pytest.approx(repeated.correlation_, abs=1e-10)
    assert (weighted.customers_, weighted.left_out_) == (weight.sum(), 2)


def test_a_wide_prior_says_nothing_and_a_narrow_one_everything(chance: np.random.Generator) -> None:
    x, m = spending(3000, 15.44, chance)
    free = GammaGamma().fit(x, m)
    wide = GammaGamma().fit_with_prior(x, m, Prior(SPEND.parameters_, 100.0))
    assert wide.parameters_ == pytest.approx(free.parameters_, rel=1e-3)
    assert wide.log_likelihood_ == pytest.approx(free.log_likelihood_, abs=1e-3)
    narrow = GammaGamma().fit_with_prior(x, m, Prior(SPEND.parameters_, 1e-4))
    assert narrow.parameters_ == pytest.approx(SPEND.parameters_, rel=1e-3)


def test_thirty_customers_with_the_base_behind_them_are_told_better_than_alone(chance: np.random.Generator) -> None:
    """Forty groups of thirty whose purchases cost more or less: how far off the expected spend of each customer is."""
    off = {"prior": 0.0, "alone": 0.0, "alike": 0.0}
    for gamma in 15.44 * np.exp(chance.normal(0.0, 0.3, 40)):
        x, m = spending(30, gamma, chance)
        truth = GammaGamma.with_parameters(p=6.25, q=3.74, gamma=gamma).expected_spend(x, m)
        known = {
            "prior": GammaGamma().fit_with_prior(x, m, Prior.around(SPEND)),
            "alone": GammaGamma().fit(x, m),
            "alike": SPEND,
        }
        assert known["prior"].identified_
        for name, spend in known.items():
            off[name] += np.abs(spend.expected_spend(x, m) - truth).mean()
    assert off["prior"] < 0.9 * min(off["alone"], off["alike"])


def test_crowns_or_pence_give_the_same_posterior(chance: np.random.Generator) -> None:
    x, m = spending(30, 15.44, chance)
    crowns = GammaGamma().fit_with_prior(x, m, Prior.around(SPEND))
    centre = {**SPEND.parameters_, "gamma": 1544.0}
    pence = GammaGamma().fit_with_prior(x, 100 * m, Prior(centre))
    assert pence.parameters_["gamma"] == pytest.approx(100 * crowns.parameters_["gamma"], rel=1e-6)
    shift = 30 * np.log(100)
    assert crowns.log_likelihood_ - pence.log_likelihood_ == pytest.approx(shift, abs=1e-6)
    assert crowns.log_evidence_ - pence.log_evidence_ == pytest.approx(shift, abs=1e-5)


def test_one_spender_is_enough_with_a_prior_and_none_is_not() -> None:
    one = GammaGamma().fit_with_prior(2, 60.0, Prior.around(SPEND))
    assert one.identified_
    assert one.expected_spend(2, 60.0) > SPEND.expected_spend(2, 60.0)
    for x, m in (([], []), (0, 5.0), (3, 0.0)):
        with pytest.raises(TooLittleDataError, match="nobody has spent"):
            GammaGamma().fit_with_prior(x, m, Prior.around(SPEND))
    for weight, reason in (([1.0, -1.0], "row 1"), ([1.0], "differ in length")):
        with pytest.raises(BadHistoryError, match=reason):
            GammaGamma().fit([1, 2], [3.0, 4.0], weight)
