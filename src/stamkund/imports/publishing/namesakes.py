"""People of one name behind one telephone: a family shares its number, and a placeholder is shared by thousands."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import OuterRef, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import In

from stamkund.customers.models import ContactPoint, Identifier
from stamkund.imports.publishing.ready_parties import PHONE, ReadyParty
from stamkund.imports.publishing.register import KnownParty, Register
from stamkund.kit.folding import fold
from stamkund.timeline.among import Among

# A phone in the form it is compared in, and a folded name.
Namesake = tuple[str, str]


class Namesakes:
    """Who answers to a phone and a name, in the order they came. `source` is the system whose numbers a file gives.

    Two numbers of one system are two customers, so that a row with a number can only mean somebody without one: those
    are kept apart. Of the others, be they thousands, a row without a number means the first.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._first: dict[Namesake, KnownParty] = {}
        self._unnumbered: dict[Namesake, deque[KnownParty]] = {}

    def load(self, rows: Sequence[ReadyParty], register: Register) -> None:
        """Look up whom the rows may mean; nobody else is kept."""
        unnumbered = set(_named_by(row for row in rows if not row.row.number))
        wanted = unnumbered.union(_named_by(row for row in rows if row.row.number))
        phones = {phone for phone, _ in wanted}
        for phone, name, party_id, has_number in _sharing(phones, self._source, unnumbered_only=not unnumbered):
            namesake = (phone, fold(name))
            if namesake in wanted and (not has_number or (namesake in unnumbered and namesake not in self._first)):
                self._add(namesake, register.known(party_id), has_number=has_number)

    def find(self, one: ReadyParty, phone: str) -> Iterator[KnownParty]:
        """Whom a row with this phone may mean, the likeliest first."""
        namesake = (phone, one.folded_name)
        if not one.row.number and (first := self._first.get(namesake)) and _is_called(first, one.folded_name):
            yield first
        if unnumbered := self._unnumbered.get(namesake):
            while unnumbered and self._has_number(unnumbered[0]):
                unnumbered.popleft()
            yield from (known for known in unnumbered if _is_called(known, one.folded_name))

    def add(self, one: ReadyParty, known: KnownParty) -> None:
        """Let the newcomer be found that the row has made."""
        for phone in one.phones:
            self._add((phone, one.folded_name), known, has_number=bool(one.row.number))

    def add_again(self, known: KnownParty) -> None:
        """Let somebody be found who was given another name, or one more phone."""
        name, has_number = fold(known.fields.get("name", "")), self._has_number(known)
        for kind, phone in known.contact_points:
            if kind == PHONE:
                self._add((phone, name), known, has_number=has_number)

    def _add(self, namesake: Namesake, known: KnownParty, *, has_number: bool) -> None:
        self._first.setdefault(namesake, known)
        if not has_number:
            self._unnumbered.setdefault(namesake, deque()).append(known)

    def _has_number(self, known: KnownParty) -> bool:
        return any(source == self._source for source, _ in known.identifiers)


def _named_by(rows: Iterable[ReadyParty]) -> Iterator[Namesake]:
    return ((phone, row.folded_name) for row in rows for phone in row.phones)


def _is_called(known: KnownParty, name: str) -> bool:
    """Still: a row in between may have told another name."""
    return fold(known.fields.get("name", "")) == name


def _sharing(phones: set[str], source: str, *, unnumbered_only: bool) -> Iterable[tuple[str, str, int, bool]]:
    """Phone, name and id of everybody with one of the phones, and whether they have a number of the source."""
    survivor, shown = Coalesce("party__merged_into", "party"), Coalesce("party__merged_into__name", "party__name")
    points = ContactPoint.objects.filter(kind=PHONE, matching__in=Among(phones)).order_by("id")
    # Asked in this way round, PostgreSQL looks up a party's few numbers, not a source's hundred thousand.
    sources = Identifier.objects.filter(party=OuterRef("survivor")).values("source")
    points = points.annotate(survivor=survivor, shown=shown).annotate(has_number=In(Value(source), sources))
    if unnumbered_only:
        points = points.filter(has_number=False)
    return points.values_list("matching", "shown", "survivor", "has_number")
