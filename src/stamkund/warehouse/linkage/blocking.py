"""Which pairs are compared at all: those that agree on some rule, chosen by what it costs on these records.

A rule is one field or two. Rules are taken from the cheapest on until the pairs they bring fill a budget: rare values
and pairs of values first. So a table with many fields gets many narrow rules, one with few gets wide ones.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import TypeAlias

from stamkund.quant.linkage.fields import TRAIT
from stamkund.warehouse.engine import DuckEngine, quoted

Rule: TypeAlias = tuple[str, ...]

PER_RECORD = 80
FEWEST, MOST = 500_000, 20_000_000
"""Pairs compared: so many for each record, within these bounds."""
BLOCKERS = (
    "given", "surname", "name", "birth", "year", "postcode", "area", "city", "street", "house", "mail", "local",
    "phone", "number",
)  # fmt: skip


def choose_rules(engine: DuckEngine, fields: Sequence[str], records: int) -> tuple[Rule, ...]:
    """The rules for the relation ``records``."""
    usable = [name for name in fields if name in BLOCKERS or name.startswith(TRAIT)]
    rules = [(name,) for name in usable] + list(combinations(usable, 2))
    costs = sorted((cost, rule) for rule, cost in zip(rules, _costs(engine, rules), strict=True) if cost)
    left = min(max(PER_RECORD * records, FEWEST), MOST)
    chosen: list[Rule] = []
    for cost, rule in costs:
        left -= cost
        if left < 0 and chosen:
            break
        chosen.append(rule)
    return tuple(rule for rule in chosen if not any(set(wider) < set(rule) for wider in chosen))


def _costs(engine: DuckEngine, rules: Sequence[Rule]) -> list[int]:
    """How many pairs agree on each rule."""
    return [_cost(engine, rule) for rule in rules]


def _cost(engine: DuckEngine, rule: Rule) -> int:
    names = [quoted(name) for name in rule]
    filled = " AND ".join(f"{name} IS NOT NULL" for name in names)
    groups = f"SELECT COUNT(*) AS size FROM records WHERE {filled} GROUP BY {', '.join(names)}"
    [(pairs,)] = engine.connection.execute(f"SELECT SUM(size * (size - 1) / 2) FROM ({groups})").fetchall()
    return int(pairs or 0)
