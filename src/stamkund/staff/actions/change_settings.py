"""One's own language and theme."""

from django.db import transaction

from stamkund.staff.models import User


@transaction.atomic
def change_settings(*, user: User, name: str, language: str, theme: str) -> User:
    """Set how Stamkund looks and speaks to *user*; says nothing about any customer, so no event."""
    user.name, user.language, user.theme = name, language, theme
    user.save(update_fields=["name", "language", "theme"])
    return user
