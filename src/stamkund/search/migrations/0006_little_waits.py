"""PostgreSQL's index of words lets new words wait in a list, up to 4 MB long, that every question reads through.

Until somebody vacuums, that made a slip or a part inside a word take 15 to 30 ms longer. 256 KB take 2; imports become
8 % slower, since less is put into the index at a time.
"""

from django.db import migrations

INDEXES = ("search_party_index", "search_event_index")
KIBIBYTES = 256


def let_little_wait(apps, schema_editor):
    alter(schema_editor, f"SET (gin_pending_list_limit = {KIBIBYTES})")


def let_much_wait(apps, schema_editor):
    alter(schema_editor, "RESET (gin_pending_list_limit)")


def alter(schema_editor, how):
    if schema_editor.connection.vendor == "postgresql":
        for index in INDEXES:
            schema_editor.execute(f"ALTER INDEX {index} {how}")


class Migration(migrations.Migration):
    dependencies = [("search", "0005_longer_beginnings")]
    operations = [migrations.RunPython(let_little_wait, let_much_wait)]
