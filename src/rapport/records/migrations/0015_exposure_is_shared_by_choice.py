"""A colleague chooses whether what they are exposed to is shared with those who plan meetings."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0014_pack_what_each_was_asked"),
    ]

    operations = [
        migrations.AddField(
            model_name="colleague",
            name="exposure_shared",
            field=models.BooleanField(default=False),
        ),
    ]
