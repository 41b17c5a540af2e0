"""How each kind of change is undone. Every function returns the ids that somebody has touched since: those stay."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from django.db.models import Q

from stamkund.catalogue.models import Product
from stamkund.customers.actions.amend_parties import NAMES, write_names
from stamkund.customers.events import PartyAdded
from stamkund.customers.models import ContactPoint, Identifier, Party, Role
from stamkund.identity.models import Merge
from stamkund.imports.models import Change, Import
from stamkund.imports.publishing.take_back_purchases import restore_purchases
from stamkund.purchases.models import Purchase, PurchaseLine
from stamkund.timeline.actions import take_back_events
from stamkund.timeline.models import Event


def take_back(run: Import, changes: Sequence[Change]) -> Counter[str]:
    """Undo changes of one kind, in the order given; returns how many were left."""
    what = changes[0].what
    left = restore_purchases(changes) if what == "retold" else len(UNDO[what](run, changes))
    return Counter({what: left} if left else {})


def ids_of(changes: Iterable[Change]) -> set[int]:
    """Everything the changes cover."""
    return {number for change in changes for number in range(change.object_id, change.last_id + 1)}


def _remove_parties(run: Import, changes: Sequence[Change]) -> set[int]:
    """A customer with any other history than being added here is no longer this import's to remove."""
    ids = ids_of(changes)
    events = Event.objects.filter(party_id__in=ids).exclude(kind=PartyAdded.kind, source=run.source)
    used = set(events.values_list("party_id", flat=True))
    used |= set(Purchase.objects.filter(party_id__in=ids).values_list("party_id", flat=True))
    used |= set(Party.objects.filter(pk__in=ids).exclude(merged_into=None).values_list("pk", flat=True))
    for role in Role.objects.filter(Q(party_id__in=ids) | Q(at_id__in=ids)).values_list("party_id", "at_id"):
        used |= set(role)
    for merge in Merge.objects.filter(Q(party_id__in=ids) | Q(survivor_id__in=ids)).values_list(
        "party_id", "survivor_id"
    ):
        used |= set(merge)
    free = ids - used
    take_back_events(events=Event.objects.filter(party_id__in=free))
    Party.objects.filter(pk__in=free).delete()
    return ids & used


def _restore_names(run: Import, changes: Sequence[Change]) -> set[int]:
    parties = Party.objects.in_bulk([change.object_id for change in changes])
    left: set[int] = set()
    names: dict[int, dict[str, str]] = {}
    for change in changes:
        party = parties.get(change.object_id)
        now = names.get(change.object_id) or ({name: getattr(party, name) for name in NAMES} if party else {})
        if any(now.get(field) != value for field, value in (change.after or {}).items()):
            left.add(change.object_id)
        else:
            names[change.object_id] = {**now, **(change.before or {})}
    write_names(names)
    return left


def _remove_contact_points(run: Import, changes: Sequence[Change]) -> set[int]:
    ContactPoint.objects.filter(pk__in=ids_of(changes)).delete()
    return set()


def _remove_identifiers(run: Import, changes: Sequence[Change]) -> set[int]:
    Identifier.objects.filter(pk__in=ids_of(changes)).delete()
    return set()


def _remove_roles(run: Import, changes: Sequence[Change]) -> set[int]:
    Role.objects.filter(pk__in=ids_of(changes)).delete()
    return set()


def _remove_products(run: Import, changes: Sequence[Change]) -> set[int]:
    ids = ids_of(changes)
    sold = set(PurchaseLine.objects.filter(product_id__in=ids).values_list("product_id", flat=True))
    Product.objects.filter(pk__in=ids - sold).delete()
    return ids & sold


def _remove_purchases(run: Import, changes: Sequence[Change]) -> set[int]:
    """A document that another import has told more of, or that something was returned from, stays."""
    ids = ids_of(changes)
    others = Change.objects.filter(object_id__in=ids, what="retold").exclude(import_run=run)
    used = set(others.values_list("object_id", flat=True))
    reversals = Purchase.objects.filter(reverses_id__in=ids).exclude(pk__in=ids)
    used |= set(reversals.values_list("reverses_id", flat=True))
    free = Purchase.objects.filter(pk__in=ids - used)
    events = list(free.exclude(event=None).values_list("event_id", flat=True))
    free.delete()
    take_back_events(events=Event.objects.filter(pk__in=events))
    return ids & used


def _remove_events(run: Import, changes: Sequence[Change]) -> set[int]:
    take_back_events(events=Event.objects.filter(pk__in=ids_of(changes)))
    return set()


def _nothing(run: Import, changes: Sequence[Change]) -> set[int]:
    """Lines added to an own document go with it."""
    return set()


UNDO: Mapping[str, Callable[[Import, Sequence[Change]], set[int]]] = MappingProxyType(
    {
        "party": _remove_parties,
        "names": _restore_names,
        "contact_point": _remove_contact_points,
        "identifier": _remove_identifiers,
        "role": _remove_roles,
        "product": _remove_products,
        "purchase": _remove_purchases,
        "event": _remove_events,
        "extended": _nothing,
    }
)
