"""A view as a sentence: "Customers who are companies, live in Falun and are kept by me". Its words can be changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stamkund.web.customers.listing import Listing

# One clause per filter, in the order they are read; %(word)s is the word that can be changed.
CLAUSES: dict[str, str | Promise] = {
    "worth": gettext_lazy("are %(word)s"),
    "risk": gettext_lazy("are %(word)s"),
    "kind": gettext_lazy("are %(word)s"),
    "city": gettext_lazy("live in %(word)s"),
    "keeper": gettext_lazy("are kept by %(word)s"),
}
TITLES: dict[str, str | Promise] = {
    "worth": gettext_lazy("What they are worth"),
    "risk": gettext_lazy("Whether they stay"),
    "kind": gettext_lazy("People or companies"),
    "city": gettext_lazy("Where they live"),
    "keeper": gettext_lazy("Who keeps them"),
}
WORDS: dict[str, dict[str, str | Promise]] = {
    "worth": {"high": gettext_lazy("valuable"), "low": gettext_lazy("of lesser value")},
    "risk": {"slipping": gettext_lazy("slipping"), "staying": gettext_lazy("staying")},
    "kind": {"person": gettext_lazy("people"), "organisation": gettext_lazy("companies")},
    "keeper": {"me": gettext_lazy("me"), "nobody": gettext_lazy("nobody")},
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One word a filter can have, and the list it leads to."""

    text: str
    query: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """One filter: the text before and after its *word*, what else it can be, and the list without it."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    before: str = ""
    word: str = ""
    after: str = ""
    without: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The filters that hold, and those that could."""

    said: tuple[Clause, ...]
    unsaid: tuple[Clause, ...]


def sentence_of(listing: Listing, staff: Sequence[tuple[int, str]]) -> Sentence:
    """Return *listing* as a sentence; *staff* are key and name of those who may keep customers."""
    said = [_said(listing, name, staff) for name in CLAUSES if name in listing.filters]
    unsaid = tuple(_clause(listing, name, staff) for name in CLAUSES if name not in listing.filters)
    return Sentence(tuple(_without_repeats(said)), unsaid)


def _without_repeats(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """Say "are valuable and slipping", not "are valuable and are slipping"."""
    before = ""
    for clause in clauses:
        yield replace(clause, before="") if clause.before == before else clause
        before = clause.before


def _said(listing: Listing, name: str, staff: Sequence[tuple[int, str]]) -> Clause:
    value = listing.filters[name]
    before, _mark, after = str(CLAUSES[name]).partition("%(word)s")
    clause = _clause(listing, name, staff)
    word = dict(_words(name, staff)).get(value, value)
    return Clause(name, clause.title, clause.choices, before, word, after.strip(), listing.query(**{name: ""}))


def _clause(listing: Listing, name: str, staff: Sequence[tuple[int, str]]) -> Clause:
    here = listing.filters.get(name)
    choices = tuple(Choice(word, listing.query(**{name: value}), value == here) for value, word in _words(name, staff))
    return Clause(name, str(TITLES[name]), choices)


def _words(name: str, staff: Sequence[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    for value, word in WORDS.get(name, {}).items():
        yield value, str(word)
    if name == "keeper":
        for key, keeper in staff:
            yield str(key), keeper


def title_of(listing: Listing) -> str:
    """Return what a list is called before anybody gave it a name: its changed words."""
    words = [dict(WORDS.get(name, {})).get(value, value) for name, value in listing.filters.items()]
    return ", ".join(str(word) for word in words).capitalize() or _("All")
