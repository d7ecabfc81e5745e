"""An operation points at its chain. No head and no link of the history changes."""

from collections.abc import Iterator
from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

from rapport.records.bulk_sql import update_values
from rapport.records.payloads import pack, unpack

_BATCH = 2000


def point_at_chains(apps: Any, schema_editor: Any) -> None:
    """Give every operation its chain, and pack its payload without what that chain knows."""
    heads = apps.get_model("records", "ScopeHead").objects
    offices = dict(apps.get_model("records", "Circle").objects.values_list("pk", "office_id"))
    for head in heads.filter(scope__in=offices):
        head.office = offices[head.scope]
        head.save(update_fields=["office"])
    chains = {(head.replica, head.scope): head for head in heads.all()}
    operations = apps.get_model("records", "Operation")
    for some in _batches(operations.objects.all()):
        moved = (
            (one.sequence, (chains[one.replica, one.scope].pk, _packed(one, chains)))
            for one in some
        )
        update_values(operations, ("chain_id", "payload"), moved)


def _packed(operation: Any, chains: dict[Any, Any]) -> bytes | None:
    if operation.payload is None:
        return None
    content = unpack(bytes(operation.payload), (operation.scope, None, None))
    office = chains[operation.replica, operation.scope].office
    return pack(content, (operation.scope, office, operation.by))


def _batches(rows: Any) -> Iterator[list[Any]]:
    last = 0
    while some := list(rows.filter(sequence__gt=last).order_by("sequence")[:_BATCH]):
        yield some
        last = some[-1].sequence


class Migration(migrations.Migration):
    """Replica and scope stand once with the chain instead of in each row and in an index."""

    dependencies: ClassVar = [("records", "0019_whom_one_met_last")]

    operations: ClassVar = [
        migrations.AddField("ScopeHead", "office", models.UUIDField(null=True)),
        migrations.AddField(
            "Operation",
            "chain",
            models.ForeignKey(
                "records.ScopeHead",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                db_index=False,
                db_constraint=False,
            ),
        ),
        migrations.RunPython(point_at_chains, migrations.RunPython.noop),
        migrations.RemoveIndex("Operation", "operation_in_scope"),
        migrations.RemoveField("Operation", "replica"),
        migrations.RemoveField("Operation", "scope"),
        migrations.AlterField(
            "Operation",
            "chain",
            models.ForeignKey(
                "records.ScopeHead",
                on_delete=django.db.models.deletion.DO_NOTHING,
                db_index=False,
                db_constraint=False,
            ),
        ),
        migrations.AddIndex(
            "Operation", models.Index(fields=["chain", "sequence"], name="operation_in_chain")
        ),
    ]
