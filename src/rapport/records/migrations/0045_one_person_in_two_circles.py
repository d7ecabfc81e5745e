"""A tie may say that the records of two circles are of one person."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("records", "0044_greetings_in_our_words")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="tie",
            name="kind",
            field=models.CharField(
                choices=[
                    ("answers_to", "answers to"),
                    ("audience_of", "opinion matters to"),
                    ("speaks_for", "speaks for"),
                    ("trusts", "trusts"),
                    ("doorkeeper_of", "decides who gets in to see"),
                    ("kin_of", "is related to"),
                    ("worked_with", "has worked with"),
                    ("allied_with", "is allied with"),
                    ("at_odds_with", "is at odds with"),
                    ("same_person", "is the same person as"),
                ],
                max_length=16,
                verbose_name="Type of tie",
            ),
        ),
        migrations.AddIndex(
            model_name="tie",
            index=models.Index(fields=["kind", "id"], name="tie_by_kind"),
        ),
    ]
