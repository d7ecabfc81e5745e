"""The index of words merges eight segments at a time, not four: a log writes a third less for it."""

from typing import Any, ClassVar

from django.db import migrations


def merge_later(apps: Any, schema_editor: Any) -> None:
    """Tell the index, which keeps the setting in the store."""
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute(
            "INSERT INTO records_search_words (records_search_words, rank) VALUES ('automerge', 8)"
        )


class Migration(migrations.Migration):
    """Change a setting of the index; what it holds stays."""

    dependencies: ClassVar = [("records", "0020_operations_name_their_chain")]

    operations: ClassVar = [migrations.RunPython(merge_later, migrations.RunPython.noop)]
