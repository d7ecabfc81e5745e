"""What is to be minded in a text has a table of its own, whatever the text is of."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Marks are written when the store is opened, by the program that reads the texts."""

    dependencies: ClassVar = [("records", "0015_exposure_is_shared_by_choice")]

    operations: ClassVar = [
        *(
            migrations.RemoveField(model_name=model, name=name)
            for model in ("insight", "interaction")
            for name in ("names_in_clear", "words_to_mind")
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("row", models.UUIDField(unique=True)),
                ("about", models.UUIDField()),
                ("sensitivity", models.PositiveSmallIntegerField()),
                ("on", models.DateField(null=True)),
                ("names", models.PositiveSmallIntegerField(default=0)),
                ("words", models.JSONField(default=list)),
                ("private", models.JSONField(default=list)),
                (
                    "circle",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="records.circle",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["about"], name="mark_about")]},
        ),
    ]
