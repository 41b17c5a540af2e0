"""Changing what somebody may do, or closing their door."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from stamkund.staff.events import StaffChanged
from stamkund.staff.models import StaffRole, User
from stamkund.timeline.actions import record_event

CHANGEABLE = frozenset({"name", "role", "is_active"})


@transaction.atomic
def change_staff(*, user: User, changes: dict[str, str | bool], actor: User | None, source: str) -> User:
    """Change name, role or access of *user*; the last administrator stays one."""
    if actor is not None and not actor.may_administer:
        raise PermissionDenied("only an administrator changes people")
    user = User.objects.select_for_update().get(pk=user.pk)
    changed = {
        field: value for field, value in changes.items() if field in CHANGEABLE and getattr(user, field) != value
    }
    if not changed:
        return user
    before = {field: getattr(user, field) for field in changed}
    for field, value in changed.items():
        setattr(user, field, value)
    user.save(update_fields=list(changed))
    _keep_an_administrator()
    record_event(payload=StaffChanged(email=user.email, before=before, after=changed), actor=actor, source=source)
    return user


def _keep_an_administrator() -> None:
    if not User.objects.filter(role=StaffRole.ADMINISTRATOR, is_active=True).exists():
        raise ValidationError(_("Somebody must stay administrator."))
