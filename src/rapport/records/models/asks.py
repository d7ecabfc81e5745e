"""What we request: of whom, at what risk to them."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.records.models.declared import IfTicked, Shown
from rapport.records.models.gates import Gate
from rapport.records.models.interactions import Channel
from rapport.records.models.meetings import Meeting
from rapport.records.models.offices import Colleague
from rapport.records.models.scoped import FromInteraction, Sensitivity


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


class Weight(models.IntegerChoices):
    """How heavily a cost weighs."""

    SMALL = 1, _("small")
    MEDIUM = 2, _("medium")
    HEAVY = 3, _("heavy")


class Urgency(models.TextChoices):
    """How much time a request has, for us or for them."""

    NOW = "now", _("today")
    WEEK = "week", _("this week")
    MONTH = "month", _("this month")
    CAN_WAIT = "can_wait", _("it can wait")


AHEAD = Q(outcome=Outcome.PLANNED) | Q(outcome=Outcome.DEFERRED, again_on__isnull=False)
"""The requests we mean to make: planned, or postponed with a day on which they come back."""


class Ask(FromInteraction):
    """One thing we request of one counterpart, for a gate of their circle, at a planned meeting.

    ``costs`` are a ``Cost``, its weight of 1 to 3, and what softens it, each. ``made_on`` is the
    day it was asked, ``answered_on`` the day of their answer, ``answer`` their words, ``again_on``
    the day on which one that was postponed comes back. ``why_no`` is what, in their place, would
    make us say no, and what we would need. ``for_them`` is the legitimate reason they have to say
    yes; ``benefit_checked``, that it crosses no red line and gives them nothing of material value.
    ``may_say`` is for the other side; ``bottom_line``, the least we can live with, stays among us.
    """

    TEXTS = (
        *("what", "why_no", "softens", "for_them", "life_saving_reason"),
        *("may_say", "bottom_line", "answer"),
    )
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
    answer = models.TextField(_("What they said"), blank=True)
    again_on = models.DateField(_("Ask again on"), null=True, blank=True)
    gate = models.ForeignKey(
        Gate,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="asks",
        verbose_name=_("What it is to open"),
    )
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="asks",
        verbose_name=_("At which meeting"),
    )
    urgency_ours = models.CharField(
        _("How urgent it is for us"), max_length=8, choices=Urgency, blank=True
    )
    urgency_theirs = models.CharField(
        _("How urgent it is for them"), max_length=8, choices=Urgency, blank=True
    )
    may_say = models.TextField(_("What we may say"), blank=True)
    bottom_line = models.TextField(_("The least we can live with"), blank=True)
    benefit_checked = models.BooleanField(
        _("It crosses no red line and gives them nothing of material value"), default=False
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["outcome", "planned_for"], name="ask_planned"),
        ]

    @property
    def is_ahead(self) -> bool:
        """Say whether we mean to make it: it is planned, or was postponed to a day that is said."""
        postponed = self.outcome == Outcome.DEFERRED and self.again_on is not None
        return self.outcome == Outcome.PLANNED or postponed

    @property
    def due_on(self) -> date | None:
        """Return the day we mean to ask on; one that was postponed comes back on ``again_on``."""
        return self.again_on if self.outcome == Outcome.DEFERRED else self.planned_for

    @property
    def gate_shown(self) -> Gate | None:
        """Return the gate, if all who may see the request may see it too."""
        gate = self.gate
        if gate is None or gate.circle_id != self.circle_id:
            return None
        return gate if gate.sensitivity < Sensitivity.SEVERE else None

    @property
    def meeting_shown(self) -> Meeting | None:
        """Return the meeting, if all who may see the request may see it too.

        One for named people only is seen by those named for the request: it is with them as well.
        """
        meeting = self.meeting
        if meeting is None or meeting.circle_id != self.circle_id:
            return None
        for_all = meeting.sensitivity < Sensitivity.SEVERE
        return meeting if for_all or self.sensitivity >= Sensitivity.SEVERE else None

    def texts(self) -> Iterator[str]:
        """Yield also what softens each cost."""
        yield from super().texts()
        yield from (text for *_, text in self.weighed() if text)

    def weighed(self) -> Iterator[tuple[str, int, str]]:
        """Yield each cost with its weight and what softens it."""
        for cost, weight, *softened in self.costs:
            yield cost, weight, softened[0] if softened else ""
