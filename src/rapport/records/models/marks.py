"""What a text has to be minded for: worked out as it is written, never recorded."""

from typing import ClassVar

from django.db import models

from rapport.records.models.offices import Circle


class Mark(models.Model):
    """One record in whose words there is something to mind; whatever has nothing has no mark.

    ``about`` is what the record holds in the column of its link (``hanging.noticed_at``), or, of
    what it joins, the relationship at which it is told: it leads to those whose findings rest on
    it. ``on`` is the record's day, or None where it has none. ``words`` are hard words, ``private``
    those of family, faith and health, ``loaded`` those that judge, in how we read them.
    """

    kind = models.CharField(max_length=16)
    row = models.UUIDField(unique=True)
    about = models.UUIDField()
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="+", db_index=False)
    sensitivity = models.PositiveSmallIntegerField()
    on = models.DateField(null=True)
    names = models.PositiveSmallIntegerField(default=0)
    words = models.JSONField(default=list)
    private = models.JSONField(default=list)
    loaded = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["about"], name="mark_about")]
