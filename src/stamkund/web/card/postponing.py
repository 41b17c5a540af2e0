"""To which day "later" moves a task. Pure but for today's date."""

from datetime import date, timedelta

from django.utils import timezone

SATURDAY = 5


def later_than(due_on: date) -> date:
    """Return the next working day after *due_on* and after today."""
    day = max(due_on, timezone.localdate()) + timedelta(days=1)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day


def postponed_to(text: str) -> date | None:
    """Return the day *text* (ISO 8601) names, or ``None``."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
