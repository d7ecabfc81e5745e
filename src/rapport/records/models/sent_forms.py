"""Forms that were sent: so that one sent twice is one change. No record, and in no history."""

from django.db import models

from rapport.records.models.offices import Colleague


class SentForm(models.Model):
    """A form somebody sent: the key it carried, and where its answer led them."""

    key = models.UUIDField(primary_key=True)
    by = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="+", db_index=False)
    led_to = models.TextField()
    at = models.DateTimeField(db_index=True)
