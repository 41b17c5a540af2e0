"""Reading the register. A restricted customer does not exist for those who may not see it."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from stamkund.customers.models import ContactPoint, Identifier, Party, PartyKind, Restriction, Role
from stamkund.customers.rules import sort_name
from stamkund.kit.folding import alphabetical
from stamkund.staff.models import User
from stamkund.staff.queries import user_numbered
from stamkund.timeline.prepared import Prepared
from stamkund.timeline.prepared_lists import Gap, PreparedList, filled, gaps
from stamkund.timeline.prepared_rows import PreparedRows, Row, rounded

_BY_PUBLIC_ID, _BY_KEY = Prepared(Party, "public_id"), Prepared(Party, "id")
_MERGED_INTO = Prepared(Party, "merged_into", lambda parties: parties.only("pk"))
_POINTS = Prepared(ContactPoint, "party", lambda points: points.order_by("-primary", "kind", "id"))
_IDENTIFIERS = Prepared(Identifier, "party", lambda identifiers: identifiers.order_by("source", "key"))
_CHANNELS = PreparedRows(
    lambda keys: ContactPoint.objects.filter(party__in=keys, invalid_since=None).values_list("party", "kind")
)
_ROLES = PreparedRows(lambda keys: Role.objects.filter(Q(party__in=keys) | Q(at__in=keys)).values_list("id")[:1])


def all_parties() -> QuerySet[Party]:
    """Return every party that has not been merged into another, for the system's own work."""
    return Party.objects.filter(merged_into=None)


def visible_parties(viewer: User) -> QuerySet[Party]:
    """Return the parties *viewer* may see: all, but for the restricted ones not opened to them."""
    return _seen_by(viewer, may_administer=viewer.may_administer)


def parties_seen(*, may_administer: bool) -> QuerySet[Party]:
    """Return the same for a list compiled once, whose gap ``viewer`` is filled with the key of whoever looks."""
    return _seen_by(Gap("viewer"), may_administer=may_administer)


def _seen_by(viewer: User | Gap, *, may_administer: bool) -> QuerySet[Party]:
    parties = all_parties()
    if may_administer:
        return parties
    return parties.filter(Q(restricted=False) | Q(pk__in=_opened_to(viewer)))


def visible_names(viewer: User, keys: Collection[int]) -> list[Row]:
    """Return key, public id, name and city of those customers of *keys* that *viewer* may see."""
    wanted = rounded(list(keys))
    form = (len(wanted), viewer.may_administer)
    return _NAMES.rows(form, {"viewer": viewer.pk, **filled("party", wanted)}) if wanted else []


def hidden_from(viewer: User) -> QuerySet[Party]:
    """Return the restricted parties that are not opened to *viewer*: what speaks of them is left out."""
    if viewer.may_administer:
        return Party.objects.none()
    return Party.objects.filter(restricted=True).exclude(restriction__staff=viewer)


def find_party(viewer: User, public_id: UUID) -> Party | None:
    """Return the party, or its survivor after a merge; ``None`` if there is none that *viewer* may see."""
    party = _BY_PUBLIC_ID.first(public_id)
    while party is not None and party.merged_into_id is not None:
        party = _BY_KEY.first(party.merged_into_id)
    if party is None or not may_see(viewer, party):
        return None
    party.keeper = user_numbered(party.keeper_id) if party.keeper_id else None
    return party


def find_entry(viewer: User, public_id: UUID) -> Party | None:
    """Return the very entry, joined with another or not; ``None`` where *viewer* may not see the customer it is."""
    return _BY_PUBLIC_ID.first(public_id) if find_party(viewer, public_id) else None


def may_see(viewer: User, party: Party) -> bool:
    """Say whether *viewer* may see *party*."""
    return not party.restricted or viewer.may_administer or party.restriction.staff.filter(pk=viewer.pk).exists()


def seen_by_more(party: Party, *, than: Party) -> bool:
    """Say whether somebody may see *party* but not the restricted *than*."""
    if not party.restricted:
        return True
    return party.restriction.staff.exclude(pk__in=than.restriction.staff.all()).exists()


def find_by_identifier(source: str, key: str) -> Party | None:
    """Return the party another system knows as *key*, or its survivor."""
    found = Identifier.objects.select_related("party").filter(source=source, key=key).first()
    return found.party if found else None


def contact_points_of(party: Party) -> list[ContactPoint]:
    """Return a party's contact points, primary first."""
    return sorted(party.contact_points.all(), key=lambda point: (not point.primary, point.pk))


