"""One customer in plain numbers: whatever the parameters, the same as `value_customers` says."""

from math import inf, isinf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betainc, betaln

from stamkund.quant.clv import (
    BGCNBD,
    BGNBD,
    MBGCNBD,
    MBGNBD,
    NBD,
    Customers,
    GammaGamma,
    Outlook,
    ParetoNBD,
    TransactionModel,
    Values,
    value_customers,
    value_one,
)
from stamkund.quant.clv.phases import phase_weights
from stamkund.quant.clv.renewal_one import count_events

SPEND = GammaGamma.with_parameters(p=6.25, q=3.74, gamma=15.44)
SHAPES, TIMES = st.floats(0.05, 20.0), st.floats(0.5, 200.0)
OUTLOOKS = st.builds(
    Outlook, st.sampled_from([0.0, 4.0, 52.0, 156.0, inf]), st.sampled_from([0.0005, 0.0018, 0.05]), st.just(0.8)
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[float, float, float, float]:
    """x, t_x, T and m, on a grid of days."""
    days = draw(st.integers(0, 1500))
    x = draw(st.integers(0, min(days, 300)))
    last = draw(st.integers(x, days)) if x else 0
    return float(x), last / 7, days / 7, draw(st.floats(-50.0, 5000.0))


MODELS = st.one_of(
    st.builds(NBD.with_parameters, r=SHAPES, alpha=TIMES),
    *(st.builds(kind.with_parameters, r=SHAPES, alpha=TIMES, a=SHAPES, b=SHAPES) for kind in (BGNBD, MBGNBD)),
    st.builds(ParetoNBD.with_parameters, r=SHAPES, alpha=TIMES, s=SHAPES, beta=TIMES),
)
REGULAR = st.one_of(
    *(
        st.builds(kind.with_parameters, r=SHAPES, alpha=TIMES, a=SHAPES, b=SHAPES, k=st.integers(2, 6))
        for kind in (BGCNBD, MBGCNBD)
    )
)


@given(model=MODELS, customer=histories(), outlook=OUTLOOKS)
def test_one_customer_is_valued_as_in_the_crowd(
    model: TransactionModel, customer: tuple[float, float, float, float], outlook: Outlook
) -> None:
    x, t_x, T, m = customer
    crowd = value_customers(model, SPEND, Customers(*(np.array([value]) for value in customer)), outlook)
    one = value_one(model, SPEND, outlook, x=x, t_x=t_x, T=T, m=m)
    near = 1e-6 if isinf(outlook.horizon) else 1e-9  # centuries ahead, SciPy's 2F1 shows where r + x - a is whole
    for name in Values.__slots__:
        size = crowd.clv[0] ** (2 if name == "variance" else 1) if name in {"variance", "low"} else 0.0
        assert getattr(one, name) == pytest.approx(getattr(crowd, name)[0], rel=near, abs=near * size), name


@given(model=REGULAR, customer=histories(), outlook=OUTLOOKS)
def test_one_regular_customer_is_counted_as_the_mean_over_the_phases(
    model: BGCNBD, customer: tuple[float, float, float, float], outlook: Outlook
) -> None:
    """Nothing else goes into `value_one`; the quantiles made of it amplify differences where a purchase is unlikely."""
    k, (x, t_x, T, _) = model.k_, customer
    crowd = model.discounted_count(x + np.arange(float(k)) / k, np.full(k, T), outlook)
    share = np.array([(T - t_x) / (model.parameter("alpha") + T)])
    weights = phase_weights(k, np.array([model.parameter("r") + k * x]), share)[0]
    alive, *counts = model.ahead_one(x, t_x, T, outlook)
    assert alive == pytest.approx(model.probability_alive(x, t_x, T)[0], rel=1e-12)
    assert counts == pytest.approx([field @ weights for field in crowd.fields], rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("k", [1, 2, 3, 6, 12])
@pytest.mark.parametrize(
    ("shape", "a", "b", "z"),
    [
        (0.05, 0.4, 1.8, 30.0),
        (1.3, 15.2, 0.09, 2.0),
        (1.3, 1e-9, 1.0, 1.9),
        (40.0, 0.4, 1.8, 4.1),
        (310.0, 0.4, 99.0, 1e-3),
    ],
)
def test_counted_events_are_the_sums_they_stand_for(k: int, shape: float, a: float, b: float, z: float) -> None:
    """sum_m and sum_m 2(m-1) of P(event mk - j has come, nobody left before), to all ten digits, however early."""
    times = np.array([0.01 * z, 0.3 * z, z])
    m = np.arange(1.0, 6_000.0)[:, None]
    stays = np.exp(betaln(a, b + m - 1.0) - betaln(a, b))
    for j in range(k):
        at_least = stays * betainc(m * k - j, shape + j, times / (1.0 + times))
        counted = count_events(np.eye(k)[j], shape, a, b, times)
        assert counted is not None
        once, pairs, none = counted
        assert once == pytest.approx(at_least.sum(axis=0), rel=1e-9)
        assert pairs == pytest.approx((2.0 * (m - 1.0) * at_least).sum(axis=0), rel=1e-9)
        assert none == pytest.approx(betainc(shape + j, k - j, 1.0 / (1.0 + times)), rel=1e-9)


def test_more_events_than_can_be_counted_are_left_to_the_sums_over_arrays() -> None:
    chances = np.array([0.5, 0.5])
    assert count_events(chances, 1.3, 0.4, 1.8, np.array([1.0, 500.0])) is None
    assert count_events(chances, 2000.0, 0.4, 1.8, np.array([1.0])) is None
    assert count_events(chances, 1.3, 0.4, 1.8, np.zeros(2)) is None
