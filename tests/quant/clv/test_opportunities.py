"""BG/BB: purchases at given opportunities."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stamkund.quant.clv import BGBB, BadHistoryError, BetaBinomial, ClvError, TooLittleDataError, predict_purchases
from stamkund.quant.clv.arrays import Floats
from stamkund.quant.clv.bg_bb import opportunity_histories
from stamkund.quant.clv.opportunities import OpportunityLikelihood

TRUE = {"alpha": 1.2, "beta": 0.75, "gamma": 0.66, "delta": 2.8}
MODEL = BGBB.with_parameters(**TRUE)


def simulate(n: Floats, later: int, chance: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """x and t_x of customers made by TRUE after their n opportunities, and purchases at the `later` ones after it."""
    buys, leaves = chance.beta(TRUE["alpha"], TRUE["beta"], n.size), chance.beta(TRUE["gamma"], TRUE["delta"], n.size)
    x, t_x, afterwards, here = (np.zeros(n.size) for _ in range(4))
    here += 1
    for moment in range(1, int(n.max()) + later + 1):
        here *= chance.random(n.size) >= leaves
        bought, known = here * (chance.random(n.size) < buys), moment <= n
        x += bought * known
        t_x = np.where((bought > 0) & known, moment, t_x)
        afterwards += bought * ((moment > n) & (moment <= n + later))
    return x, t_x, afterwards


@pytest.mark.data
def test_donations_give_the_optimum_of_the_paper(donations: dict[str, Floats], anchors: dict[str, Any]) -> None:
    """Fader, Hardie & Shang 2010, section 4: 11,104 donors, 22 patterns."""
    anchor, model = anchors["donations_BG/BB"], BGBB().fit(**donations)
    optimum = dict(anchor["optimum"])
    assert model.log_likelihood_ == pytest.approx(optimum.pop("LL"), abs=anchor["tol"]["LL_abs"])
    assert model.parameters_ == pytest.approx(optimum, rel=anchor["tol"]["params_rel"])
    published = {name: round(value, 3) for name, value in model.parameters_.items()}
    assert {**published, "LL": round(model.log_likelihood_, 1)} == anchor["published"]
    assert (model.customers_, model.tuples_) == (11_104, 22)
    assert model.identified_
    assert model.beta_binomial_log_likelihood_ < model.log_likelihood_ - 1000


@pytest.mark.data
def test_expressions_at_the_optimum(anchors: dict[str, Any]) -> None:
    """R's BTYD 2.4.3 and mpmath."""
    (name,) = [key for key in anchors["expressions_at_published_parameters"] if key.startswith("BG/BB")]
    exact = anchors["expressions_at_published_parameters"][name]
    model = BGBB.with_parameters(alpha=1.20352083, beta=0.7497163, gamma=0.656712169, delta=2.78340801)
    found = {
        "E_X_10": model.expected_purchases_new(10)[0],
        "CET_6_10(0,0)": model.expected_purchases(10, 0, 0, 6)[0],
        "CET_6_10(6,6)": model.expected_purchases(10, 6, 6, 6)[0],
        "CET_6_10(4,5)": model.expected_purchases(10, 4, 5, 6)[0],
        "PAlive(4,5,6)": model.probability_alive(4, 5, 6)[0],
        "DERT_.1(4,5,6)": model.discounted_residual_purchases(0.1, 4, 5, 6)[0],
        "DERT_.1(6,6,6)": model.discounted_residual_purchases(0.1, 6, 6, 6)[0],
    }
    for key, value in found.items():
        assert value == pytest.approx(exact[key], rel=1e-6), key


def test_the_likelihood_is_the_sum_over_the_moment_of_leaving() -> None:
    """Two purchases at six opportunities, the last at the third: gone before the 4th, 5th or 6th, or still here."""
    nodes, weights = (np.asarray(part) for part in np.polynomial.legendre.leggauss(200))
    p = theta = (nodes + 1) / 2
    a, b, c, d = 2.0, 3.0, 4.0, 5.0

    def density(a: float, b: float) -> Floats:
        raw = p ** (a - 1) * (1 - p) ** (b - 1) * weights
        return np.asarray(raw / raw.sum())

    bought = density(a, b) @ np.array([p**2 * (1 - p) ** (1 + k) for k in range(4)]).T
    left = density(c, d) @ np.array([(1 - theta) ** (3 + k) * (theta if k < 3 else 1.0) for k in range(4)]).T
    truth = bought @ left
    likelihood = OpportunityLikelihood(opportunity_histories([2], [3], [6]))
    assert likelihood.log_likelihood(np.log([a, b, c, d]))[0] == pytest.approx(np.log(truth), rel=1e-10)
    assert likelihood.here(a, b, c, d) == pytest.approx(bought[3] * left[3] / truth, rel=1e-10)


