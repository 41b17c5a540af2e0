"""PostgreSQL finds words and their beginnings in an index of words, as SQLite does, instead of one of trigrams.

A question with slips forgiven has dozens of forms: trigrams looked each up by its own scan or, worse, read every
document against all of them.
"""

from django.db import migrations

DOCUMENTS = (
    {"table": "search_partydocument", "index": "search_party_index"},
    {"table": "search_eventdocument", "index": "search_event_index"},
)
# Not in SQL, which would be inlined: as a function it says that reading a document is dear, so that the index is asked
# even where a small LIMIT makes reading everything look cheap. It is not PARALLEL SAFE: starting workers takes longer
# than reading the two hundred documents that are asked for. PostgreSQL takes no word of more than 2,046 bytes.
WORDS = """
CREATE FUNCTION search_words(document text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT COST 10000 AS $$
BEGIN
  RETURN array_to_tsvector(ARRAY(
    SELECT left(word, 200) FROM unnest(string_to_array(document, ' ')) AS word WHERE word <> ''
  ));
END $$
"""
FORGET_WORDS = "DROP FUNCTION search_words(text)"
DROP = "DROP INDEX {index}"
BY_WORDS = "CREATE INDEX {index} ON {table} USING gin (search_words(text))"
BY_TRIGRAMS = "CREATE INDEX {index} ON {table} USING gin (text gin_trgm_ops)"


def by_words(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(WORDS)
        rebuild(schema_editor, BY_WORDS)


def by_trigrams(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        rebuild(schema_editor, BY_TRIGRAMS)
        schema_editor.execute(FORGET_WORDS)


def rebuild(schema_editor, create):
    for names in DOCUMENTS:
        schema_editor.execute(DROP.format(**names))
        schema_editor.execute(create.format(**names))


class Migration(migrations.Migration):
    dependencies = [("search", "0003_followed")]
    operations = [migrations.RunPython(by_words, by_trigrams)]
