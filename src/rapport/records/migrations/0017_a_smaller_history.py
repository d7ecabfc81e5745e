"""What the store no longer holds twice: hashes of what is there, numbers, days, starts of words."""

from typing import Any, ClassVar

from django.db import migrations, models

import rapport.records.models.history

FTS5 = (
    "CREATE VIRTUAL TABLE records_search_words USING fts5("
    "words, circle, content='', contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\")"
)


def index_whole_words(apps: Any, schema_editor: Any) -> None:
    """Make the index of words anew, empty; every text is indexed again after all migrations."""
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute("DROP TABLE records_search_words")
        schema_editor.execute(FTS5)


class Migration(migrations.Migration):
    """Change the tables; the next one packs what lies in them."""

    dependencies: ClassVar = [("records", "0016_what_is_minded_in_texts")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="operation", name="operation_named_once"),
        migrations.AlterField(
            model_name="operation",
            name="payload_hash",
            field=models.BinaryField(null=True),
        ),
        migrations.AlterField(
            model_name="operation",
            name="sequence",
            field=rapport.records.models.history.RowNumber(primary_key=True, serialize=False),
        ),
        migrations.RemoveField(model_name="searchentry", name="on"),
        migrations.RunPython(index_whole_words, migrations.RunPython.noop),
    ]
