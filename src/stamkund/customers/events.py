"""What can happen to a party in the register."""

from stamkund.timeline.events import Payload


class PartyAdded(Payload, kind="party.added"):
    name: str
    party_kind: str


class PartyChanged(Payload, kind="party.changed"):
    before: dict[str, str | None]
    after: dict[str, str | None]


class ContactPointAdded(Payload, kind="contact_point.added"):
    contact_kind: str
    value: str


class ContactPointRemoved(Payload, kind="contact_point.removed"):
    contact_kind: str
    value: str


class RoleBegun(Payload, kind="role.begun"):
    role_kind: str
    at: str
    at_name: str
    label: str = ""


class RoleEnded(Payload, kind="role.ended"):
    role_kind: str
    at: str
    at_name: str


class IdentifierAdded(Payload, kind="identifier.added"):
    identifier_source: str
    identifier_key: str


class KeeperChanged(Payload, kind="keeper.changed"):
    before: str | None
    after: str | None


class PartyRestricted(Payload, kind="party.restricted"):
    reason: str
    staff: tuple[str, ...]


class PartyReleased(Payload, kind="party.released"):
    reason: str
