"""Giving a program access, and taking it back."""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from stamkund.staff.events import TokenIssued, TokenRevoked
from stamkund.staff.models import ApiToken, User
from stamkund.timeline.actions import record_event

PREFIX = "stk_"


@transaction.atomic
def issue_token(*, user: User, name: str, actor: User | None, source: str) -> tuple[ApiToken, str]:
    """Return a new token for *user* and its secret, which is shown this once and never stored."""
    if actor is not None and actor != user and not actor.may_administer:
        raise PermissionDenied("a token is issued to oneself")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(user=user, name=name, digest=ApiToken.digest_of(secret))
    record_event(payload=TokenIssued(name=name, email=user.email), source=source)
    return token, secret


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: User, source: str) -> ApiToken:
    """Make *token* useless from now on."""
    if actor != token.user and not actor.may_administer:
        raise PermissionDenied("a token is revoked by its owner or an administrator")
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    record_event(payload=TokenRevoked(name=token.name, email=token.user.email), source=source)
    return token
