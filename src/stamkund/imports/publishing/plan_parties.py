"""Deciding, row by row, who is new, who is changed and how. Nothing is stored here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from stamkund.customers.actions.add_parties import NewParty, ReadyContactPoint
from stamkund.imports.publishing.namesakes import Namesakes
from stamkund.imports.publishing.ready_parties import MAIL, PHONE, ReadyParty
from stamkund.imports.publishing.register import KnownParty, Pair, Register
from stamkund.imports.rows.parties import PartyRow


@dataclass(slots=True)
class PartyChange:
    """What a row adds to somebody who is known already."""

    known: KnownParty
    fields: dict[str, str] = field(default_factory=dict)
    contact_points: list[ReadyContactPoint] = field(default_factory=list)
    identifiers: list[Pair] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.fields or self.contact_points or self.identifiers)


@dataclass
class PartyPlan:
    """New parties, changes of known ones, and how many rows said nothing new."""

    new: list[NewParty] = field(default_factory=list)
    changes: list[PartyChange] = field(default_factory=list)
    unchanged: int = 0
    employed: list[tuple[KnownParty, str]] = field(default_factory=list)


def plan_parties(rows: Sequence[ReadyParty], register: Register, *, source: str) -> PartyPlan:
    """Decide every row against the register, which learns from each."""
    namesakes = Namesakes(source)
    register.load(
        identifiers=[pair for one in rows for pair in one.identifiers],
        points=[(MAIL, point.matching) for one in rows for point in one.points if point.kind == MAIL],
    )
    namesakes.load(rows, register)
    register.load_details()
    plan = PartyPlan()
    for one in rows:
        _decide(one, register, namesakes, plan)
    return plan


def _decide(one: ReadyParty, register: Register, namesakes: Namesakes, plan: PartyPlan) -> None:
    known = _find(one, register, namesakes)
    if known is None:
        newcomer = _newcomer(one, register)
        plan.new.append(newcomer)
        known = register.add(newcomer)
        namesakes.add(one, known)
        _note_employer(one.row, known, plan)
        return
    _note_employer(one.row, known, plan)
    change = _difference(one, known, register)
    if not change:
        plan.unchanged += 1
        return
    plan.changes.append(change)
    known.fields.update(change.fields)
    known.contact_points.update((point.kind, point.matching) for point in change.contact_points)
    known.identifiers.update(change.identifiers)
    register.remember(known, change.identifiers, change.contact_points)
    namesakes.add_again(known)


def _note_employer(row: PartyRow, known: KnownParty, plan: PartyPlan) -> None:
    if row.works_at:
        plan.employed.append((known, row.works_at))


def _find(one: ReadyParty, register: Register, namesakes: Namesakes) -> KnownParty | None:
    """By identifier, else by mail, else by phone and name together: a family shares its telephone."""
    for pair in one.identifiers:
        if known := register.by_identifier.get(pair):
            return known
    return next((known for known in _sharing(one, register, namesakes) if not _has_another_number(one, known)), None)


def _sharing(one: ReadyParty, register: Register, namesakes: Namesakes) -> Iterator[KnownParty]:
    for point in one.points:
        if point.kind == MAIL and (known := register.by_point.get((MAIL, point.matching))):
            yield known
        elif point.kind == PHONE:
            yield from namesakes.find(one, point.matching)


def _has_another_number(one: ReadyParty, known: KnownParty) -> bool:
    """Two customer numbers in one source are two customers, whatever else they share."""
    sources = {source for source, _ in known.identifiers}
    return any(pair[0] in sources and pair not in known.identifiers for pair in one.identifiers)


def _newcomer(one: ReadyParty, register: Register) -> NewParty:
    row = one.row
    return NewParty(
        name=row.name,
        kind=row.kind,
        given_name=row.given_name,
        family_name=row.family_name,
        city=row.city,
        contact_points=one.points,
        identifiers=[pair for pair in one.identifiers if pair not in register.by_identifier],
    )


def _difference(one: ReadyParty, known: KnownParty, register: Register) -> PartyChange:
    """What the row says that is not known. A blank erases nothing, and an address is no better name than a name."""
    row = one.row
    said = {name: getattr(row, name) for name in ("name", "given_name", "family_name", "city")}
    if row.name in row.mails:
        del said["name"]
    return PartyChange(
        known,
        fields={name: value for name, value in said.items() if value and known.fields.get(name) != value},
        contact_points=[point for point in one.points if (point.kind, point.matching) not in known.contact_points],
        identifiers=[pair for pair in one.identifiers if pair not in register.by_identifier],
    )
