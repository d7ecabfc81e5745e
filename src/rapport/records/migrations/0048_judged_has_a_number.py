"""A number of the store differs once anything is judged, where findings were counted before."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("records", "0047_who_of_us_was_there")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="store",
            name="judged",
            field=models.BigIntegerField(default=0),
        ),
    ]
