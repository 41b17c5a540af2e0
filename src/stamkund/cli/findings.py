"""What an installation must have, looked at one by one. Each look is a function; a failed one says what to do."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from stamkund.cli.words import figure
from stamkund.cli.words import gettext as _
from stamkund.staff.queries import active_staff

ENOUGH_DISK_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; *remedy* is what to do where it is not well."""

    what: str
    ok: bool
    detail: str
    remedy: str = ""


def look_at_configuration() -> Finding:
    """Django's own checks of the settings."""

    wrong = [str(found.msg) for found in run_checks() if found.level >= ERROR]
    return Finding(_("configuration"), not wrong, "; ".join(wrong) or _("as it should be"), _("correct these settings"))


def look_at_database() -> Finding:
    """Whether it answers, and which it is."""

    remedy = _("start the database, or correct STAMKUND_DATABASE_URL")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Finding(_("database"), ok=False, detail=str(error).strip(), remedy=remedy)
    return Finding(_("database"), ok=True, detail=connection.vendor)


def look_at_migrations() -> Finding:
    """Whether the tables are those of this version."""

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        is_cached = "cache" in connection.introspection.table_names()
    except DatabaseError as error:
        return Finding(_("migrations"), ok=False, detail=str(error).strip(), remedy=_("see the database"))
    if waiting:
        detail = _("%(number)s waiting") % {"number": len(waiting)}
    else:
        detail = _("all applied") if is_cached else _("the cache's table is missing")
    return Finding(_("migrations"), not waiting and is_cached, detail, _("run `stamkund init`"))


def look_at_disk() -> Finding:
    """Room where everything embedded is kept."""

    free = shutil.disk_usage(settings.STAMKUND_HOME).free
    detail = _("%(room)s GB free in %(place)s") % {"room": figure(free / 1e9, 1), "place": settings.STAMKUND_HOME}
    return Finding(_("disk"), free > ENOUGH_DISK_BYTES, detail, _("make room, or move STAMKUND_HOME to a larger disk"))


def look_at_static_files() -> Finding:
    """Whether pages will find their styles and scripts."""

    is_collected = (settings.STATIC_ROOT / "staticfiles.json").is_file()
    said = _("collected in %(place)s") if is_collected else _("missing in %(place)s")
    return Finding(_("static files"), is_collected, said % {"place": settings.STATIC_ROOT}, _("run `stamkund init`"))


def look_at_people() -> Finding:
    """Whether somebody can sign in and administer."""

    try:
        number = sum(user.may_administer for user in active_staff())
    except DatabaseError:
        number = 0
    return Finding(_("administrators"), number > 0, str(number), _("run `stamkund init --admin MAIL`"))


LOOKS: tuple[Callable[[], Finding], ...] = (
    look_at_configuration,
    look_at_database,
    look_at_migrations,
    look_at_disk,
    look_at_static_files,
    look_at_people,
)


def find_everything() -> list[Finding]:
    """Look at everything, in the order in which one would mend it."""
    return [look() for look in LOOKS]
