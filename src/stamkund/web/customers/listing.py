"""What a list of customers is asked for: filters, order and place, read from the address and written back to it.

An address from somewhere else may say anything; what is not understood is left out, and the rest holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Final
from urllib.parse import urlencode

from stamkund.web.customers.orders import DEFAULT_ORDER, ORDERS, Order

KINDS: Final = ("person", "organisation")
WORTHS: Final = ("high", "low")
RISKS: Final = ("slipping", "staying")
LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: ``city`` as it was written, ``keeper`` a user's number, "me" or "nobody"; empty means no filter."""

    keeper: str = ""
    kind: str = ""
    city: str = ""
    worth: str = ""
    risk: str = ""
    sort: str = ""
    after: str = field(default="", compare=False)

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Listing":
        """Read a query string."""
        return cls(
            keeper=_keeper(query.get("keeper", "")),
            kind=_one_of(KINDS, query.get("kind", "")),
            city=query.get("city", "").replace("\0", "").strip()[:LONGEST_WORD],
            worth=_one_of(WORTHS, query.get("worth", "")),
            risk=_one_of(RISKS, query.get("risk", "")),
            sort=_one_of(ORDERS, query.get("sort", "")),
            after=query.get("after", "")[:400],
        )

    @property
    def order_name(self) -> str:
        """The order asked for, else the one such a list is read in: what somebody is worth, or their name."""
        return self.sort or ("-value" if self.worth or self.risk else DEFAULT_ORDER)

    @property
    def order(self) -> Order:
        return ORDERS[self.order_name]

    @property
    def filters(self) -> dict[str, str]:
        """What narrows the list."""
        named = {name: getattr(self, name) for name in ("worth", "risk", "kind", "city", "keeper")}
        return {name: value for name, value in named.items() if value}

    def query(self, **changes: str) -> str:
        """Return the query string of this list with some things *changed*; its place is not part of it."""
        changed = replace(self, **{"after": "", **changes})
        words = changed.filters
        if changed.sort:
            words["sort"] = changed.sort
        if changed.after:
            words["after"] = changed.after
        return urlencode(words)


def amount(text: str) -> Decimal:
    """Return the amount an address says, nothing for anything else."""
    try:
        said = Decimal(text[:30])
    except InvalidOperation:
        return Decimal(0)
    return said if said.is_finite() else Decimal(0)


def _one_of(known: "tuple[str, ...] | Mapping[str, object]", word: str) -> str:
    return word if word in known else ""


def _keeper(word: str) -> str:
    return word if word in {"me", "nobody"} or (word.isascii() and word.isdecimal() and len(word) < 10) else ""
