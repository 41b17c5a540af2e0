"""What the pages of the settings show."""

import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stamkund.staff.queries import tokens_of
from stamkund.web.settings.forms import TokenForm

if TYPE_CHECKING:
    from stamkund.staff.models import ApiToken, User


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One's own settings: the tokens that still open something."""

    user: "User"
    tokens: "Sequence[ApiToken]"
    token_form: TokenForm


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about this installation, and the setting or command that changes it."""

    label: str
    value: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class InstallationPage:
    company: tuple[Fact, ...]
    machine: tuple[Fact, ...]


def own_page(user: "User") -> OwnPage:
    """Return what somebody's own settings show."""
    return OwnPage(user, list(tokens_of(user)), TokenForm())


def installation_page() -> InstallationPage:
    """Return the facts of this installation."""
    return InstallationPage(tuple(_company()), tuple(_machine()))


def _company() -> Iterator[Fact]:
    yield Fact(_("Name"), settings.STAMKUND_COMPANY, "STAMKUND_COMPANY")
    yield Fact(_("Currency"), settings.STAMKUND_CURRENCY, "STAMKUND_CURRENCY")
    yield Fact(_("Country, for phone numbers"), settings.STAMKUND_REGION, "STAMKUND_REGION")
    yield Fact(_("Time zone"), settings.TIME_ZONE, "STAMKUND_TIME_ZONE")
    yield Fact(_("Language before sign-in"), dict(settings.LANGUAGES)[settings.LANGUAGE_CODE], "STAMKUND_LANGUAGE")


def _machine() -> Iterator[Fact]:
    yield Fact(_("Version"), f"Stamkund {version('stamkund')}, Python {platform.python_version()}")
    yield Fact(_("Database"), _database(), "STAMKUND_DATABASE_URL")
    yield Fact(_("Acknowledged writes"), str(_DURABLE[_is_durable()]), "STAMKUND_DURABLE")
    yield Fact(_("Files and warehouse"), str(settings.STAMKUND_HOME), "STAMKUND_HOME")


_DURABLE: dict[bool, Promise] = {
    True: gettext_lazy("on the disk before we say so"),
    False: gettext_lazy("may be lost in a power cut; meant for the demo"),
}


def _is_durable() -> bool:
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        return int(cursor.fetchone()[0]) >= 2


def _database() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            return _("SQLite %(version)s, embedded") % {"version": cursor.fetchone()[0]}
        cursor.execute("SHOW server_version")
        return _("PostgreSQL %(version)s") % {"version": cursor.fetchone()[0]}
