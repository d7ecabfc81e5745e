"""How many people each of us opened lately, and the reasons given for many."""

import uuid

from django.db import models

from rapport.records.models.logged import LoggedModel
from rapport.records.models.offices import Colleague, Office


class Reading(LoggedModel):
    """A reason somebody gave for reading about many people: when, how many, and about whom.

    ``whom`` holds keys of relationships; each reader is shown those they may see.
    """

    OF_ITS_STORE = True

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="readings")
    at = models.DateTimeField()
    many = models.PositiveIntegerField()
    reason = models.TextField()
    whom = models.JSONField(default=list, blank=True)

    @classmethod
    def is_archived_for(cls, me: Colleague) -> bool:
        """Say whether ``me`` minds data protection; to others it is not shown either."""
        return me.is_shown_readings

    def scope(self) -> uuid.UUID:
        """Return the office's key."""
        return self.office_id


class SignInCode(models.Model):
    """A code that lets one colleague choose a passphrase, once; kept only as a hash.

    In no history, and without a foreign key: whatever becomes of the colleague's row, nothing
    but the code itself hangs on this one.
    """

    colleague = models.UUIDField(primary_key=True)
    hash = models.CharField(max_length=200)
    expires = models.DateTimeField()


class ReadCount(models.Model):
    """Whom one colleague of a team opened within a day, counted for all workers together.

    ``opened`` is ``{relationship: moment}`` as JSON has it, forgotten after a day; ``stops`` are
    the times a reason was asked for, ``[[moment, how many], ...]``, given or not. In no history.
    """

    colleague = models.UUIDField(primary_key=True)
    opened = models.JSONField(default=dict)
    stops = models.JSONField(default=list)
