"""Pareto/NBD where it differs from its neighbours: the race between buying and leaving, and its closed forms."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import hyp2f1, hyperu

from stamkund.quant.clv import Histories, ParetoNBD
from stamkund.quant.clv.arrays import Floats
from stamkund.quant.clv.pareto_likelihood import ParetoLikelihood
from stamkund.quant.clv.race import leaves_first, race

CDNOW = {"r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669}


def hypergeometric(n: Floats, s: float, ratio: Floats) -> Floats:
    """The textbook's two cases, alpha >= beta and alpha <= beta."""
    above = hyp2f1(1.0, n, n + s + 1.0, 1.0 - ratio)
    below = hyp2f1(1.0, s + 1.0, n + s + 1.0, 1.0 - 1.0 / ratio) / ratio
    return s / (n + s) * np.where(ratio <= 1, above, below)


@pytest.mark.parametrize("s", [0.05, 0.6, 3.0, 50.0])
def test_the_race_is_the_hypergeometric_function_on_both_sides(s: float) -> None:
    n, ratio = (part.ravel() for part in np.meshgrid(np.geomspace(0.1, 300, 12), np.geomspace(0.1, 10, 11)))
    assert leaves_first(n, s, ratio) == pytest.approx(hypergeometric(n, s, ratio), rel=1e-10)


@pytest.mark.parametrize(("n", "s", "ratio"), [(1500.5, 0.3, 5e-4), (10_000.5, 0.6, 200.0), (0.3, 20.0, 1e-3)])
def test_the_race_holds_where_alpha_and_beta_are_far_apart(n: float, s: float, ratio: float) -> None:
    """SciPy gives NaN for some of these; the integral is taken adaptively instead."""

    def integrand(y: float) -> float:
        return float(s * np.exp(-s * y - n * np.log1p(ratio * np.expm1(y))))

    turn = 1.0 / (s + n * min(ratio, 1.0))
    parts = [quad(integrand, a * turn, b * turn, epsabs=0, epsrel=1e-11)[0] for a, b in ((0, 1), (1, 8), (8, 80))]
    assert leaves_first(np.array([n]), s, np.array([ratio])) == pytest.approx(sum(parts), rel=1e-8)


def test_the_derivatives_of_the_race_are_its_differences() -> None:
    n, s, ratio = np.array([0.4, 3.5, 80.0]), 0.7, np.array([0.3, 1.0, 4.0])
    found, h = race(n, s, ratio), 1e-5
    assert found.by_n == pytest.approx(
        (leaves_first(n + h, s, ratio) - leaves_first(n - h, s, ratio)) / (2 * h), rel=1e-6
    )
    assert found.by_s == pytest.approx(
        (leaves_first(n, s + h, ratio) - leaves_first(n, s - h, ratio)) / (2 * h), rel=1e-6
    )
    grown, shrunk = leaves_first(n, s, ratio * np.exp(h)), leaves_first(n, s, ratio * np.exp(-h))
    assert found.by_log_ratio == pytest.approx((grown - shrunk) / (2 * h), rel=1e-6)


def test_the_likelihood_is_the_integral_over_the_moment_of_leaving() -> None:
    """Fader & Hardie 2005, note 009: L as alive at T, or gone at a moment u between t_x and T."""
    r, alpha, s, beta = CDNOW.values()
    x, t_x, T = 2.0, 30.43, 38.86

    def gone_at(u: float) -> float:
        return float(s * beta**s * (beta + u) ** (-s - 1) * alpha**r * (alpha + u) ** (-r - x))

    alive = alpha**r * (alpha + T) ** (-r - x) * (beta / (beta + T)) ** s
    truth = np.log(r * (r + 1) * (alive + quad(gone_at, t_x, T, epsabs=0, epsrel=1e-12)[0]))
    likelihood = ParetoLikelihood(Histories.compress([x], [t_x], [T]))
    assert likelihood.log_likelihood(r, np.array([alpha]), s, np.array([beta]))[0] == pytest.approx(truth, rel=1e-12)


