"""Promises, by us or by them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.records.models.declared import IfTicked, Shown
from rapport.records.models.offices import Colleague
from rapport.records.models.scoped import FromInteraction


class Side(models.TextChoices):
    """Who gave the word."""

    US = "us", _("us")
    THEM = "them", _("them")


class CommitmentState(models.TextChoices):
    """What became of it."""

    OPEN = "open", pgettext_lazy("promise", "open")
    KEPT = "kept", _("kept")
    LATE_TOLD = "late_told", _("late, they know")
    LATE_SILENT = "late_silent", _("late, not told")
    BROKEN = "broken", _("broken")
    RELEASED = "released", _("released")


class Commitment(FromInteraction):
    """A promise with its due date and what became of it.

    Telling them that it will be late moves ``due``; ``first_due`` keeps the day promised at first,
    ``told_on`` the day they were told last. ``LATE_TOLD`` and ``LATE_SILENT`` are read of stores
    that were written before that; nothing writes them any more.
    """

    TEXTS = ("text",)
    SHOWN = Shown("due", "text")
    TRAVELS = frozenset()
    TRAVELS_IF_TICKED = IfTicked("promise", frozenset({"by", "text", "due", "state"}))

    by = models.CharField(max_length=4, choices=Side, default=Side.US)
    text = models.TextField()
    made_on = models.DateField()
    due = models.DateField(null=True, blank=True)
    first_due = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=CommitmentState, default=CommitmentState.OPEN)
    settled_on = models.DateField(null=True, blank=True)
    colleague = models.ForeignKey(
        Colleague, null=True, blank=True, on_delete=models.SET_NULL, related_name="commitments"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "due"], name="commitment_open_by_due"),
        ]
