"""Guessing: first by the whole heading, then by the words in it, last by what stands in the column."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from stamkund.imports.columns.profile import ColumnProfile
from stamkund.imports.columns.synonyms import plain, synonym_words, synonyms, words
from stamkund.imports.formats.records import Column

# Enough of a column must look right before a field is guessed by content alone.
CERTAIN_SHARE = 0.8
# A column called "Amount" may be full of faults and still be the amount; one that only mentions the word may not.
NAMED_SHARE, LIKELY_SHARE = 0.1, 0.5
CONTENT: Mapping[str, Mapping[str, Callable[[ColumnProfile], bool]]] = MappingProxyType(
    {
        "parties": {
            "mail": lambda column: column.share("mails") > CERTAIN_SHARE,
            "phone": lambda column: column.share("phones") > CERTAIN_SHARE and column.share("dates") < CERTAIN_SHARE,
        },
        "purchases": {
            "date": lambda column: column.share("dates") > CERTAIN_SHARE,
            "mail": lambda column: column.share("mails") > CERTAIN_SHARE,
            "amount": lambda column: column.share("numbers") > CERTAIN_SHARE and column.share("fractions") > 0.5,
        },
    }
)
# A column named for money but full of words is not it: `Sales` may be a person.
MUST_HOLD = MappingProxyType(
    {"date": "dates", "quantity": "numbers", "unit_price": "numbers", "amount": "numbers", "direct_cost": "numbers"}
)


def guess_fields(kind: str, columns: Sequence[Column], profiles: Sequence[ColumnProfile]) -> dict[str, int]:
    """Field -> index of the column it most likely stands in. No column is used twice."""
    found: dict[str, int] = {}
    for guess, enough in ((_by_heading, NAMED_SHARE), (_by_words, LIKELY_SHARE), (_by_content, LIKELY_SHARE)):
        for column, profile in zip(columns, profiles, strict=True):
            if column.index not in found.values():
                field = guess(kind, column, profile)
                if field and field not in found and _holds(field, profile, enough):
                    found[field] = column.index
    return found


def guess_kind(columns: Sequence[Column], profiles: Sequence[ColumnProfile]) -> str:
    """Purchases when there are dates with money; else parties."""
    fields = guess_fields("purchases", columns, profiles)
    has_money = "amount" in fields or "unit_price" in fields
    return "purchases" if has_money and "date" in fields else "parties"


def _by_heading(kind: str, column: Column, _: ColumnProfile) -> str:
    return synonyms(kind).get(plain(column.heading), "")


def _by_words(kind: str, column: Column, _: ColumnProfile) -> str:
    heading = words(column.heading)
    return next((field for known, field in synonym_words(kind) if known and _is_most_of(known, heading)), "")


def _is_most_of(known: frozenset[str], heading: frozenset[str]) -> bool:
    """`date` is most of `sold date`; `customer` is not most of `became a customer date`."""
    return known <= heading and len(heading) <= 2 * len(known)


def _by_content(kind: str, _: Column, profile: ColumnProfile) -> str:
    return next((field for field, is_it in CONTENT[kind].items() if profile.filled and is_it(profile)), "")


def _holds(field: str, profile: ColumnProfile, enough: float) -> bool:
    needed = MUST_HOLD.get(field)
    return needed is None or not profile.filled or profile.share(needed) > enough
