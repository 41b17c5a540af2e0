"""What a found document looks like on the page. The last gate stands here: what ``visible_names`` lets through."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format

from stamkund.customers.models import ContactPoint, Identifier, Party
from stamkund.customers.queries import visible_names
from stamkund.dialogue.events import NoteCorrected
from stamkund.kit.folding import fold
from stamkund.purchases.models import Purchase
from stamkund.search.engines import Found
from stamkund.search.rules.snippets import Ranges, matched_ranges, snippet
from stamkund.search.rules.words import Atom
from stamkund.staff.models import User
from stamkund.timeline.models import Event
from stamkund.timeline.prepared_rows import PreparedRows

_NO_DIGIT = re.compile(r"\D")
SHORTEST_NUMBER = 4

_POINTS = PreparedRows(
    lambda keys: ContactPoint.objects.filter(party__in=keys).order_by("id").values_list("party", "value")
)
_NUMBERS = PreparedRows(lambda keys: Identifier.objects.filter(party__in=keys).values_list("party", "key"))
_BOUGHT = PreparedRows(
    lambda keys: (
        Purchase.objects.filter(pk__in=keys)
        .order_by("pk")
        .values_list("public_id", "number", "purchased_on", "party", "party__merged_into")
    )
)
_SAID = PreparedRows(
    lambda keys: (
        Event.objects.filter(Q(pk__in=keys) | Q(corrects__in=keys, kind=NoteCorrected.kind))
        .order_by("pk")
        .values_list("pk", "corrects", "data")
    )
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. ``party`` leads to the card, ``reference`` to the event or purchase on it; the ranges mark the
    letters of title and detail that were looked for; ``score`` is between 0 and 1.
    """

    kind: str
    party: UUID
    title: str
    detail: str
    title_ranges: Ranges
    detail_ranges: Ranges
    score: float
    reference: str = ""


class Graded(NamedTuple):
    """A document, the reading of the question it answers, and how well."""

    found: Found
    atoms: tuple[Atom, ...]
    score: float


class Shown(NamedTuple):
    """What a hit shows of a customer."""

    public_id: UUID
    name: str
    city: str


def visible(viewer: User, keys: Iterable[int]) -> dict[int, Shown]:
    """Return those customers of *keys* that *viewer* may see: the gate every hit passes."""
    return {key: Shown(*shown) for key, *shown in visible_names(viewer, set(keys))}


def party_hits(graded: Sequence[Graded], parties: dict[int, Shown]) -> list[Hit]:
    """Return customers, each once, in the order they were graded."""
    firsts: dict[int, Graded] = {}
    for one in graded:
        if one.found.party in parties:
            firsts.setdefault(one.found.party, one)
    elsewhere = [one.found for key, one in firsts.items() if not _answers(parties[key].name, one.atoms)]
    values = _known_values(elsewhere)
    return [_party_hit(one, parties[key], values.get(one.found.key, ())) for key, one in firsts.items()]


def event_hits(graded: Sequence[Graded], parties: dict[int, Shown]) -> list[Hit]:
    """Return notes, calls, visits and meetings, each with the place in its text that answers."""
    seen = [one for one in graded if one.found.party in parties]
    texts = _texts_now([one.found.key for one in seen])
    hits = []
    for one in seen:
        party = parties[one.found.party]
        part, ranges = snippet(texts.get(one.found.key, ""), one.atoms)
        hits.append(Hit("event", party.public_id, party.name, part, (), ranges, one.score, str(one.found.key)))
    return hits


def purchase_hits(viewer: User, keys: Sequence[int], typed: str) -> list[Hit]:
    """Return purchases whose number begins with what was *typed*."""
    rows = _BOUGHT.rows(keys)
    parties = visible(viewer, (survivor or owner for *_, owner, survivor in rows if owner))
    hits = []
    for public_id, number, purchased_on, owner, survivor in rows:
        party = parties.get(survivor or owner)
        if party is None:
            continue
        score = 1.0 if len(number) == len(typed) else 0.8
        detail = f"{party.name} · {date_format(purchased_on, 'SHORT_DATE_FORMAT', use_l10n=True)}"
        marked = ((0, len(typed)),)
        hits.append(Hit("purchase", party.public_id, number, detail, marked, (), score, str(public_id)))
    return hits


def _party_hit(one: Graded, party: Shown, values: Iterable[str]) -> Hit:
    detail, detail_ranges = _matched_value(values, one.atoms)
    title_ranges = matched_ranges(party.name, one.atoms)
    return Hit("party", party.public_id, party.name, detail or party.city, title_ranges, detail_ranges, one.score)


def _answers(text: str, atoms: Sequence[Atom]) -> bool:
    folded = fold(text)
    return all(any(form in folded for form in atom) for atom in atoms)


def _known_values(found: Sequence[Found]) -> dict[int, list[str]]:
    """Return what else these entries are found by: the name of a merged entry, contact points, numbers."""
    values: defaultdict[int, list[str]] = defaultdict(list)
    if not found:
        return values
    keys = [one.key for one in found]
    if merged := [one.key for one in found if one.key != one.party]:
        for key, name in Party.objects.filter(pk__in=merged).values_list("pk", "name"):
            values[key].append(name)
    for key, value in (*_POINTS.rows(keys), *_NUMBERS.rows(keys)):
        values[key].append(value)
    return values


def _matched_value(values: Iterable[str], atoms: Sequence[Atom]) -> tuple[str, Ranges]:
    """Return the first value that answers, a number however it is written, with the matched letters."""
    numbers = [form.lstrip("0") for atom in atoms for form in atom if len(form) >= SHORTEST_NUMBER and form.isdigit()]
    for value in values:
        if ranges := matched_ranges(value, atoms):
            return value, ranges
        digits = _NO_DIGIT.sub("", value)
        if any(number in digits for number in numbers):
            return value, ((0, len(value)),)
    return "", ()


def _texts_now(keys: Sequence[int]) -> dict[int, str]:
    """Return what events say after their last correction."""
    if not keys:
        return {}
    return {corrects or key: data["text"] for key, corrects, data in _SAID.rows(keys)}
