"""A line of the common ground goes where the insight it rests on goes, and may have no text."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


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
    ]
