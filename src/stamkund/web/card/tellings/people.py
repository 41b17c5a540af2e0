"""The entry in the register itself: names, keeper, who may see it, joined and parted entries."""

from django.utils.translation import gettext as _

from stamkund.customers.events import KeeperChanged, PartyAdded, PartyChanged, PartyReleased, PartyRestricted
from stamkund.identity.events import PartyMerged, PartyUnmerged
from stamkund.web.card.tellings.telling import Names, Telling, say, tell


@tell.register
def _added(payload: PartyAdded, names: Names) -> Telling:
    heading = say(_("{name} came into the register"), name=payload.name)
    return Telling(icon="user-plus", heading=heading, is_quiet=True)


@tell.register
def _changed(payload: PartyChanged, names: Names) -> Telling:
    before = payload.before.get("name") or " ".join(filter(None, payload.before.values()))
    after = payload.after.get("name") or " ".join(filter(None, payload.after.values()))
    heading = say(_("{who} wrote {after}; it was {before}"), who=names.who, after=after, before=before or "–")
    return Telling(icon="pencil", heading=heading, is_quiet=True)


@tell.register
def _keeper(payload: KeeperChanged, names: Names) -> Telling:
    if payload.after and payload.before:
        heading = say(_("{before} handed over to {after}"), before=payload.before, after=payload.after)
    elif payload.after:
        heading = say(_("Kept by {after} from here on"), after=payload.after)
    else:
        heading = say(_("No longer kept by {before}"), before=payload.before or "–")
    return Telling(icon="user-heart", heading=heading, is_quiet=True)


@tell.register
def _restricted(payload: PartyRestricted, names: Names) -> Telling:
    return Telling(icon="lock", heading=say(_("{who} hid this customer from most"), who=names.who), body=payload.reason)


@tell.register
def _released(payload: PartyReleased, names: Names) -> Telling:
    heading = say(_("{who} opened this customer to everybody"), who=names.who)
    return Telling(icon="lock-open", heading=heading, body=payload.reason, is_quiet=True)


@tell.register
def _merged(payload: PartyMerged, names: Names) -> Telling:
    return Telling(icon="arrow-merge", heading=say(_("Joined with {name}"), name=payload.name), is_quiet=True)


@tell.register
def _unmerged(payload: PartyUnmerged, names: Names) -> Telling:
    return Telling(icon="arrows-split-2", heading=say(_("Parted again from {name}"), name=payload.name), is_quiet=True)
