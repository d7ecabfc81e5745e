"""Whom a colleague leads is read in the order of the last contact, off one index."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The index by lead alone goes: the new one begins with the lead too."""

    dependencies: ClassVar = [("records", "0018_payloads_are_packed")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="relationship",
            name="lead",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="leads",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="relationship",
            index=models.Index(fields=["lead", "last_two_way", "id"], name="led_by_last"),
        ),
    ]
