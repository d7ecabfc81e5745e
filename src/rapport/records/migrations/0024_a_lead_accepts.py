"""Whoever is offered the lead accepts it or declines; all who led before have accepted."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the answer: what is there, and what the log leaves out, is accepted."""

    dependencies: ClassVar = [("records", "0023_who_is_told_apart")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="holder",
            name="answer",
            field=models.CharField(
                choices=[
                    ("accepted", "accepted"),
                    ("waiting", "not answered yet"),
                    ("declined", "declined"),
                ],
                default="accepted",
                editable=False,
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="holder",
            name="offered_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="holder",
            name="answered_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="holder",
            name="declined_because",
            field=models.TextField(blank=True),
        ),
        migrations.AddIndex(
            model_name="holder",
            index=models.Index(
                condition=models.Q(("offered_on__isnull", False)),
                fields=["offered_on"],
                name="holder_offered",
            ),
        ),
    ]
