"""Bringing an installation up to date: tables, cache, static files."""

from django.core.management import call_command


def prepare() -> None:
    """Migrate the database, make the cache's table, collect the static files. Safe to repeat."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect_static_files()


def collect_static_files() -> None:
    """Put styles, scripts and pictures where the web server finds them, under names that change with their content."""
    call_command("collectstatic", interactive=False, verbosity=0)
