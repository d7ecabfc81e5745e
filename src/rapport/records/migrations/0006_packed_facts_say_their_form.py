"""What the rules read of an interaction is packed in a form that says its number."""

from typing import Any, ClassVar

from django.db import migrations

from rapport.records.packed_facts import pack_all


def pack_anew(apps: Any, schema_editor: Any) -> None:
    """Pack the facts of every interaction in the present form."""
    interactions = apps.get_model("records", "Interaction").objects
    pack_all(interactions, apps.get_model("records", "Presence").objects)


class Migration(migrations.Migration):
    """Rewrite the packed facts; nothing else changes."""

    dependencies: ClassVar = [("records", "0005_labels_of_what_we_told")]

    operations: ClassVar = [migrations.RunPython(pack_anew, migrations.RunPython.noop)]
