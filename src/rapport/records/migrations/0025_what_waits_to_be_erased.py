"""What was set to be erased is found off an index of its own, which holds nothing else."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A row leaves the index with its content, when it is erased."""

    dependencies: ClassVar = [("records", "0024_a_lead_accepts")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="operation",
            index=models.Index(
                fields=["row"],
                name="operation_to_erase",
                condition=models.Q(verb="set_to_erase", payload__isnull=False),
            ),
        ),
    ]
