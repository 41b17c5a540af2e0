"""Files that were brought in and wait for somebody: what became of them, and what can be done."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stamkund.imports.queries import waiting_imports
from stamkund.web.formatting import number
from stamkund.web.imports.dates import date_reading

if TYPE_CHECKING:
    from stamkund.imports.models import Import
    from stamkund.staff.models import User

SHOWN = 5


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """One file: its name, in a word how it stands, and a sentence that says what to do."""

    name: str
    public_id: UUID
    badge: str
    tone: str
    said: str


def waiting_files(viewer: "User") -> tuple[WaitingFile, ...]:
    """Return the files that wait for *viewer*, the latest first."""
    return tuple(_waiting(run) for run in waiting_imports(viewer)[:SHOWN])


def _waiting(run: "Import") -> WaitingFile:
    badge, tone, said = _told(run)
    return WaitingFile(name=run.file_name, public_id=run.public_id, badge=badge, tone=tone, said=said)


def _told(run: "Import") -> tuple[str, str, str]:
    if run.work or run.state == "stopped":
        return _("stopped"), "risk", _stopped(run)
    if run.state == "failed" or run.failure:
        return _("failed"), "lost", run.failure
    if run.state == "checked":
        return _("checked"), "info", _checked(run)
    return _("waits"), "info", _("Say what is in its columns, then it can be checked.")


def _stopped(run: "Import") -> str:
    if not run.done_row:
        return _("Nothing of it has been written. Check every row again, and publish.")
    said = _("%(done)s of %(total)s rows stand. Go on from there, or take it back.")
    return said % {"done": _written(run.done_rows), "total": _written(run.rows)}


def _checked(run: "Import") -> str:
    published, refused = (_written(run.counts.get(name, 0)) for name in ("published", "refused"))
    said = _("Rows ready to publish: %(published)s; refused: %(refused)s.")
    told = said % {"published": published, "refused": refused}
    seen = run.facts.get("profile", {}).get("dates") or {}
    dates = date_reading(seen, run.mapping.get("dates_as", "")) if seen else None
    if dates and dates.is_guess:
        ask = _("Is %(example)s %(day)s or %(other)s?")
        told += " " + ask % {"example": dates.example, "day": dates.day, "other": dates.other_day}
    return told


def _written(count: int) -> str:
    return number(count, get_language() or "en")
