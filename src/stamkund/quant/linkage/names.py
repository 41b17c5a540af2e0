"""Names of people and companies."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from stamkund.quant.linkage.text import folded

COMPANY_FORMS: Final = frozenset((
    "ab", "aktiebolag", "publ", "hb", "kb", "asa", "ans", "enk", "aps", "ivs", "oy", "oyj", "ltd", "limited", "plc",
    "llc", "llp", "inc", "incorporated", "corp", "corporation", "company", "gmbh", "mbh", "kg", "ag", "ug", "bv", "nv",
    "sarl", "sas", "srl", "spa", "a/s", "i/s", "k/s",
))  # fmt: skip
"""Legal forms, which one list has and another has not."""
FORMS_AT_THE_END: Final = frozenset(("as", "da", "sa", "co"))
"""Legal forms that may be part of a person's name elsewhere."""
PARTICLES: Final = frozenset(("af", "av", "da", "de", "den", "der", "di", "du", "la", "le", "van", "von"))
"""Words before a surname."""
SPELT: Final = re.compile(r"\b[aik]/s\b|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: `given` and `surname` as single words, `words` all of them in alphabetical order."""

    given: str
    surname: str
    words: str


def take_apart(full: str | None, given: str | None, surname: str | None) -> Name:
    """What can be known of a name from a full name, a given name and a surname, of which any may be missing.

    The full names "Dalsjö, Karin" and "Da Silva, Jo" are turned round. Legal forms fall away unless nothing would be
    left.
    """
    first, last = folded(given).split(), folded(surname).split()
    words = _without_forms(_turned(full) if full else f"{given or ''} {surname or ''}")
    if not first and words and (full or not last):
        first = words[:1]
    if not last and full and len(words) > 1:
        last = words[-1:]
    return Name(" ".join(first), " ".join(last), " ".join(sorted(set(words))) if len(words) > 1 else "")


def _without_forms(text: str) -> list[str]:
    """The words but legal forms, which are known by their spelling: Ås and Sá are none."""
    told = SPELT.findall(unicodedata.normalize("NFC", text.casefold()))
    kept = [word for word in told if word not in COMPANY_FORMS] or told
    while len(kept) > 1 and kept[-1] in FORMS_AT_THE_END:
        kept.pop()
    return folded(" ".join(kept)).split()


def _turned(full: str) -> str:
    """Surname, given names → given names surname; other commas are left alone."""
    before, comma, after = full.partition(",")
    *particles, _last = before.casefold().split() or [""]
    if comma and before.strip() and PARTICLES.issuperset(particles) and "," not in after and after.strip():
        return f"{after} {before}"
    return full
