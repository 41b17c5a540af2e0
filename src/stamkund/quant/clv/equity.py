"""Customer equity: the value of the whole base, and how sure that sum is.

Single customers' luck evens out in the sum; what stays is that the parameters are themselves estimates. Their part is
carried over by the delta method in the logarithms of the parameters; both parts add up to a standard error.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from scipy.special import ndtri

from stamkund.quant.clv.arrays import Floats
from stamkund.quant.clv.estimator import Estimator
from stamkund.quant.clv.gamma_gamma import GammaGamma
from stamkund.quant.clv.histories import Histories
from stamkund.quant.clv.lifetime import Customers, Values
from stamkund.quant.clv.outlook import Outlook
from stamkund.quant.clv.transactions import TransactionModel

NUDGE = 1e-4


@dataclass(frozen=True, slots=True)
class Equity:
    """The sum of all values; at the outlook's level the truth lies between low and high."""

    total: float
    low: float
    high: float
    standard_error: float


def add_up(
    model: TransactionModel, spend: GammaGamma, customers: Customers, values: Values, outlook: Outlook
) -> Equity:
    """Sum the values and say how sure the sum is."""
    total = float(values.clv.sum())
    estimates = _spread(_timing_slopes(model, customers, values, outlook), model.log_covariance_)
    estimates += _spread(_spend_slopes(spend, customers, values), spend.log_covariance_)
    error = sqrt(float(values.variance.sum()) + estimates)
    return Equity(total, *log_interval(total, error, outlook.level), error)


def log_interval(total: float, error: float, level: float) -> tuple[float, float]:
    """An interval around a positive total that stays positive: total / k to total · k."""
    if total <= 0:
        return 0.0, 0.0
    factor = exp(float(ndtri((1.0 + level) / 2.0)) * sqrt(log(1.0 + (error / total) ** 2)))
    return total / factor, total * factor


def _timing_slopes(model: TransactionModel, customers: Customers, values: Values, outlook: Outlook) -> Floats:
    """Change of the total with each log parameter of the timing model, expected spend held fixed."""
    weighted = Histories.compress(customers.x, customers.t_x, customers.T, values.expected_spend)

    def total(parameters: dict[str, float]) -> float:
        nudged = type(model).with_parameters(**parameters)
        alive = nudged.probability_alive(weighted.x, weighted.t_x, weighted.T)
        count = nudged.given_alive(
            lambda x, T: nudged.discounted_mean(x, T, outlook), weighted.x, weighted.t_x, weighted.T
        )
        return float((weighted.weight * alive) @ count)

    return _slopes(total, model)


def _spend_slopes(spend: GammaGamma, customers: Customers, values: Values) -> Floats:
    """Change of the total with each log parameter of the spend model, expected purchases held fixed."""
    count = values.clv / np.where(values.expected_spend > 0, values.expected_spend, 1.0)

    def total(parameters: dict[str, float]) -> float:
        return float(count @ GammaGamma.with_parameters(**parameters).expected_spend(customers.x + 1.0, customers.m))

    return _slopes(total, spend)


def _slopes(total: Callable[[dict[str, float]], float], model: Estimator) -> Floats:
    known = model.parameters_
    here = total(known)
    there = [total({**known, name: known[name] * exp(NUDGE)}) for name in model.PARAMETERS]
    return (np.array(there) - here) / NUDGE


def _spread(slopes: Floats, covariance: Floats) -> float:
    """Variance carried over; unknown (infinite) covariance counts as none here, since `doubts_` already says so."""
    return float(slopes @ covariance @ slopes) if np.all(np.isfinite(covariance)) else 0.0
