"""One customer in plain numbers: whatever the parameters, the same as `value_customers` says."""

from math import inf, isinf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    near = 1e-3 if isinf(outlook.horizon) else 1e-6
    expected, *discounted = (field @ weights for field in crowd.fields)
    assert counts[1:] == pytest.approx(discounted, rel=near, abs=1e-9)
    if not isinf(outlook.horizon):  # centuries of purchases, none of which is worth anything, are not counted finely
        assert counts[0] == pytest.approx(expected, rel=near, abs=1e-9)
