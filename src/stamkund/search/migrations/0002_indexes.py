"""The indexes behind searching. A later migration that rebuilds a document table on SQLite must make its triggers anew."""

from django.db import migrations

DOCUMENTS = (
    {"table": "search_partydocument", "key": "party_id", "index": "search_party_index"},
    {"table": "search_eventdocument", "key": "event_id", "index": "search_event_index"},
)
SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE {index} USING fts5(text, content='{table}', content_rowid='{key}',"
    " tokenize='ascii', prefix='1 2 3', detail='none', columnsize=0)",
    "CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN"
    " INSERT INTO {index}(rowid, text) VALUES (new.{key}, new.text); END",
    "CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN"
    " INSERT INTO {index}({index}, rowid, text) VALUES ('delete', old.{key}, old.text); END",
    "CREATE TRIGGER {index}_update AFTER UPDATE OF text ON {table} BEGIN"
    " INSERT INTO {index}({index}, rowid, text) VALUES ('delete', old.{key}, old.text);"
    " INSERT INTO {index}(rowid, text) VALUES (new.{key}, new.text); END",
    "INSERT INTO {index}({index}) VALUES ('rebuild')",
)
SQLITE_VOCABULARY = (
    "CREATE TABLE search_part (part TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (part, word)) WITHOUT ROWID",
    "CREATE TABLE search_slip (slip TEXT NOT NULL, stem TEXT NOT NULL, PRIMARY KEY (slip, stem)) WITHOUT ROWID",
    "CREATE INDEX search_purchase_number ON purchases_purchase (lower(number)) WHERE number <> ''",
)
POSTGRESQL_INDEX = ("CREATE INDEX {index} ON {table} USING gin (text gin_trgm_ops)",)
# Two writers may learn one word at the same time: without a key, nothing makes one wait for the other.
POSTGRESQL_VOCABULARY = (
    'CREATE TABLE search_part (part text COLLATE "C" NOT NULL, word text COLLATE "C" NOT NULL)',
    "CREATE INDEX search_part_found ON search_part (part, word)",
    'CREATE TABLE search_slip (slip text COLLATE "C" NOT NULL, stem text COLLATE "C" NOT NULL)',
    "CREATE INDEX search_slip_found ON search_slip (slip, stem)",
    "CREATE INDEX search_purchase_number ON purchases_purchase (lower(number) COLLATE \"C\") WHERE number <> ''",
)
FORGET_VOCABULARY = ("DROP INDEX search_purchase_number", "DROP TABLE search_slip", "DROP TABLE search_part")
FORGET_SQLITE_INDEX = (
    "DROP TRIGGER {index}_insert",
    "DROP TRIGGER {index}_delete",
    "DROP TRIGGER {index}_update",
    "DROP TABLE {index}",
)
FORGET_POSTGRESQL_INDEX = ("DROP INDEX {index}",)


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        run(schema_editor, SQLITE_INDEX, SQLITE_VOCABULARY)
    else:
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        run(schema_editor, POSTGRESQL_INDEX, POSTGRESQL_VOCABULARY)


def forget(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    run(schema_editor, FORGET_SQLITE_INDEX if is_sqlite else FORGET_POSTGRESQL_INDEX, FORGET_VOCABULARY)


def run(schema_editor, per_document, once):
    for names in DOCUMENTS:
        for statement in per_document:
            schema_editor.execute(statement.format(**names))
    for statement in once:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("purchases", "0001_initial")]
    operations = [migrations.RunPython(create, forget)]
