"""What colleagues who know a place tell those who go there."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.records.models.logged import LoggedModel
from rapport.records.models.offices import Colleague, Office


class CultureTopic(models.TextChoices):
    """What a note is about."""

    GREETING = "greeting", _("greeting")
    HOSPITALITY = "hospitality", _("food, drink and hospitality")
    GIFTS = "gifts", _("gifts")
    DRESS = "dress", _("dress")
    TIME = "time", _("time and waiting")
    FAITH = "faith", _("faith and feasts")
    WOMEN_AND_MEN = "women_and_men", _("women and men")
    WORDS = "words", _("words and gestures")
    TABOO = "taboo", _("what to avoid")


class CultureNote(LoggedModel):
    """A custom of a place, written by a colleague who knows it. It names no counterpart.

    The office has it in common. ``role`` says from where its author knows it ("from here",
    "worked there for six years"), in their own words.
    """

    OF_WRITERS = True

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="culture_notes")
    place = models.CharField(_("District or place"), max_length=80)
    topic = models.CharField(_("About"), max_length=16, choices=CultureTopic)
    text = models.TextField(_("What should a visitor know?"))
    author = models.ForeignKey(
        Colleague, null=True, on_delete=models.SET_NULL, related_name="culture_notes"
    )
    role = models.CharField(_("How do you know?"), max_length=120, blank=True)
    on = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["office", "place"], name="culture_by_place")]

    def scope(self) -> uuid.UUID:
        """Return the office's key."""
        return self.office_id
