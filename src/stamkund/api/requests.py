"""A request from a program that showed a valid token."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from stamkund.staff.models import User

SOURCE = "api"


class ApiRequest(HttpRequest):
    """``auth`` is the member of staff in whose name the program acts."""

    auth: "User"
