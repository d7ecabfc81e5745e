"""The traces of sealed names in the index are written shorter; no name is opened for it."""

from typing import Any, ClassVar

from django.db import migrations

from rapport.records.bulk_sql import update_values
from rapport.records.name_index import written_trace

_BATCH = 2000
_SEALED = (2, 3, 4)
_LETTERS_BEFORE = 32


def shorten(apps: Any, schema_editor: Any) -> None:
    """Write every trace anew from its own first bytes."""
    keys = apps.get_model("records", "NameKey")
    last = 0
    while some := list(
        keys.objects.filter(form__in=_SEALED, pk__gt=last).order_by("pk")[:_BATCH]
    ):
        long = [one for one in some if len(one.key) == _LETTERS_BEFORE]
        update_values(
            keys, ("key",), ((one.pk, (written_trace(bytes.fromhex(one.key)),)) for one in long)
        )
        last = some[-1].pk


class Migration(migrations.Migration):
    """Rewrite an index; nothing of what it finds changes."""

    dependencies: ClassVar = [("records", "0020_operations_name_their_chain")]

    operations: ClassVar = [migrations.RunPython(shorten, migrations.RunPython.noop)]
