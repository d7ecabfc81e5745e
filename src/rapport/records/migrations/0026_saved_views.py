"""A colleague may save views of the list of people."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rapport.records.models.logged


class Migration(migrations.Migration):

    dependencies: ClassVar = [("records", "0025_what_waits_to_be_erased")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="SavedView",
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
                ("title", models.CharField(max_length=40)),
                ("filters", models.CharField(max_length=400)),
                (
                    "colleague",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
