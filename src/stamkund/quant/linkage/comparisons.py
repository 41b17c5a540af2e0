"""How two records are compared, field by field, in levels from alike to unlike (Fellegi & Sunter 1969).

A level is said once, as SQL for the engine of the batch and as Python for the check of one record; a test holds the two
equal. The first level that holds counts. Exact levels of fields with very unequal values (Smith, Zachariasson) carry
their `term`: agreement on what is rare says more (Winkler 2000).
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from stamkund.quant.linkage.fields import TRAIT, Record

Holds = Callable[[Record, Record], bool]


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of likeness: an SQL condition over ``…_l`` and ``…_r``, the same in Python, the field of its terms."""

    sql: str
    holds: Holds
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The levels of one field, most alike first; what none of them fits is unlike. Unknown on either side: no level."""

    field: str
    levels: tuple[Level, ...]

    @property
    def looks_at(self) -> set[str]:
        """The fields that any of the levels looks at."""
        return {field for level in self.levels for field in _needs(level.sql)}

    def level(self, one: Record, other: Record) -> int | None:
        """Which level two records reach, counted from 0, len(levels) for unlike; None where either is not known."""
        if not one.get(self.field) or not other.get(self.field):
            return None
        return next((at for at, level in enumerate(self.levels) if level.holds(one, other)), len(self.levels))


def comparisons_of(fields: Collection[str]) -> tuple[Comparison, ...]:
    """The comparisons that these fields allow."""
    found = [Comparison(name, levels) for name, levels in LEVELS.items() if name in fields]
    found += [Comparison(name, (equal(name, term=True),)) for name in fields if name.startswith(TRAIT)]
    return tuple(
        Comparison(one.field, tuple(level for level in one.levels if _needs(level.sql) <= set(fields))) for one in found
    )


def _needs(sql: str) -> set[str]:
    """The fields that a level looks at."""
    return set(re.findall(r"\b([a-z]\w*)_l\b", sql))


def equal(field: str, *, term: bool = False) -> Level:
    """The same value."""
    return Level(f"{field}_l = {field}_r", lambda a, b: _same(a, b, field), field if term else None)


def edits(field: str, most: int) -> Level:
    """At most so many letters changed, left out, put in or swapped."""
    sql = f"damerau_levenshtein({field}_l, {field}_r) <= {most}"
    return Level(
        sql, lambda a, b: DamerauLevenshtein.distance(_text(a, field), _text(b, field), score_cutoff=most) <= most
    )


def similar(field: str, least: float) -> Level:
    """Jaro-Winkler similarity (Winkler 1990)."""
    sql = f"jaro_winkler_similarity({field}_l, {field}_r) >= {least}"
    return Level(
        sql, lambda a, b: JaroWinkler.similarity(_text(a, field), _text(b, field), score_cutoff=least) >= least
    )


def turned() -> Level:
    """Given name and surname changed places."""
    return Level(
        "given_l = surname_r AND surname_l = given_r",
        lambda a, b: a.get("given") == b.get("surname") is not None and a.get("surname") == b.get("given") is not None,
    )


def among_words(field: str) -> Level:
    """The one's name stands somewhere among all names of the other."""
    sides = (f"contains(' ' || name_{b} || ' ', ' ' || {field}_{a} || ' ')" for a, b in (("l", "r"), ("r", "l")))
    return Level(" OR ".join(sides), lambda a, b: _stands_in(a, b, field) or _stands_in(b, a, field))


def part_of(field: str) -> Level:
    """The one value stands within the other: Medway, Rochester upon Medway."""
    return Level(
        f"contains({field}_l, {field}_r) OR contains({field}_r, {field}_l)",
        lambda a, b: _text(a, field) in _text(b, field) or _text(b, field) in _text(a, field),
    )


def near_mails(most: int) -> Level:
    """Mails at most so many letters apart; counted, which takes DuckDB long, only where they are similar."""
    near, counted = similar("mail", 0.85), edits("mail", most)
    return Level(
        f"CASE WHEN {near.sql} THEN {counted.sql} ELSE false END",
        lambda a, b: near.holds(a, b) and counted.holds(a, b),
    )


def near_mails_beyond_names(most: int) -> Level:
    """Mails at most so many letters apart, neither spelling its record's whole name: else likeness is the names'.

    As it looks at the names, blocks of one name do not teach what alike mails mean.
    """
    near = near_mails(most)
    spelt = " OR ".join(
        f"contains(local_{side}, given_{side}) AND contains(local_{side}, surname_{side})" for side in "lr"
    )
    return Level(
        f"({near.sql}) AND NOT coalesce({spelt}, false)",
        lambda a, b: near.holds(a, b) and not (_spells_name(a) or _spells_name(b)),
    )


def same_year_and_half(field: str = "birth") -> Level:
    """The same year, and month or day."""
    return Level(
        f"year_l = year_r AND ({field}_l[5:6] = {field}_r[5:6] OR {field}_l[7:8] = {field}_r[7:8])",
        lambda a, b: _same(a, b, "year") and _same_half(_text(a, field), _text(b, field)),
    )


def _text(record: Record, field: str) -> str:
    return record.get(field) or ""


def _same(one: Record, other: Record, field: str) -> bool:
    value = one.get(field)
    return value is not None and value == other.get(field)


def _same_half(one: str, other: str) -> bool:
    return one[4:6] == other[4:6] or one[6:8] == other[6:8]


def _spells_name(record: Record) -> bool:
    names = [_text(record, "given"), _text(record, "surname")]
    return all(name and name in _text(record, "local") for name in names)


def _stands_in(one: Record, other: Record, field: str) -> bool:
    words = other.get("name")
    return words is not None and f" {one[field]} " in f" {words} "


LEVELS: Final[dict[str, tuple[Level, ...]]] = {
    "given": (equal("given", term=True), turned(), similar("given", 0.9), among_words("given"), similar("given", 0.75)),
    "surname": (
        equal("surname", term=True),
        edits("surname", 1),
        similar("surname", 0.92),
        among_words("surname"),
        similar("surname", 0.8),
    ),
    "birth": (equal("birth"), edits("birth", 1), same_year_and_half(), equal("year"), edits("birth", 2)),
    "postcode": (equal("postcode", term=True), edits("postcode", 1), equal("area", term=True)),
    "city": (equal("city", term=True), similar("city", 0.88), part_of("city")),
    "street": (equal("street", term=True), similar("street", 0.9)),
    "house": (equal("house"),),
    "mail": (equal("mail", term=True), equal("local"), near_mails(1), near_mails_beyond_names(4)),
    "phone": (equal("phone", term=True), edits("phone", 1)),
    "number": (equal("number"), edits("number", 2)),
}
