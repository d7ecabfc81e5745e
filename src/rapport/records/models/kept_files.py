"""Files kept inside the store: encrypted copies of what shows an agreement."""

from django.db import models

from rapport.records.models.offices import Office


class KeptFile(models.Model):
    """An encrypted copy of a file; what it is and who may open it stands with its ``evidence``.

    It is no part of the history, which would hold it for ever: taken out or erased, it is gone.
    """

    id = models.UUIDField(primary_key=True)
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    evidence = models.UUIDField(db_index=True)
    sealed = models.BinaryField()
