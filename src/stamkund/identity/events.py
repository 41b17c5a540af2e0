"""What can happen to identities."""

from stamkund.timeline.events import Payload


class PartyMerged(Payload, kind="party.merged"):
    """Recorded on the survivor."""

    party: str
    name: str


class PartyUnmerged(Payload, kind="party.unmerged"):
    """Recorded on the survivor; the other is a customer of its own again."""

    party: str
    name: str
