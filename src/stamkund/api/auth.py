"""Tokens: ``Authorization: Bearer stk_…``."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from ninja.security import HttpBearer

from stamkund.api.guesses import count_guess
from stamkund.api.refusals import GuessingError
from stamkund.staff.actions.issue_token import PREFIX
from stamkund.staff.actions.note_token_use import note_token_use
from stamkund.staff.queries import find_token

if TYPE_CHECKING:
    from stamkund.staff.models import User

GUESSES_PER_MINUTE = 20
LONGEST_SECRET = 100


class Bearer(HttpBearer):
    """Lets in who shows a token that was issued and not revoked, in the name of its owner."""

    def authenticate(self, request: HttpRequest, token: str) -> "User | None":
        is_plausible = token.startswith(PREFIX) and token.isascii() and len(token) <= LONGEST_SECRET
        found = find_token(token) if is_plausible else None
        if found is None:
            self._count_guess(request)
            return None
        note_token_use(token=found)
        return found.user

    def _count_guess(self, request: HttpRequest) -> None:
        """Only unknown tokens are ever turned away for it: behind a proxy many programs share one address."""
        if count_guess(request.META.get("REMOTE_ADDR", ""), most=GUESSES_PER_MINUTE) > GUESSES_PER_MINUTE:
            raise GuessingError
