"""Two mailings and one budget: Hillstrom's e-mails as if they were printed, learnt on one half, judged on the other."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from tools.plots.hillstrom import MENS, NOTHING, WOMENS, Hillstrom

from stamkund.quant.allocation import Allocation, Choices, allocate
from stamkund.quant.estimates import Estimate
from stamkund.quant.rows import Floats, Indices
from stamkund.quant.uplift import LoggedRounds, TLearner, Trial, doubly_robust_value, held_out
from stamkund.quant.uplift.outcome_models import predict

PRINTED = (0.5, 0.3)
"""What the men's and the women's mailing cost. Hillstrom's were e-mails and cost next to nothing."""
DRAWN = 1 / 3
"""The probability of each arm."""


@dataclass(frozen=True)
class Mailings:
    """The half that is judged: what each of n customers was sent, what came of it, and what the other half expects.

    `expected` (n, 3) is the outcome without a mailing, with the men's, with the women's. A policy (n, 3) has the
    probability with which it sends each customer each of these.
    """

    sent: Indices
    came: Floats
    expected: Floats
    cost: tuple[float, float] = PRINTED

    @classmethod
    def learn(cls, trial: Hillstrom, outcome: str, half: str = "hillstrom") -> Self:
        """A T-learner for each mailing against nothing, on the half that is not judged; its name draws the half."""
        came, judged = trial.came[outcome], held_out(range(trial.arm.size), "allocation", half, 0.5)
        expected = np.empty((int(judged.sum()), 3))
        for mailing in (MENS, WOMENS):
            learnt = ~judged & np.isin(trial.arm, (NOTHING, mailing))
            told = Trial.check(trial.arm[learnt] == mailing, came[learnt])
            arms = TLearner().fit(trial.known[learnt], told).arms_
            expected[:, [NOTHING, mailing]] = np.column_stack([predict(arm, trial.known[judged]) for arm in arms])
        return cls(trial.arm[judged], came[judged], expected)

    @property
    def size(self) -> int:
        return self.sent.size

    @property
    def gain(self) -> Floats:
        """What each mailing is expected to change (n, 2)."""
        return self.expected[:, MENS:] - self.expected[:, [NOTHING]]

    @property
    def choices(self) -> Choices:
        customer = np.repeat(np.arange(self.size), 2)
        return Choices.check(customer, np.tile(self.cost, self.size), self.gain.ravel())

    def allocate(self, budget: float) -> Allocation:
        return allocate(self.choices, budget)

    def send(self, rows: Indices) -> Floats:
        """The policy that sends what was chosen, each row of `choices` a customer and a mailing."""
        what = np.full(self.size, NOTHING)
        what[rows // 2] = MENS + rows % 2
        return np.asarray(np.eye(3)[what])

    def mens_first(self, budget: float) -> Floats:
        """The men's to those for whom it is expected to do most, as far as the budget goes."""
        best = np.argsort(-self.gain[:, 0], kind="stable")[: int(budget / self.cost[0])]
        return self.send(2 * best)

    def to_anybody(self, budget: float, *mailings: int) -> Floats:
        """The men's, the women's, or as many of each, to customers drawn at random."""
        each = budget / sum(self.cost[one - MENS] for one in mailings) / self.size
        policy = np.zeros((self.size, 3))
        policy[:, mailings] = each
        policy[:, NOTHING] = 1 - each * len(mailings)
        return policy

    def judge(self, policy: Floats, against: Floats | None = None) -> Estimate:
        """What came of a policy among all n customers, beyond another or beyond sending nothing; doubly robust.

        Both are judged by the same rounds: the weights of the difference are the difference of the weights.
        """
        more = policy - (self.send(np.empty(0, dtype=np.intp)) if against is None else against)
        everybody = np.arange(self.size)
        rounds = LoggedRounds(self.came, more[everybody, self.sent] / DRAWN)
        found = doubly_robust_value(rounds, self.expected[everybody, self.sent], (more * self.expected).sum(axis=1))
        return found.times(self.size)
