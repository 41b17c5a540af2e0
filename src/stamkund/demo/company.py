"""The facts of the invented company that several stories need."""

from datetime import timedelta
from zoneinfo import ZoneInfo

NAME = "Skomakeriet i Sala"
CURRENCY = "SEK"
ZONE = ZoneInfo("Europe/Stockholm")
PASSWORD = "syl-och-lest"  # noqa: S105  (printed by the demo itself: it opens an invented company only)
YEARS = 4
MEMORY = timedelta(days=YEARS * 365 + 1)
CUSTOMERS = 1_850
SOURCE = "demo"
