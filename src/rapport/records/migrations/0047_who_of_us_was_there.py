"""Who of us was in a contact stands in the index that finds it."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("records", "0046_who_helped")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="ourpresence",
            name="interaction",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="ours",
                to="records.interaction",
            ),
        ),
        migrations.AddIndex(
            model_name="ourpresence",
            index=models.Index(fields=["interaction", "colleague"], name="our_presence_in"),
        ),
    ]
