"""Reading merges."""

from uuid import UUID

from django.db.models import QuerySet

from stamkund.customers.models import Party
from stamkund.identity.models import Merge


def merges_into(party: Party) -> QuerySet[Merge]:
    """Return the joins that still hold, latest first."""
    merges = Merge.objects.filter(survivor=party, unmerged_at=None).select_related("party")
    return merges.order_by("-merged_at")


def find_merge(party: Party, merge_id: int) -> Merge | None:
    """Return one join that still holds, or ``None`` where it is not *party*'s."""
    return merges_into(party).filter(pk=merge_id).first()


def find_merge_of(party: Party, other: UUID) -> Merge | None:
    """Return the join that brought the entry *other* to *party*, or ``None`` where none holds."""
    return merges_into(party).filter(party__public_id=other).first()
