"""Who asks: an administrator of the bench's own, with a session for pages and a token for the API."""

from dataclasses import dataclass

from django.conf import settings
from django.test import Client

from stamkund.cli.bench.search import KEEPER
from stamkund.staff.actions.add_staff import add_staff
from stamkund.staff.actions.issue_token import issue_token


@dataclass(frozen=True, slots=True)
class Who:
    """What to send with a request: a cookie for pages, a token for the API."""

    session: dict[str, str]
    token: dict[str, str]


def sign_in() -> Who:
    """Add a keeper and let them in."""
    user = add_staff(email=KEEPER, name="Bench", password=None, role="keeper", source="bench")
    browser = Client()
    browser.force_login(user)
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value
    secret = issue_token(user=user, name="bench", actor=None, source="bench")[1]
    return Who({"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}, {"Authorization": f"Bearer {secret}"})
