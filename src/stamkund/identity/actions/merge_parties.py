"""Joining two entries that are one customer, and parting them again.

Nothing moves: events, purchases and contact points stay where they were written, and are read through the link.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stamkund.customers.models import Party
from stamkund.customers.queries import seen_by_more
from stamkund.identity.events import PartyMerged, PartyUnmerged
from stamkund.identity.models import Merge
from stamkund.staff.models import User
from stamkund.timeline.actions import record_event


@transaction.atomic
def merge_parties(*, party: Party, survivor: Party, actor: User | None, source: str) -> Merge:
    """Let *party* redirect to *survivor*, with everything that was merged into it before."""
    locked = Party.objects.select_for_update().in_bulk([party.pk, survivor.pk])
    party, survivor = locked[party.pk], locked[survivor.pk]
    if party == survivor or party.merged_into_id or survivor.merged_into_id:
        raise ValidationError(_("These two cannot be joined: choose two different customers that stand alone."))
    _refuse_unveiling(party, survivor)
    merge = Merge.objects.create(party=party, survivor=survivor, by=actor)
    merge.followers.set(Party.objects.filter(merged_into=party))
    Party.objects.filter(merged_into=party).update(merged_into=survivor)
    party.merged_into = survivor
    party.save(update_fields=["merged_into"])
    payload = PartyMerged(party=str(party.public_id), name=party.name)
    record_event(payload=payload, party=survivor, actor=actor, source=source)
    return merge


def _refuse_unveiling(party: Party, survivor: Party) -> None:
    """Refuse to show what is hidden to all who see *survivor*: the other way round it stays hidden."""
    if party.restricted and seen_by_more(survivor, than=party):
        names = {"name": party.name, "other": survivor.name}
        raise ValidationError(
            _("More people may see %(other)s: let %(name)s, who is hidden, be the one that stays.") % names
        )


@transaction.atomic
def unmerge_parties(*, merge: Merge, actor: User | None, source: str) -> Merge:
    """Part two joined entries: each has again exactly what was its own."""
    merge = Merge.objects.select_for_update().select_related("party", "survivor").get(pk=merge.pk)
    if merge.unmerged_at is not None:
        return merge
    if merge.party.merged_into_id != merge.survivor_id:
        raise ValidationError(_("Part the later join first."))
    merge.followers.filter(merged_into=merge.survivor).update(merged_into=merge.party)
    Party.objects.filter(pk=merge.party_id).update(merged_into=None)
    merge.unmerged_at = timezone.now()
    merge.save(update_fields=["unmerged_at"])
    payload = PartyUnmerged(party=str(merge.party.public_id), name=merge.party.name)
    record_event(payload=payload, party=merge.survivor, actor=actor, source=source)
    return merge
