"""Giving somebody who is locked out a way in."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from stamkund.staff.events import PasswordReset
from stamkund.staff.models import User
from stamkund.timeline.actions import record_event


@transaction.atomic
def reset_password(*, user: User, password: str, actor: User, source: str) -> User:
    """Replace the password of *user*, whose open sessions end with it; the timeline keeps who did it, not what."""
    if not actor.may_administer:
        raise PermissionDenied("only an administrator gives passwords")
    user.set_password(password)
    user.save(update_fields=["password"])
    record_event(payload=PasswordReset(email=user.email), actor=actor, source=source)
    return user
