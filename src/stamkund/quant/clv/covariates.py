"""Pareto/NBD with what is known about customers: static covariates on buying and on leaving.

alpha_i = alpha e^(-trans'z_i) and beta_i = beta e^(-life'z_i) (Fader & Hardie 2007, "Incorporating time-invariant
covariates into the Pareto/NBD and BG/NBD models"; Bachmann, Meierer & Näf 2021): a positive `trans` buys more often, a
positive `life` leaves sooner. A customer with given covariates is a customer of a plain Pareto/NBD.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.clv.arrays import Floats, Indices, as_floats, distinct_rows
from stamkund.quant.clv.covariate_likelihood import CovariateLikelihood
from stamkund.quant.clv.covariate_table import CovariateTable, covariate
from stamkund.quant.clv.estimator import Estimator
from stamkund.quant.clv.histories import Histories, as_histories, check_histories
from stamkund.quant.clv.maximum import Maximum, maximise
from stamkund.quant.clv.pareto_nbd import ParetoNBD
from stamkund.quant.clv.transactions import time_unit

Columns = Mapping[str, ArrayLike]


class ParetoNBDWithCovariates(Estimator):
    """Pareto/NBD whose alpha and beta depend on the customer.

    Learnt besides: `plain_`, the fit without covariates, `customers_`, `tuples_`; `parameters_` has `trans.<name>` and
    `life.<name>` for every covariate after r, alpha, s, beta, and their standard errors likewise. `log_covariance_`
    and `condition_` are those of the logarithms and coefficients.
    """

    PARAMETERS = ParetoNBD.PARAMETERS

    plain_: ParetoNBD
    customers_: float
    tuples_: int

    def fit(
        self,
        x: ArrayLike,
        t_x: ArrayLike,
        T: ArrayLike,
        *,
        trans: Columns,
        life: Columns,
        weight: ArrayLike | None = None,
    ) -> Self:
        """Learn parameters and coefficients.

        Raises BadHistoryError, TooLittleDataError or, for a covariate that tells nobody apart, ClvError.
        """
        x, t_x, T = as_floats(x), as_floats(t_x), as_floats(T)
        weights = np.ones_like(x) if weight is None else as_floats(weight)
        check_histories(x, t_x, T, weights)
        tables = CovariateTable.read(trans, x.size), CovariateTable.read(life, x.size)
        self.plain_ = ParetoNBD().fit(x, t_x, T, weights)
        kinds, kind = distinct_rows([*tables[0].values.T, *tables[1].values.T], x.size)
        rows, row = distinct_rows([x, t_x, T, kind.astype(np.float64)], x.size)
        histories = Histories(x[rows], t_x[rows], T[rows], np.bincount(row, weights).astype(np.float64))
        self._climb(histories, kind[rows], *(table.take(kinds) for table in tables))
        return self

    @classmethod
    def with_parameters(cls, **parameters: float) -> Self:
        """r, alpha, s, beta and coefficients known beforehand: `**{"r": 1.8, …, "life.Gender": -0.6}`."""
        model = super().with_parameters(**parameters)
        model.parameters_ = {name: float(value) for name, value in parameters.items()}
        model.log_covariance_ = np.zeros((len(parameters), len(parameters)))
        return model

    @property
    def likelihood_ratio_(self) -> float:
        """Twice the gain over the plain model: chi-square with one degree for each coefficient if they do nothing."""
        return 2.0 * (self.log_likelihood_ - self.plain_.log_likelihood_)

    def each(self, customers: int, *, trans: Columns, life: Columns) -> Iterator[tuple[ParetoNBD, Indices]]:
        """A plain model for every distinct set of covariates, and the rows of the customers it is for.

        What takes a plain model, `value_customers` say, is given each in turn: the cost follows the distinct sets.
        """
        alpha = self.parameter("alpha") * np.exp(-self._effect("trans", trans, customers))
        beta = self.parameter("beta") * np.exp(-self._effect("life", life, customers))
        kinds, kind = distinct_rows([alpha, beta], customers)
        order, ends = np.argsort(kind, kind="stable"), np.cumsum(np.bincount(kind, minlength=kinds.size))
        r, s = self.parameter("r"), self.parameter("s")
        for first, rows in zip(kinds, np.split(order, ends[:-1]), strict=True):
            yield ParetoNBD.with_parameters(r=r, alpha=alpha[first], s=s, beta=beta[first]), rows

    def probability_alive(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, *, trans: Columns, life: Columns) -> Floats:
        """P(alive at T | x, t_x, T, covariates)."""
        return self._ask(lambda model, *rows: model.probability_alive(*rows), (x, t_x, T), trans, life)

    def expected_purchases(
        self, horizon: float, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, *, trans: Columns, life: Columns
    ) -> Floats:
        """E[Y(horizon) | x, t_x, T, covariates]: purchases expected in (T, T + horizon]."""
        return self._ask(lambda model, *rows: model.expected_purchases(horizon, *rows), (x, t_x, T), trans, life)

    def _ask(
        self,
        question: Callable[[ParetoNBD, Floats, Floats, Floats], Floats],
        histories: tuple[ArrayLike, ArrayLike, ArrayLike],
        trans: Columns,
        life: Columns,
    ) -> Floats:
        """The answers of each customer's own plain model."""
        x, t_x, T = as_histories(*histories)
        answers = np.empty(x.size)
        for model, rows in self.each(x.size, trans=trans, life=life):
            answers[rows] = question(model, x[rows], t_x[rows], T[rows])
        return answers

    def _effect(self, process: str, columns: Columns, customers: int) -> Floats:
        """coefficients'z of every customer for buying (trans) or leaving (life)."""
        effect = np.zeros(customers)
        for name, coefficient in self.parameters_.items():
            if name.startswith(f"{process}."):
                effect += coefficient * covariate(columns, name.removeprefix(f"{process}."), customers)
        return effect

    def _climb(self, histories: Histories, kind: Indices, trans: CovariateTable, life: CovariateTable) -> None:
        unit = time_unit(histories)
        scaled = Histories(histories.x, histories.t_x / unit, histories.T / unit, histories.weight)
        likelihood = CovariateLikelihood(scaled, kind, trans.standard, life.standard)
        start = np.log([self.plain_.parameters_[name] for name in self.PARAMETERS])
        start[[1, 3]] -= np.log(unit)
        coefficients = np.zeros(len(trans.names) + len(life.names))
        top = maximise(likelihood.log_likelihood, np.concatenate([start, coefficients]), histories.customers)
        self._unscale(top, unit, trans, life)
        self.log_likelihood_ = top.log_likelihood - histories.repeat_purchases * float(np.log(unit))
        self.customers_, self.tuples_ = histories.customers, histories.x.size
        self.condition_, self.converged_ = top.condition, top.converged
        unseen = tuple(doubt for doubt in self.plain_.doubts_ if doubt == "no_dropout")
        self.doubts_ = (*unseen, *top.doubts)

    def _unscale(self, top: Maximum, unit: float, trans: CovariateTable, life: CovariateTable) -> None:
        """From standardised covariates and time in mean T back to the caller's."""
        back = np.eye(top.log_parameters.size)
        ends = 4 + len(trans.names)
        for row, table, columns in ((1, trans, slice(4, ends)), (3, life, slice(ends, None))):
            back[row, columns] = table.mean / table.spread
            back[columns, columns] = np.diag(1.0 / table.spread)
        found = back @ top.log_parameters
        found[[1, 3]] += np.log(unit)
        found[:4] = np.exp(found[:4])
        finite = np.isfinite(top.condition)
        self.log_covariance_ = back @ top.log_covariance @ back.T if finite else top.log_covariance
        errors = np.sqrt(np.diag(self.log_covariance_))
        errors[:4] *= found[:4]
        names = (*self.PARAMETERS, *(f"trans.{name}" for name in trans.names), *(f"life.{name}" for name in life.names))
        self.parameters_ = dict(zip(names, found.tolist(), strict=True))
        self.standard_errors_ = dict(zip(names, errors.tolist(), strict=True))
