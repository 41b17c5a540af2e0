"""Letting somebody in."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from stamkund.staff.events import StaffAdded
from stamkund.staff.models import StaffRole, User
from stamkund.timeline.actions import record_event


@transaction.atomic
def add_staff(
    *,
    email: str,
    name: str,
    password: str | None,
    role: str = StaffRole.KEEPER,
    language: str = "en",
    actor: User | None = None,
    source: str,
) -> User:
    """Add a member of staff; only an administrator (or the system itself) may."""
    if actor is not None and not actor.may_administer:
        raise PermissionDenied("only an administrator adds people")
    user = User.objects.create_user(email, password, name=name, role=role, language=language)
    record_event(payload=StaffAdded(email=user.email, name=name, role=role), actor=actor, source=source)
    return user
