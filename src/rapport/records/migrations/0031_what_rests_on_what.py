"""What rests on an insight, what a family tie is needed for, and ties that are said not to be."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rapport.records.models.logged


class Migration(migrations.Migration):
    dependencies: ClassVar = [("records", "0030_ties_and_understanding")]

    operations: ClassVar = [
        migrations.AlterField(
            "commonground",
            "insight",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="records.insight",
            ),
        ),
        migrations.AlterField(
            "commonground",
            "text",
            models.TextField(blank=True, verbose_name="In one line"),
        ),
        migrations.AddField(
            "tie",
            "need",
            models.CharField(
                blank=True, default="", max_length=300, verbose_name="What it is needed for"
            ),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="NotTied",
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
                (
                    "sensitivity",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "open"),
                            (1, "restricted"),
                            (2, "confidential"),
                            (3, "named colleagues only"),
                        ],
                        default=1,
                    ),
                ),
                ("expires", models.DateField(blank=True, null=True)),
                ("on", models.DateField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.circle",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.office",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="records.relationship",
                    ),
                ),
                (
                    "relationship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="records.relationship",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
