"""Groups are found by an index of the words of their names."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def add_beginnings(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX group_key_begins ON records_groupkey (form, key varchar_pattern_ops)"
        )


def drop_beginnings(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX group_key_begins")


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0048_judged_has_a_number'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='GroupKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.PositiveSmallIntegerField(choices=[(0, 'Word'), (1, 'Skeleton'), (2, 'Sealed Word'), (3, 'Sealed Skeleton'), (4, 'Sealed Alone')])),
                ('key', models.CharField(max_length=64)),
                ('actor', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='name_keys', to='records.actor')),
            ],
            options={
                'indexes': [models.Index(fields=['form', 'key', 'actor'], name='group_key'), models.Index(fields=['actor'], name='group_key_of_actor')],
            },
        ),
        migrations.RunPython(add_beginnings, drop_beginnings),
    ]