def test_the_gradient_is_exact(chance: np.random.Generator) -> None:
    n = chance.integers(0, 9, 200).astype(float)
    x, t_x, _ = simulate(n, 0, chance)
    likelihood = OpportunityLikelihood(opportunity_histories(x, t_x, n)).log_likelihood
    here = np.array([0.3, -0.2, 0.5, 1.0])
    differences = [(likelihood(here + h)[0] - likelihood(here - h)[0]) / 2e-5 for h in 1e-5 * np.eye(4)]
    assert likelihood(here)[1] == pytest.approx(differences, rel=1e-6)


def test_the_expectation_is_the_mean_of_the_probabilities() -> None:
    pmf = MODEL.purchase_probabilities(10, 12)
    assert pmf.sum() == pytest.approx(1, rel=1e-12)
    assert pmf[11:].tolist() == [0, 0]
    assert pmf @ np.arange(13) == pytest.approx(MODEL.expected_purchases_new(10)[0], rel=1e-12)
    assert MODEL.expected_purchases_new([0, 10])[0] == 0
    assert MODEL.expected_purchases(4.9, 2, 3, 6) == MODEL.expected_purchases(4, 2, 3, 6)


def test_the_expectation_of_the_paper_is_the_sum_over_opportunities() -> None:
    """Equation 8 divides by zero at gamma = 1; the sum does not."""
    near, one = (BGBB.with_parameters(**{**TRUE, "gamma": gamma}).expected_purchases_new(10) for gamma in (1 + 1e-7, 1))
    assert one == pytest.approx(near, rel=1e-6)


def test_residual_purchases_are_the_discounted_forecast() -> None:
    forecast = [MODEL.expected_purchases(h, 4, 5, 6)[0] for h in range(400)]
    written = sum((forecast[i] - forecast[i - 1]) / 1.1**i for i in range(1, 400))
    assert MODEL.discounted_residual_purchases(0.1, 4, 5, 6) == pytest.approx(written, rel=1e-10)


def test_the_chances_of_what_is_to_come_are_those_of_a_simulation(chance: np.random.Generator) -> None:
    """Five purchases at eight opportunities, the last at the sixth; how many at the next seven?"""
    n = np.full(400_000, 8.0)
    x, t_x, afterwards = simulate(n, 7, chance)
    like = (x == 5) & (t_x == 6)
    for m in range(1, 8):
        seen = (afterwards[like] >= m).mean()
        assert MODEL.at_least(m, 7, 5, 6, 8)[0] == pytest.approx(seen, abs=4 * np.sqrt(0.25 / like.sum())), m


def test_a_new_customer_has_the_chances_of_the_paper() -> None:
    at_least = MODEL.at_least(np.arange(13.0), 11.9, 0, 0, 0)
    assert -np.diff(at_least) == pytest.approx(MODEL.purchase_probabilities(11, 11), rel=1e-11)
    assert (at_least[0], at_least[12]) == (1, 0)


@pytest.mark.parametrize(("x", "t_x", "n"), [(0, 0, 9), (4, 5, 6), (300, 390, 400), (0, 0, 0)])
def test_the_mean_of_the_chances_is_the_forecast(x: float, t_x: float, n: float) -> None:
    for horizon in (1, 6, 400):
        chances = MODEL.at_least(np.arange(1.0, horizon + 1), horizon, x, t_x, n)
        assert chances.sum() == pytest.approx(MODEL.expected_purchases(horizon, x, t_x, n)[0], rel=1e-10)


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_as_many_fall_inside_as_the_level_says(level: float, chance: np.random.Generator) -> None:
    n = chance.integers(1, 13, 40_000).astype(float)
    x, t_x, came = simulate(n, 6, chance)
    told = predict_purchases(MODEL, 6, x, t_x, n, level=level)
    assert np.array_equal(told.expected, MODEL.expected_purchases(6, x, t_x, n))
    for few, many in ((0, 0), (1, 2), (3, 5), (6, 12)):
        group = (x >= few) & (x <= many)
        tail = (1 - level) / 2
        noise = 4 * np.sqrt(tail / group.sum())
        assert (came < told.low)[group].mean() < tail + noise, (few, many)
        assert (came > told.high)[group].mean() < tail + noise, (few, many)


def test_a_forecast_looks_at_opportunities_one_by_one_and_not_for_ever() -> None:
    assert predict_purchases(MODEL, 0.5, 4, 5, 6).high[0] == 0
    with pytest.raises(ClvError, match="10000"):
        MODEL.expected_purchases(1e9, 4, 5, 6)


