"""The words for our fields, read from the table beside this file."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from stamkund.kit.folding import fold

_SIGNS = re.compile(r"[^a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def plain(heading: str) -> str:
    """A heading as it is compared: `Invoice No.`, `invoice_no` and `InvoiceNo` are all `invoiceno`."""
    return _SIGNS.sub("", fold(heading))


def words(heading: str) -> frozenset[str]:
    """The words of a heading, where blanks, signs and capitals divide it."""
    return frozenset(_SIGNS.split(fold(_CAMEL.sub(" ", heading)))) - {""}


@cache
def synonyms(kind: str) -> dict[str, str]:
    """Every known heading of `kind` (parties, purchases) in its plain form, to its field."""
    found: dict[str, str] = {}
    for field, languages in _table()[kind].items():
        for heading in (one for headings in languages.values() for one in headings):
            found.setdefault(plain(heading), field)
    return found


@cache
def synonym_words(kind: str) -> tuple[tuple[frozenset[str], str], ...]:
    """The same headings as sets of words, the longest first: `Net invoice date (CET)` holds `invoice date`."""
    found = [
        (words(heading), field)
        for field, languages in _table()[kind].items()
        for headings in languages.values()
        for heading in headings
        if len(heading) > 3
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def _table() -> dict[str, dict[str, dict[str, list[str]]]]:
    return tomllib.loads(files(__package__).joinpath("synonyms.toml").read_text("utf-8"))
