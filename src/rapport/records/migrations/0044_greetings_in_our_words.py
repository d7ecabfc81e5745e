"""Our own words have greetings too: on a holiday, for Ramadan, on a day of somebody's own."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("records", "0043_officials_by_name")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="ownwords",
            name="kind",
            field=models.CharField(
                choices=[
                    ("who_we_are", "who we are"),
                    ("not_do", "what we do not do"),
                    ("why_access", "why access and safety matter"),
                    ("red_lines", "red lines we can say"),
                    ("feast", "a greeting on a holiday"),
                    ("ramadan", "a greeting for Ramadan"),
                    ("own_day", "a greeting on a day of their own"),
                ],
                max_length=12,
                verbose_name="What it says",
            ),
        )
    ]
