"""The last day a contact may have been on, where only a month or a range of days is known."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add a column that is empty for every contact whose day is known."""

    dependencies: ClassVar = [("records", "0021_words_are_merged_later")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="interaction",
            name="until",
            field=models.DateField(blank=True, null=True),
        ),
    ]
