"""When somebody was here before: kept in the session, so that the page can say what is new."""

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from stamkund.timeline.queries import last_look

SAME_VISIT = timedelta(minutes=30)
LONGEST_AWAY = timedelta(days=14)
KEY = "today"


def last_visit(session: SessionBase, staff_id: int) -> datetime:
    """Return when *staff* was here before this visit, and remember that they are here now.

    On a new device it is since they last had a card open, and at the latest since yesterday began.
    """
    now = timezone.now()
    kept = session.get(KEY) or {}
    seen, before = _instant(kept.get("seen")), _instant(kept.get("before"))
    if seen is None or before is None or now - seen > SAME_VISIT:
        before = seen or _before_this_device(staff_id, now)
        session[KEY] = {"seen": now.isoformat(), "before": before.isoformat()}
    elif now - seen > timedelta(minutes=1):
        session[KEY] = {"seen": now.isoformat(), "before": before.isoformat()}
    return max(before, now - LONGEST_AWAY)


def _before_this_device(staff_id: int, now: datetime) -> datetime:
    yesterday = _yesterday(now)
    return min(last_look(staff_id, now - SAME_VISIT) or yesterday, yesterday)


def _yesterday(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
