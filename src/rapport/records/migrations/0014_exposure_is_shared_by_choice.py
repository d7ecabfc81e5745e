"""A colleague chooses whether what they are exposed to is shared with those who plan meetings."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0012_sessions_and_preferences"),
    ]

    operations = [
        migrations.AddField(
            model_name="colleague",
            name="exposure_shared",
            field=models.BooleanField(default=False),
        ),
    ]
