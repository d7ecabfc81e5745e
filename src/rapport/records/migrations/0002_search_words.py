"""The full-text index, in each store's own way: FTS5 in the encrypted file, GIN on PostgreSQL."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FTS5 = (
    "CREATE VIRTUAL TABLE records_search_words USING fts5("
    "words, circle, content='', contentless_delete=1, prefix='3 4',"
    " tokenize=\"unicode61 remove_diacritics 0\")"
)
TSVECTOR = (
    "ALTER TABLE records_searchentry ADD COLUMN words tsvector",
    "CREATE INDEX records_search_words ON records_searchentry USING gin (words)",
    "CREATE INDEX records_search_circle ON records_searchentry (circle_id, id)",
    "CREATE INDEX name_key_begins ON records_namekey (form, key varchar_pattern_ops)",
)


def add(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    if schema_editor.connection.vendor == "postgresql":
        for statement in TSVECTOR:
            schema_editor.execute(statement)
    else:
        schema_editor.execute(FTS5)


def drop(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX name_key_begins")
        schema_editor.execute("ALTER TABLE records_searchentry DROP COLUMN words")
    else:
        schema_editor.execute("DROP TABLE records_search_words")


class Migration(migrations.Migration):
    dependencies = [("records", "0001_records_begin")]
    operations = [migrations.RunPython(add, drop)]
