"""Signing in. Nobody signs up: an administrator adds people."""

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from stamkund.staff.queries import user_numbered

if TYPE_CHECKING:
    from stamkund.staff.models import User


class ClosedDoor(DefaultAccountAdapter):
    """Accounts are made by ``staff.actions.add_staff`` only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class StaffBackend(AuthenticationBackend):
    """Lets in by mail and password; who is in already is read by a query compiled once."""

    def get_user(self, user_id: int) -> "User | None":
        user = user_numbered(user_id)
        return user if user and self.user_can_authenticate(user) else None
