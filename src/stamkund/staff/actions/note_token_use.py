"""Remembering that a token is in use."""

from datetime import timedelta

from django.utils import timezone

from stamkund.staff.models import ApiToken

COARSENESS = timedelta(minutes=1)


def note_token_use(*, token: ApiToken) -> ApiToken:
    """Note when *token* was last used, at most once a minute: reading must not cost a write each time."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > COARSENESS:
        token.last_used_at = now
        token.save(update_fields=["last_used_at"])
    return token
