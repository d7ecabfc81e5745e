"""Payloads and packed facts in the smaller forms. No head and no link of the history changes."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import migrations

from rapport.records.bulk_sql import update_values
from rapport.records.packed_facts import pack_all
from rapport.records.payloads import pack, unpack

_BATCH = 2000


def pack_payloads(apps: Any, schema_editor: Any) -> None:
    """Pack every payload not packed yet, and let go of its hash, which the payload itself gives."""
    operations = apps.get_model("records", "Operation")
    for some in _batches(operations.objects.filter(payload__isnull=False)):
        packed = ((one.sequence, (_packed(one), None)) for one in some)
        update_values(operations, ("payload", "payload_hash"), packed)


def pack_facts(apps: Any, schema_editor: Any) -> None:
    """Write what the rules read of an interaction in letters."""
    interactions = apps.get_model("records", "Interaction").objects
    pack_all(interactions, apps.get_model("records", "Presence").objects)


def _packed(operation: Any) -> bytes:
    """Return the payload packed; an update that was taken back has left it so already."""
    usual = (operation.scope, None, None)
    return pack(unpack(bytes(operation.payload), usual), usual)


def _batches(rows: Any) -> Iterator[list[Any]]:
    last = 0
    while some := list(rows.filter(sequence__gt=last).order_by("sequence")[:_BATCH]):
        yield some
        last = some[-1].sequence


class Migration(migrations.Migration):
    """Rewrite what is held; nothing of what it says changes."""

    dependencies: ClassVar = [("records", "0017_a_smaller_history")]

    operations: ClassVar = [
        migrations.RunPython(pack_payloads, migrations.RunPython.noop),
        migrations.RunPython(pack_facts, migrations.RunPython.noop),
    ]
