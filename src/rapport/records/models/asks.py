"""What we request: of whom, at what risk to them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.records.models.interactions import Channel
from rapport.records.models.offices import Colleague
from rapport.records.models.scoped import FromInteraction, IfTicked, Shown


class Outcome(models.TextChoices):
    """What became of an ask."""

    PLANNED = "planned", _("planned")
    MADE = "made", _("asked, no answer yet")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    DEFERRED = "deferred", _("postponed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Cost(models.TextChoices):
    """What a yes can cost somebody."""

    REPUTATION = "reputation", _("their reputation")
    AUTHORITY = "authority", _("authority over their own people")
    SUPERIORS = "superiors", _("standing with superiors")
    CONSTITUENTS = "constituents", _("standing with constituents")
    CAREER = "career", _("career or income")
    SOVEREIGNTY = "sovereignty", _("sovereignty or jurisdiction")
    SAFETY = "safety", _("personal safety")
    VALUES = "values", _("conflict with their own values")


class Ask(FromInteraction):
    """One thing we request of one counterpart.

    ``costs`` are pairs of a ``Cost`` and its weight, 1 to 3. ``made_on`` is the day it was asked,
    ``answered_on`` the day of their answer. ``why_no`` is what, in their place, would make us say
    no, and what we would need.
    """

    TEXTS = ("what", "why_no", "softens", "for_them", "life_saving_reason")
    SHOWN = Shown("planned_for", "what")
    TRAVELS = frozenset()
    TRAVELS_IF_TICKED = IfTicked("ask", frozenset({"what", "outcome"}))

    what = models.TextField()
    planned_for = models.DateField(null=True, blank=True)
    channel = models.CharField(max_length=12, choices=Channel, blank=True)
    life_saving = models.BooleanField(default=False)
    life_saving_reason = models.TextField(blank=True)
    authorised_by = models.ForeignKey(
        Colleague, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    costs = models.JSONField(default=list, blank=True)
    why_no = models.TextField(blank=True)
    softens = models.TextField(blank=True)
    for_them = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.PLANNED)
    made_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["outcome", "planned_for"], name="ask_planned"),
        ]
