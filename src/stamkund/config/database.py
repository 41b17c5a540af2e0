"""How the two databases are opened."""

from typing import Any

import dj_database_url

LONG_LIVED_SECONDS = 600
_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA mmap_size=268435456; "
    "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
)


def database(url: str, *, durable: bool) -> dict[str, Any]:
    """Return Django's settings for *url*; *durable* makes SQLite flush to disk before it acknowledges a write."""
    settings = dict(dj_database_url.parse(url, conn_max_age=LONG_LIVED_SECONDS, conn_health_checks=True))
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": _PRAGMAS.format(synchronous="FULL" if durable else "NORMAL"),
        }
    return settings
