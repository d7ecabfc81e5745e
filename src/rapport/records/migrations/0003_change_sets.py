"""What one verb changed is called a change set."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Rename the columns and the index."""

    dependencies: ClassVar = [("records", "0002_search_words")]

    operations: ClassVar = [
        migrations.RemoveIndex("operation", "operation_of_deed"),
        migrations.RenameField("operation", "deed", "change_set"),
        migrations.RenameField("registerimport", "deed", "change_set"),
        migrations.AddIndex(
            "operation", models.Index(fields=["change_set"], name="operation_of_change_set")
        ),
    ]
