"""What was learnt about the agreement of fields: m and u of every level (Fellegi & Sunter 1969), as match weights.

m is how often two records of one person reach the level, u how often two of different persons do; log2(m/u) is the
weight of evidence in bits. The sum over fields and the prior is log2 of the odds that two records are one person.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

from stamkund.quant.linkage.clusters import Pairs
from stamkund.quant.linkage.comparisons import Comparison, comparisons_of
from stamkund.quant.linkage.fields import Record
from stamkund.quant.linkage.weighing import Prior

NOT_SEEN = 1e-6
"""m or u of a level that did not come up among the pairs learnt from, as Splink has it."""
TINIEST = 1e-300
MEASURES = ("m_probability", "u_probability")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A comparison with the m and u of its levels, the last of them for unlike."""

    comparison: Comparison
    m: tuple[float, ...]
    u: tuple[float, ...]

    def bits(self, one: Record, other: Record, share_of: Callable[[str, str], float | None]) -> float:
        """The weight of two records in this field; `share_of` a field and its value among all records."""
        at = self.comparison.level(one, other)
        if at is None:
            return 0.0
        weight = log2(self.m[at]) - log2(self.u[at])
        term = self.comparison.levels[at].term if at < len(self.comparison.levels) else None
        share = share_of(term, one.get(term) or "") if term else None
        return weight + (log2(self.u[at] / share) if share else 0.0)


@dataclass(frozen=True, slots=True)
class Model:
    """Everything a check of one record needs: the priors, the weighed comparisons, the blocking rules."""

    prior: Prior
    weighed: tuple[Weighed, ...]
    rules: tuple[tuple[str, ...], ...]

    @classmethod
    def from_settings(
        cls, settings: Mapping[str, Any], fields: Sequence[str], rules: Sequence[tuple[str, ...]], prior: Prior
    ) -> "Model":
        """From the settings of a trained Splink linker."""
        known = {one.field: one for one in comparisons_of(fields)}
        weighed = [_weighed(known[one["output_column_name"]], one) for one in settings["comparisons"]]
        return cls(prior, tuple(weighed), tuple(rules))


def _weighed(comparison: Comparison, told: Mapping[str, Any]) -> Weighed:
    levels = [level for level in told["comparison_levels"] if not level.get("is_null_level")]
    m, u = (tuple(max(level.get(name, NOT_SEEN), TINIEST) for level in levels) for name in MEASURES)
    return Weighed(comparison, m, u)


@dataclass(frozen=True, slots=True)
class Linked:
    """What the batch found: compared pairs worth keeping, what was learnt, and why not to trust it.

    Doubts: "few_records", "not_trained" where the records did not suffice to learn some field, "household_or_person"
    where no given name, birth date, number or trait is known, so that a household comes out as one, "nothing_agrees"
    where no two records have a value in common.
    """

    pairs: Pairs
    model: Model
    doubts: tuple[str, ...]
