"""Feasts, national days and personal dates that a check-in can use."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.records.models.declared import IfTicked, Shown
from rapport.records.models.interactions import Channel
from rapport.records.models.scoped import AboutRelationship


class OccasionTone(models.TextChoices):
    """What sort of day it is; a mourning or political day is never a greeting."""

    JOYFUL = "joyful", _("joyful")
    SOLEMN = "solemn", _("solemn")
    MOURNING = "mourning", _("mourning")
    POLITICAL = "political", _("political")


class Occasion(AboutRelationship):
    """A day that matters to a counterpart.

    Either ``feast`` names a movable feast, or ``month`` and ``day`` give a date of every year, or
    ``once`` a single date.
    """

    TEXTS = ("name",)
    SHOWN = Shown("once", "name")
    TRAVELS = frozenset()
    TRAVELS_IF_TICKED = IfTicked("occasion", frozenset({"name", "feast", "month", "day", "once"}))

    name = models.CharField(max_length=120)
    feast = models.CharField(max_length=40, blank=True)
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    once = models.DateField(null=True, blank=True)
    tone = models.CharField(max_length=10, choices=OccasionTone, default=OccasionTone.JOYFUL)
    mentioned_by_them = models.BooleanField(default=False)
    mentioned_on = models.DateField(null=True, blank=True)
    safe_channel = models.CharField(max_length=12, choices=Channel, blank=True)
    greeted_on = models.DateField(null=True, blank=True)
