"""Who is meant: the parties that the rows of one batch may concern, found with a few queries and kept at hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Min

from stamkund.customers.actions.add_parties import NewParty, ReadyContactPoint
from stamkund.customers.models import ContactPoint, Identifier, Party
from stamkund.timeline.among import Among

Pair = tuple[str, str]
FIELDS = ("kind", "name", "given_name", "family_name", "city")


@dataclass(eq=False)
class KnownParty:
    """A party as far as an import needs to know it. Without an `id` it is new and will be `new`.

    What is known of a stored one is looked up; few rows ask for what is known of a new one, so it waits for those.
    """

    id: int = 0
    new: NewParty | None = None

    @cached_property
    def fields(self) -> dict[str, str]:
        return {name: getattr(self.new, name) for name in FIELDS} if self.new else {}

    @cached_property
    def contact_points(self) -> set[tuple[str, str]]:
        return {(point.kind, point.matching) for point in self.new.contact_points} if self.new else set()

    @cached_property
    def identifiers(self) -> set[Pair]:
        return set(self.new.identifiers) if self.new else set()


class Register:
    """Parties by identifier, by mail and by phone: the one that had it first. Newcomers are found by the rows after."""

    def __init__(self) -> None:
        self.by_identifier: dict[Pair, KnownParty] = {}
        self.by_point: dict[tuple[str, str], KnownParty] = {}
        self._by_id: dict[int, KnownParty] = {}

    def load(self, *, identifiers: Iterable[Pair], points: Iterable[tuple[str, str]]) -> None:
        """Look up everybody the batch may mean: identifiers as (source, key), points as (kind, matching)."""
        for source, keys in _grouped(identifiers).items():
            self._load_identifiers(source, keys)
        for kind, values in _grouped(points).items():
            self._load_points(kind, values)

    def _load_identifiers(self, source: str, keys: set[str]) -> None:
        held = Identifier.objects.filter(source=source, key__in=Among(keys))
        for key, party, survivor in held.values_list("key", "party_id", "party__merged_into_id"):
            self.by_identifier[source, key] = self.known(survivor or party)

    def _load_points(self, kind: str, values: set[str]) -> None:
        """Of a point that thousands share only the first is read."""
        sharing = ContactPoint.objects.filter(kind=kind, matching__in=Among(values))
        firsts = sharing.order_by().values("matching").annotate(first=Min("id"))
        points = ContactPoint.objects.filter(pk__in=firsts.values("first"))
        for matching, party, survivor in points.values_list("matching", "party_id", "party__merged_into_id"):
            self.by_point[kind, matching] = self.known(survivor or party)

    def known(self, party_id: int) -> KnownParty:
        """The stored party, the same object whenever it is asked for."""
        return self._by_id.setdefault(party_id, KnownParty(party_id))

    def load_details(self) -> None:
        """Names, contact points and numbers of everybody found, to see what a row would change."""
        if not self._by_id:
            return
        ids = Among(self._by_id)
        for party_id, *values in Party.objects.filter(pk__in=ids).values_list("id", *FIELDS):
            self._by_id[party_id].fields = dict(zip(FIELDS, values, strict=True))
        points = ContactPoint.objects.filter(party__in=ids)
        for party_id, kind, matching in points.values_list("party_id", "kind", "matching"):
            self._by_id[party_id].contact_points.add((kind, matching))
        for party_id, *pair in Identifier.objects.filter(party__in=ids).values_list("party_id", "source", "key"):
            self._by_id[party_id].identifiers.add((pair[0], pair[1]))

    def add(self, new: NewParty) -> KnownParty:
        """Remember a newcomer, so that the next row about the same person finds it."""
        known = KnownParty(new=new)
        self.remember(known, new.identifiers, new.contact_points)
        return known

    def remember(self, known: KnownParty, identifiers: Iterable[Pair], points: Iterable[ReadyContactPoint]) -> None:
        """Let `known` be found by what it was just given."""
        for pair in identifiers:
            self.by_identifier.setdefault(pair, known)
        for point in points:
            self.by_point.setdefault((point.kind, point.matching), known)


def _grouped(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    grouped: dict[str, set[str]] = {}
    for group, value in pairs:
        grouped.setdefault(group, set()).add(value)
    return grouped