def roles_of(entries: list[int], viewer: User) -> QuerySet[Role]:
    """Return how a customer belongs together with others, both ways; those *viewer* may not see are left out."""
    roles = Role.objects.filter(Q(party_id__in=entries) | Q(at_id__in=entries)).select_related("party", "at")
    roles = roles.order_by("until_on", "since_on", "id")
    if viewer.may_administer:
        return roles
    opened = _opened_to(viewer)
    return roles.filter(
        Q(party__restricted=False) | Q(party_id__in=opened), Q(at__restricted=False) | Q(at_id__in=opened)
    )


def known_roles(entries: list[int], viewer: User) -> list[Role]:
    """Return the same as a list: at once for the many customers without any."""
    return list(roles_of(entries, viewer)) if _ROLES.rows(entries) else []


def identifiers_of(entries: list[int]) -> QuerySet[Identifier]:
    """Return the keys by which other systems know a customer."""
    return Identifier.objects.filter(party_id__in=entries).order_by("source", "key")


def points_of(entries: list[int]) -> QuerySet[ContactPoint]:
    """Return how to reach a customer under any of its entries, primary first."""
    return ContactPoint.objects.filter(party_id__in=entries).order_by("-primary", "kind", "id")


def channels_of(keys: Sequence[int]) -> dict[int, set[str]]:
    """Return for each party the kinds of contact point that still reach it."""
    channels: dict[int, set[str]] = {key: set() for key in keys}
    for key, kind in _CHANNELS.rows(keys) if keys else ():
        channels[key].add(kind)
    return channels


def known_points(entries: list[int]) -> list[ContactPoint]:
    """Return the same as a list: at once for the many customers with one entry."""
    return _POINTS.rows(entries[0]) if len(entries) == 1 else list(points_of(entries))


def known_identifiers(entries: list[int]) -> list[Identifier]:
    """Return the keys by which other systems know a customer: at once for the many with one entry."""
    return _IDENTIFIERS.rows(entries[0]) if len(entries) == 1 else list(identifiers_of(entries))


def find_point(entries: list[int], point_id: int) -> ContactPoint | None:
    """Return one contact point of a customer, or ``None`` where it is somebody else's."""
    return points_of(entries).select_related("party").filter(pk=point_id).first()


def find_role(entries: list[int], role_id: int, viewer: User) -> Role | None:
    """Return one role of a customer, or ``None`` where it is not there for *viewer*."""
    return roles_of(entries, viewer).filter(pk=role_id).first()


def parties_named(viewer: User, name: str) -> QuerySet[Party]:
    """Return the parties whose name, as lists sort it, begins with *name*."""
    return (
        visible_parties(viewer)
        .filter(sort_name__startswith=alphabetical(name, settings.STAMKUND_REGION))
        .order_by("sort_name", "id")
    )


def restrictions() -> QuerySet[Restriction]:
    """Return which customers are hidden, from whom not, and why; for administrators only."""
    return Restriction.objects.select_related("party").prefetch_related("staff").order_by("-since_at", "-pk")


def find_restriction(public_id: UUID) -> Restriction | None:
    """Return how one customer is hidden, or ``None`` where it is not; for administrators only."""
    return restrictions().filter(party__public_id=public_id).first()


def _opened_to(viewer: User | Gap) -> QuerySet[Party, int]:
    return Party.objects.filter(restriction__staff=viewer).values_list("pk", flat=True)


def entries_of(party: Party) -> list[int]:
    """Return the keys of all entries that are this customer: its own, then those merged into it."""
    return [party.pk, *(entry.pk for entry in _MERGED_INTO.rows(party.pk))]


def organisations_named(names: Sequence[str]) -> QuerySet[Party, tuple[int, str]]:
    """Return id and name of the organisations called one of *names*, as the list sorts them."""
    wanted = {sort_name(name=name, region=settings.STAMKUND_REGION) for name in names}
    found = all_parties().filter(kind=PartyKind.ORGANISATION, sort_name__in=wanted).order_by("-id")
    return found.values_list("pk", "name")


def _names(form: tuple[int, bool]) -> QuerySet[Party, Any]:
    count, may_administer = form
    parties = parties_seen(may_administer=may_administer).filter(pk__in=gaps("party", count))
    return parties.values_list("pk", "public_id", "name", "city")


_NAMES = PreparedList(_names)