def test_who_bought_at_the_last_opportunity_is_still_here() -> None:
    """Surely at that one; the next is another matter."""
    here = MODEL.probability_alive(1, 6, 6)[0] * (TRUE["gamma"] + TRUE["delta"] + 6) / (TRUE["delta"] + 6)
    assert here == pytest.approx(1, rel=1e-12)


def test_a_fit_finds_the_parameters_it_was_made_from(chance: np.random.Generator) -> None:
    n = chance.integers(1, 13, 40_000).astype(float)
    x, t_x, afterwards = simulate(n, 4, chance)
    model = BGBB().fit(x, t_x, n)
    assert model.identified_
    for name, value in model.parameters_.items():
        assert abs(value - TRUE[name]) < 3 * model.standard_errors_[name], name
    forecast = MODEL.expected_purchases(4, x, t_x, n)
    assert afterwards.mean() == pytest.approx(forecast.mean(), rel=0.03)
    often = x >= 6
    assert afterwards[often].mean() == pytest.approx(forecast[often].mean(), rel=0.05)


def test_weights_and_order_and_rows_say_the_same(chance: np.random.Generator) -> None:
    n = np.full(500, 6.0)
    x, t_x, _ = simulate(n, 0, chance)
    weighted = BGBB().fit(x, t_x, n, np.full(500, 2.0))
    order = np.tile(chance.permutation(500), 2)
    repeated = BGBB().fit(x[order], t_x[order], n[order])
    assert weighted.parameters_ == pytest.approx(repeated.parameters_, rel=1e-9)
    assert weighted.tuples_ == repeated.tuples_ <= 22


def test_customers_who_never_leave_leave_a_doubt(chance: np.random.Generator) -> None:
    n = chance.integers(2, 9, 3000).astype(float)
    x = chance.binomial(n.astype(int), chance.beta(2, 2, n.size)).astype(float)
    last = n - chance.integers(0, 2, n.size)
    t_x = np.where(x == 0, 0.0, np.where(x == n, n, np.maximum(x, last)))
    model = BGBB().fit(x, t_x, n)
    same = BetaBinomial().fit(x, n)
    assert model.beta_binomial_log_likelihood_ == pytest.approx(same.log_likelihood_, rel=1e-9)
    assert "no_dropout" in model.doubts_


@pytest.mark.parametrize(
    ("x", "t_x", "n"),
    [([3], [3], [3]), ([10_000], [10_000], [10_001]), ([1, 0], [1, 0], [1, 0]), ([2, 5], [2, 5], [2, 5])],
)
def test_few_or_extreme_customers_are_not_identified_and_never_not_a_number(
    x: list[float], t_x: list[float], n: list[float]
) -> None:
    model = BGBB().fit(x, t_x, n)
    assert not model.identified_
    assert not np.isnan([*model.parameters_.values(), *model.standard_errors_.values(), model.log_likelihood_]).any()
    assert np.isfinite(model.expected_purchases(4, x, t_x, n)).all()


def test_nobody_and_nobody_who_bought_are_refused() -> None:
    with pytest.raises(TooLittleDataError, match="no customers"):
        BGBB().fit([], [], [])
    with pytest.raises(TooLittleDataError, match=r"nobody has bought$"):
        BGBB().fit([0, 0], [0, 0], [5, 6])


@pytest.mark.parametrize(
    ("x", "t_x", "n", "reason"),
    [
        (3, 2, 6, "more purchases than opportunities"),
        (1, 2.5, 6, "t_x counts opportunities"),
        (1, 2, 6.5, "n counts opportunities"),
        (1, 7, 6, "t_x is later than T"),
        (-1, 0, 6, "negative"),
    ],
)
def test_impossible_histories_are_named_by_row(x: float, t_x: float, n: float, reason: str) -> None:
    with pytest.raises(BadHistoryError, match=reason) as refused:
        BGBB().fit([1, x], [1, t_x], [6, n])
    assert refused.value.rows == (1,)


@given(
    model=st.builds(BGBB.with_parameters, **dict.fromkeys(TRUE, st.floats(0.05, 20.0))),
    seen=st.tuples(*[st.integers(0, 120)] * 3).map(sorted),
    horizon=st.integers(0, 60),
    discount=st.sampled_from([0.001, 0.1, 2.0]),
)
def test_one_customer_is_foreseen_as_in_the_crowd(model: BGBB, seen: list[int], horizon: int, discount: float) -> None:
    x, t_x, n = seen if seen[0] else (0, 0, seen[2])
    crowd = [
        model.probability_alive(x, t_x, n)[0],
        model.expected_purchases(horizon, x, t_x, n)[0],
        model.discounted_residual_purchases(discount, x, t_x, n)[0],
    ]
    assert model.ahead_one(x, t_x, n, horizon, discount) == pytest.approx(crowd, rel=1e-9, abs=1e-12)
