"""Findings say what they are about; what is worked out for each reader can be set aside."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rapport.records.models.logged


def about_their_relationship(apps: Any, schema_editor: Any) -> None:
    """Say of every finding there is that it is about its relationship."""
    finding = apps.get_model("records", "Finding")
    finding.objects.update(about_key=models.F("relationship_id"))


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0007_waivers_remember"),
    ]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="about_kind",
            field=models.CharField(default="relationship", max_length=12),
        ),
        migrations.AddField(
            model_name="finding",
            name="about_key",
            field=models.UUIDField(null=True),
        ),
        migrations.RunPython(about_their_relationship, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="finding",
            name="about_key",
            field=models.UUIDField(),
        ),
        migrations.CreateModel(
            name="OwnWaiver",
            fields=[
                ("id", models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ("revised", models.BigIntegerField(default=0, editable=False)),
                ("code", models.CharField(max_length=4)),
                ("about_kind", models.CharField(max_length=12)),
                ("about_key", models.UUIDField()),
                ("reason", models.TextField()),
                ("until", models.DateField()),
                ("seen", models.JSONField(blank=True, default=list, editable=False)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="own_waivers", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
