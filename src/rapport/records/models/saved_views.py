"""Views of the list of people that somebody saved for themselves. No record, and in no history."""

import uuid

from django.db import models

from rapport.records.models.logged import new_key
from rapport.records.models.offices import Colleague


class SavedView(models.Model):
    """A choice of filters under a title of its owner's own.

    ``filters`` are those of the list's address (``stage=rapport&group=019a…``): choices and keys,
    never a name. It opens nothing: whoever uses it sees what they may see anyway.
    """

    id: "models.UUIDField[uuid.UUID, uuid.UUID]" = models.UUIDField(
        primary_key=True, default=new_key, editable=False
    )
    colleague = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="saved_views")
    title = models.CharField(max_length=40)
    filters = models.CharField(max_length=400)
