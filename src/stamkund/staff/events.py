"""What can happen among staff."""

from stamkund.timeline.events import Payload


class StaffAdded(Payload, kind="staff.added"):
    email: str
    name: str
    role: str


class StaffChanged(Payload, kind="staff.changed"):
    email: str
    before: dict[str, str | bool]
    after: dict[str, str | bool]


class PasswordReset(Payload, kind="staff.password_reset"):
    email: str


class TokenIssued(Payload, kind="token.issued"):
    name: str
    email: str


class TokenRevoked(Payload, kind="token.revoked"):
    name: str
    email: str
