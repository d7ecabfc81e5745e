"""Of two people it can be kept that they are not the same."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rapport.records.models.logged


class Migration(migrations.Migration):

    dependencies: ClassVar = [("records", "0022_days_known_roughly")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ToldApart",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=rapport.records.models.logged.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("revised", models.BigIntegerField(default=0, editable=False)),
                ("one", models.UUIDField(db_index=True)),
                ("other", models.UUIDField(db_index=True)),
                ("mark", models.CharField(db_index=True, max_length=32)),
                ("on", models.DateField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="told_apart",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.circle",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
