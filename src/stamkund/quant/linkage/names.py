"""Names of people and companies."""

from dataclasses import dataclass
from typing import Final

from stamkund.quant.linkage.text import folded

COMPANY_FORMS: Final = frozenset((
    "ab", "aktiebolag", "publ", "hb", "kb", "as", "asa", "ans", "da", "sa", "enk", "aps", "ivs", "oy", "oyj", "ltd",
    "limited", "plc", "llc", "llp", "inc", "incorporated", "corp", "corporation", "co", "company", "gmbh", "mbh", "kg",
    "ag", "ug", "bv", "nv", "sarl", "sas", "srl", "spa",
))  # fmt: skip
"""Legal forms, which one list has and another has not."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: `given` and `surname` as single words, `words` all of them in alphabetical order."""

    given: str
    surname: str
    words: str


def take_apart(full: str | None, given: str | None, surname: str | None) -> Name:
    """What can be known of a name from a full name, a given name and a surname, of which any may be missing.

    The full name "Dalsjö, Karin" is turned round. Legal forms fall away unless nothing would be left.
    """
    first, last = folded(given).split(), folded(surname).split()
    words = folded(_turned(full)).split() if full else [*first, *last]
    words = [word for word in words if word not in COMPANY_FORMS] or words
    if not first and words and (full or not last):
        first = words[:1]
    if not last and full and len(words) > 1:
        last = words[-1:]
    return Name(" ".join(first), " ".join(last), " ".join(sorted(set(words))) if len(words) > 1 else "")


def _turned(full: str) -> str:
    """Surname, given names → given names surname; other commas are left alone."""
    before, comma, after = full.partition(",")
    if comma and len(before.split()) == 1 and "," not in after and after.strip():
        return f"{after} {before}"
    return full