@pytest.mark.parametrize("point", [(0.6, 10.0, 0.6, 12.0), (2.7, 0.05, 7.0, 150.0), (0.1, 150.0, 0.05, 0.02)])
def test_the_gradient_is_exact(point: tuple[float, ...], chance: np.random.Generator) -> None:
    T = chance.integers(1, 100, 300) / 7.0 + 1.0
    x = chance.poisson(1.5, T.size).astype(float)
    histories = Histories.compress(x, np.where(x > 0, T * chance.beta(2, 1, T.size), 0.0), T)
    log_likelihood, here = ParetoNBD()._log_likelihood(histories), np.log(point)
    differences = [(log_likelihood(here + h)[0] - log_likelihood(here - h)[0]) / 2e-5 for h in 1e-5 * np.eye(4)]
    assert log_likelihood(here)[1] == pytest.approx(differences, rel=2e-5, abs=1e-4)


def test_s_equal_to_one_takes_the_limit() -> None:
    def forecast(s: float) -> Floats:
        return ParetoNBD.with_parameters(**{**CDNOW, "s": s}).expected_purchases(39, 2, 30.43, 38.86)

    assert forecast(1.0) == pytest.approx((forecast(0.999) + forecast(1.001)) / 2, rel=1e-6)
    assert np.isfinite(forecast(1.0)).all()


@pytest.mark.parametrize("s", [0.05, 0.606, 1.3, 2.7])
@pytest.mark.parametrize("beta", [0.5, 11.669, 1e4])
def test_residual_purchases_are_those_by_tricomi_where_scipy_has_it_right(s: float, beta: float) -> None:
    """Fader, Hardie & Lee 2005, "RFM and CLV": delta^(s-1) (beta+T)^s U(s, s, delta (beta+T)), given alive."""
    model = ParetoNBD.with_parameters(r=0.553, alpha=10.578, s=s, beta=beta)
    row = x, _, T = np.array([0.0, 7.0]), np.array([0.0, 400.0]), np.array([8.0, 400.0])
    summed = model.discounted_residual_purchases(0.0027, *row) / model.probability_alive(*row)
    scale = beta + T
    closed = (0.553 + x) / (10.578 + T) * 0.0027 ** (s - 1) * scale**s * hyperu(s, s, 0.0027 * scale)
    assert summed == pytest.approx(closed, rel=1e-9)


@pytest.mark.parametrize(("s", "beta"), [(2.0, 1e-3), (1.0, 1e5), (40.0, 2.0), (1e-3, 1e-3)])
def test_residual_purchases_hold_where_scipy_has_it_wrong(s: float, beta: float) -> None:
    model = ParetoNBD.with_parameters(r=0.553, alpha=10.578, s=s, beta=beta)
    ends = np.array([0.0, 0.1, 1.0, 10.0, 100.0, 1e3, 1e4, 4e5])

    def worth(u: float) -> float:
        return float(np.exp(-1e-4 * u) * model.rate(np.array([u]), np.zeros(1), np.zeros(1))[0])

    parts = [quad(worth, a, b, epsabs=0, epsrel=1e-11)[0] for a, b in pairwise(ends)]
    assert model.discounted_residual_purchases(1e-4, 0, 0, 0) == pytest.approx(sum(parts), rel=1e-7)


def test_silence_is_waiting_or_leaving(chance: np.random.Generator) -> None:
    """Both clocks drawn: no purchase within 26 weeks because it is not yet due, or because the customer left before."""
    model = ParetoNBD.with_parameters(**CDNOW)
    n = 400_000
    buys = chance.exponential(1 / chance.gamma(CDNOW["r"] + 3, 1 / (CDNOW["alpha"] + 40), n))
    leaves = chance.exponential(1 / chance.gamma(CDNOW["s"], 1 / (CDNOW["beta"] + 40), n))
    seen = ((buys > 26) | (leaves < buys)).mean()
    assert model.silence(26, np.array([3.0]), np.array([40.0])) == pytest.approx(seen, abs=0.004)
