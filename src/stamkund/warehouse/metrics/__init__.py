"""The metrics: one `.sql` file each, a single SELECT that reads other relations by name.

`terms` is a relation of one row that every metric may read: `as_of` (the last day that counts), `every` (1 = all
customers, k = every k-th), `months` (in a period of a cohort table), `cost_share` (cost assumed per unit of revenue
where it is not known; NULL = money is revenue). `rates` gives what one unit of a currency is worth.
"""

from functools import cache
from importlib.resources import files

from stamkund.warehouse.engine import Engine

STACK = ("purchase", "purchase_day", "customer_summary")
"""Metrics that build on each other, in order."""


@cache
def metric(name: str) -> str:
    """The SQL of a metric."""
    return files(__package__).joinpath(f"{name}.sql").read_text(encoding="utf-8").rstrip().removesuffix(";")


def define_stack(engine: Engine) -> None:
    """Make the stacked metrics available by name; `terms` and `rates` must exist."""
    for name in STACK:
        engine.define(name, metric(name))
