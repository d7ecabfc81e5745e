"""What the rules read of an interaction says what each person was asked, and at what time."""

from typing import Any, ClassVar

from django.db import migrations

from rapport.records.packed_facts import pack_all


def pack_anew(apps: Any, schema_editor: Any) -> None:
    """Pack the facts of every interaction in the present form, and have all judged anew."""
    interactions = apps.get_model("records", "Interaction").objects
    pack_all(interactions, apps.get_model("records", "Presence").objects)
    apps.get_model("records", "Relationship").objects.update(judged_on=None)


class Migration(migrations.Migration):
    """Rewrite the packed facts; nothing else changes."""

    dependencies: ClassVar = [("records", "0013_what_each_was_asked")]

    operations: ClassVar = [migrations.RunPython(pack_anew, migrations.RunPython.noop)]
