"""Every migration has a name, a way back, and runs on a database that already holds customers."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from stamkund.customers.models import Party
from stamkund.dialogue.actions.write_note import write_note
from stamkund.staff.models import User
from stamkund.timeline.models import Event

OUR_APPS = sorted(config.label for config in apps.get_app_configs() if config.name.startswith("stamkund."))
STEPS = sorted(
    (app, previous, name)
    for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    if app in OUR_APPS
    for parent, previous in MigrationLoader(None).disk_migrations[app, name].dependencies
    if parent == app
)


def test_models_and_migrations_agree(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_has_a_name() -> None:
    assert [name for _, _, name in STEPS if "_auto_" in name] == []


@pytest.mark.parametrize(("app", "previous", "name"), STEPS)
@pytest.mark.django_db(transaction=True)
def test_a_step_goes_back_and_forth_and_loses_nobody(
    app: str, previous: str, name: str, karin: Party, asa: User
) -> None:
    write_note(party=karin, text="High instep", actor=asa, source="test")
    try:
        call_command("migrate", app, previous, verbosity=0)
    finally:
        call_command("migrate", app, name, verbosity=0)
        call_command("migrate", verbosity=0)

    assert Party.objects.get(pk=karin.pk).name == "Karin Dalsjö"
    assert Event.objects.filter(kind="note.written").count() == 1


@pytest.mark.django_db(transaction=True)
def test_everything_unwinds_to_an_empty_database_and_comes_back() -> None:
    try:
        for app in OUR_APPS:
            if any(one == app for one, _ in MigrationLoader(connection).disk_migrations):
                call_command("migrate", app, "zero", verbosity=0)
        ours = {model._meta.db_table for app in OUR_APPS for model in apps.get_app_config(app).get_models()}
        assert ours & set(connection.introspection.table_names()) == set()
    finally:
        call_command("migrate", verbosity=0)
    assert not Party.objects.exists()
