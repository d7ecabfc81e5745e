"""Phones that write sealed logs, and what came from them. No records, and in no history.

What is in the history stays there. A log from the road is nobody's record until its colleague
confirms it as a contact, and one that is discarded must be able to go: so must a lost phone's key.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from rapport.records.models.logged import new_key
from rapport.records.models.offices import Colleague


def _key() -> "models.UUIDField[uuid.UUID, uuid.UUID]":
    return models.UUIDField(primary_key=True, default=new_key, editable=False)


class PhoneKey(models.Model):
    """A key pair that phones seal to; new phones get the newest, or one beside it.

    ``private`` is sealed in the store. ``page`` is where the phone page lies. Until ``asks_until``
    a new phone may come; ``tries`` counts the wrong digits that ``asked_by`` typed. Whoever
    adds a phone while another colleague does has a key of their own.
    """

    id = _key()
    private = models.BinaryField()
    public = models.BinaryField()
    page = models.CharField(max_length=200, default="")
    asks_until = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(Colleague, null=True, on_delete=models.SET_NULL, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)


class Phone(models.Model):
    """A phone that may send logs: whose it is, until when, and whether it was lost.

    ``device`` is what it calls itself, eight random bytes; ``mac`` its sealed MAC key. Nobody's
    (``colleague``) until the six digits it shows were typed at the office. ``lost_from``: what came
    since then may be somebody else's. ``stopped``: nothing more comes from it.
    """

    id = _key()
    device = models.BinaryField(unique=True)
    key = models.ForeignKey(PhoneKey, on_delete=models.PROTECT, related_name="phones")
    mac = models.BinaryField()
    came = models.DateTimeField()
    colleague = models.ForeignKey(
        Colleague, null=True, on_delete=models.CASCADE, related_name="phones"
    )
    ends = models.DateField(null=True)
    stopped = models.DateTimeField(null=True)
    lost_from = models.DateTimeField(null=True)


class PhoneLogState(models.TextChoices):
    """What became of a log from a phone."""

    WAITING = "waiting", pgettext_lazy("log from a phone", "waiting")
    CONFIRMED = "confirmed", pgettext_lazy("log from a phone", "confirmed")
    DISCARDED = "discarded", pgettext_lazy("log from a phone", "discarded")
    ASIDE = "aside", pgettext_lazy("log from a phone", "kept apart")
    SAME = "same", pgettext_lazy("log from a phone", "the same as a contact")


class PhoneLog(models.Model):
    """A log that a phone sealed, by its number: opened only to be shown to its colleague.

    ``interaction`` is the contact it was confirmed as, or the same as. ``sealed`` is emptied a
    month after it was ``settled``; ``digest`` stays, so that the same record again changes nothing.
    """

    id = _key()
    phone = models.ForeignKey(Phone, on_delete=models.CASCADE, related_name="logs")
    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    sealed = models.BinaryField()
    came = models.DateTimeField()
    state = models.CharField(max_length=9, choices=PhoneLogState, default=PhoneLogState.WAITING)
    settled = models.DateField(null=True)
    interaction = models.UUIDField(null=True, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["phone", "number"],
                condition=~models.Q(state="aside"),
                name="one_log_of_a_number",
            ),
            models.UniqueConstraint(
                fields=["phone", "number", "digest"], name="one_log_of_these_bytes"
            ),
        ]


class TripWord(models.Model):
    """A word of a colleague's own that stands for somebody on a trip: the phone has it alone.

    ``relationship`` is only ever looked up among those its colleague may write about.
    """

    id = _key()
    colleague = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="trip_words")
    word = models.CharField(max_length=20)
    relationship = models.UUIDField()
    until = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["colleague", "word"], name="one_meaning_of_a_trip_word")
        ]
