"""Learning m and u with Splink, and what is done where records are too few for it."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from stamkund.quant.linkage.comparisons import comparisons_of
from stamkund.quant.linkage.model import MEASURES, NOT_SEEN, TINIEST
from stamkund.quant.linkage.own_fields import OwnField
from stamkund.quant.rows import Floats
from stamkund.warehouse.linkage.blocking import Rule

SAMPLED: Final = 1e6
"""Pairs of any two records looked at for u, and blocked pairs for m."""
LESSONS: Final[tuple[Rule, ...]] = (
    ("given", "surname"), ("birth",), ("number",), ("mail",), ("phone",), ("postcode",), ("street",), ("city",),
    ("given",), ("surname",), ("name",),
)  # fmt: skip
"""What may be blocked on to learn the m of all other fields, best first."""
ENOUGH_LESSONS: Final = 3
FEWEST_LEARNT: Final = 2
"""Fields that a lesson must leave to learn: of one alone, m and the share of matches cannot both be found."""
ALIKE: Final = 0.95
"""m of equal values in a field that could not be learnt, as Splink has it; the other levels share the rest."""


def train(linker: Any, fields: Sequence[str], seed: int) -> None:
    """Learn u from pairs drawn at random and m by expectation maximisation (Winkler 1988) within blocks."""
    from splink import block_on  # noqa: PLC0415  (the extra `link`, and slow to import)
    from splink.internals.exceptions import EMTrainingException  # noqa: PLC0415  (as above)

    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED, seed=seed + 1)
    learnt = 0
    for rule in LESSONS:
        if learnt == ENOUGH_LESSONS or not _teaches(rule, fields):
            continue
        before = linker._settings_obj.core_model_settings.copy()  # noqa: SLF001  (a lesson that fails loses its fields)
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(
                block_on(*rule), estimate_without_term_frequencies=True, max_pairs=SAMPLED
            )
            learnt += 1
        except (EMTrainingException, ValueError):  # no pairs, or so few that an m sinks to 0
            linker._settings_obj.core_model_settings = before  # noqa: SLF001  (as above)


def _teaches(rule: Rule, fields: Sequence[str]) -> bool:
    """Whether it can be blocked on and leaves enough fields that do not look at what it holds equal."""
    left = [one for one in comparisons_of(fields) if one.looks_at.isdisjoint(rule)]
    return set(rule) <= set(fields) and len(left) >= FEWEST_LEARNT


def complete(settings: dict[str, Any], records: int) -> bool:
    """Give every level an m, in place, none below one in the number of records; whether every field had been learnt.

    From few pairs Splink concludes that what did not come up cannot happen, and rules out whoever it happens to.
    """
    trained = [_complete_field(one["comparison_levels"], 1 / records) for one in settings["comparisons"]]
    return all(trained)


def own_field(settings: dict[str, Any], name: str, bits: Floats) -> OwnField:
    """A field of a person's own, from its bits of each pair."""
    told = _levels(settings, name)
    m, u = (np.array([max(level.get(which, NOT_SEEN), TINIEST) for level in told]) for which in MEASURES)
    return OwnField.read(name, bits.astype(np.float64), m, u)


def put_back(settings: dict[str, Any], fields: Sequence[OwnField]) -> None:
    """What was learnt of the fields, in place of what Splink had learnt."""
    for field in fields:
        for level, m in zip(_levels(settings, field.name), field.m.tolist(), strict=True):
            level["m_probability"] = m


def _levels(settings: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The levels of a field but the one for not known, in the order of `comparisons`."""
    [one] = [one for one in settings["comparisons"] if one["output_column_name"] == name]
    return [level for level in one["comparison_levels"] if not level.get("is_null_level")]


def _complete_field(levels: Sequence[dict[str, Any]], least: float) -> bool:
    told = [level for level in levels if not level.get("is_null_level")]
    trained = any("m_probability" in level for level in told)
    for at, level in enumerate(told):
        assumed = least if trained else ALIKE if at == 0 else (1 - ALIKE) / (len(told) - 1)
        level["m_probability"] = max(level.get("m_probability", assumed), least)
    return trained
