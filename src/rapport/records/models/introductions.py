"""Asking somebody to introduce us: through whom, with whose consent, at what risk, what came of it.

Whom to get to know next, and by when, is one too: then it may have no introducer yet.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.records.models.declared import Link, Shown
from rapport.records.models.gates import Gate
from rapport.records.models.meetings import Meeting
from rapport.records.models.offices import Colleague
from rapport.records.models.relationships import Relationship
from rapport.records.models.scoped import ScopedModel


class Agreed(models.TextChoices):
    """Whether the introducer agreed to introduce us."""

    NOT_ASKED = "not_asked", pgettext_lazy("introduction", "not asked yet")
    GIVEN = "given", pgettext_lazy("introduction", "agrees")
    REFUSED = "refused", pgettext_lazy("introduction", "refuses")


class Brought(models.TextChoices):
    """What became of an introduction."""

    PLANNED = "planned", pgettext_lazy("introduction", "planned")
    ASKED = "asked", pgettext_lazy("introduction", "asked for")
    INTRODUCED = "introduced", pgettext_lazy("introduction", "we were introduced")
    DECLINED = "declined", pgettext_lazy("introduction", "they did not want it")
    DROPPED = "dropped", pgettext_lazy("introduction", "given up")


class Hazard(models.IntegerChoices):
    """How much an introduction could cost whoever introduces us."""

    LIGHT = 1, pgettext_lazy("risk", "light")
    MODERATE = 2, pgettext_lazy("risk", "moderate")
    HEAVY = 3, pgettext_lazy("risk", "heavy")


class Introduction(ScopedModel):
    """That somebody is to introduce us to somebody else, and what came of it.

    The path runs from ``colleague`` over the ``introducer``, and over ``second`` if one more
    stands between, to the relationship's person. Without an introducer we go ourselves. Only
    whoever may see everybody on it, and the gate it is for, sees it.
    """

    LINK = Link("relationship_id")
    JOINS = ("relationship", "introducer", "second", "gate")
    TEXTS = ("risk_text", "asks", "gives")
    SHOWN = Shown("asked_on", "asks")
    TRAVELS = frozenset()

    relationship = models.ForeignKey(
        Relationship, on_delete=models.CASCADE, related_name="introductions"
    )
    introducer = models.ForeignKey(
        Relationship,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="introduces",
        verbose_name=_("Who introduces us"),
    )
    second = models.ForeignKey(
        Relationship,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("And through whom then"),
    )
    gate = models.ForeignKey(
        Gate,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="introductions",
        verbose_name=_("For which access"),
    )
    colleague = models.ForeignKey(
        Colleague,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Which colleague"),
    )
    due = models.DateField(_("By when"), null=True, blank=True)
    risk = models.PositiveSmallIntegerField(
        _("How much it could cost them"), choices=Hazard, null=True, blank=True
    )
    risk_text = models.CharField(_("What it could cost them"), max_length=300, blank=True)
    consent = models.CharField(
        _("Do they agree to introduce us?"),
        max_length=10,
        choices=Agreed,
        default=Agreed.NOT_ASKED,
    )
    consent_on = models.DateField(_("They said so on"), null=True, blank=True)
    asks = models.CharField(_("What we ask of them"), max_length=300, blank=True)
    gives = models.CharField(_("What we give back"), max_length=300, blank=True)
    asked_on = models.DateField(_("Asked on"), null=True, blank=True)
    outcome = models.CharField(
        _("What came of it"), max_length=10, choices=Brought, default=Brought.PLANNED
    )
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="introductions",
        verbose_name=_("Planned meeting"),
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(second__isnull=True) | Q(introducer__isnull=False),
                name="a_second_comes_after_a_first",
            )
        ]

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be done."""
        return self.outcome in {Brought.PLANNED, Brought.ASKED}
