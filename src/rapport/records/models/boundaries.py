"""Boundaries: how close is too close, what was given, who was pressed, and what a day left behind.

A boundary check, a note of pressure and the answers after a hard meeting are never shared with a
circle: only whoever wrote one reads it, and the colleagues it names.
"""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.records.models.declared import End, OwnUntil, Shown
from rapport.records.models.offices import Colleague
from rapport.records.models.scoped import AboutRelationship, FromInteraction

CHECK_IS_KEPT = timedelta(days=365)
"""So long the outcome of a boundary check stays."""

ANSWERS_ARE_KEPT = timedelta(days=30)
"""So long answers after a hard meeting stay; then they go from the tables and the history."""


class BoundaryOutcome(models.TextChoices):
    """What somebody took from a boundary check."""

    FINE = "fine", pgettext_lazy("boundary check", "It is fine as it is")
    TALK = "talk", pgettext_lazy("boundary check", "I will talk to somebody about it")
    HAND_OVER = "hand_over", pgettext_lazy("boundary check", "I will hand over a part of it")


class BoundaryCheck(AboutRelationship):
    """That a colleague asked themselves how close they are to somebody, and what came of it.

    What they answered to the questions is never sent or kept. Nobody but ``writer`` and ``told``
    can find that it was done.
    """

    SHOWN = Shown("on", "outcome")
    TRAVELS = frozenset()
    OWN_UNTIL = OwnUntil(whose="writer", readers=("told",))
    ENDS = End("kept_until")

    writer = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="boundary_checks")
    on = models.DateField(_("When"))
    outcome = models.CharField(_("What comes of it"), max_length=10, choices=BoundaryOutcome)
    told = models.ForeignKey(
        Colleague, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    kept_until = models.DateField(null=True, editable=False)


class GiftKind(models.TextChoices):
    """What passed."""

    GIFT = "gift", _("gift")
    HOSPITALITY = "hospitality", _("meal or hospitality")
    FAVOUR = "favour", _("favour")


class GiftWay(models.TextChoices):
    """From whom to whom, and whether it was taken."""

    RECEIVED = "received", pgettext_lazy("gift", "received by us")
    GIVEN = "given", pgettext_lazy("gift", "given by us")
    DECLINED = "declined", pgettext_lazy("gift", "offered to us and declined")


class Gift(FromInteraction):
    """A gift, a meal or a favour between a colleague and a counterpart, in the register.

    ``amount`` is what it is worth, roughly, in ``currency``. Another colleague than the one it
    passed to or from reviews it.
    """

    TEXTS = ("what", "why", "remark")
    SHOWN = Shown("on", "what")
    TRAVELS = frozenset()

    colleague = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="gifts")
    kind = models.CharField(_("What kind"), max_length=12, choices=GiftKind, default=GiftKind.GIFT)
    way = models.CharField(_("Which way"), max_length=8, choices=GiftWay)
    what = models.CharField(_("What it was"), max_length=200)
    on = models.DateField(_("When"))
    amount = models.PositiveIntegerField(_("Worth, roughly"), null=True, blank=True)
    currency = models.CharField(_("Currency"), max_length=12, blank=True)
    why = models.TextField(_("Why it was accepted, given or declined"), blank=True)
    reviewed_by = models.ForeignKey(
        Colleague, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_on = models.DateField(_("Reviewed on"), null=True, blank=True, editable=False)
    remark = models.TextField(_("What the review says"), blank=True)


class PressureKind(models.TextChoices):
    """What a colleague is pressed with."""

    THREAT = "threat", _("threat")
    SUMMONS = "summons", _("summons or questioning")
    DATA = "data", _("demand for names, lists or other data")
    FAVOUR = "favour", _("demand for a favour or money")
    OTHER = "other", pgettext_lazy("pressure", "something else")


CARE = (
    *("is_safe", "knows_whom_to_call", "contact_is_taken_over", "office_knows"),
    *("family_is_asked", "day_to_ask_again"),
)
"""The columns of the list of care, in the order in which one goes through it."""


class Pressure(AboutRelationship):
    """That somebody pressed a colleague: only its writer and the colleagues it names read it.

    ``told`` looks after the colleague; ``shield`` takes the contact for them. The columns of
    ``CARE`` say what has been done for them.
    """

    TEXTS = ("text",)
    SHOWN = Shown("on", "text")
    TRAVELS = frozenset()
    OWN_UNTIL = OwnUntil(whose="writer", readers=("colleague", "told", "shield"))

    writer = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="pressure_written")
    colleague = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="pressure")
    kind = models.CharField(_("What was it?"), max_length=8, choices=PressureKind)
    on = models.DateField(_("When"))
    text = models.TextField(_("What happened, in a few words"))
    told = models.ForeignKey(
        Colleague, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shield = models.ForeignKey(
        Colleague, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_safe = models.BooleanField(
        _("They are safe now, and somebody is with them or can be reached"), default=False
    )
    knows_whom_to_call = models.BooleanField(
        _("They know whom to call, at any hour"), default=False
    )
    contact_is_taken_over = models.BooleanField(
        _("Somebody else takes the contact for now"), default=False
    )
    office_knows = models.BooleanField(
        _("Whoever is responsible for security knows, if the colleague agreed"), default=False
    )
    family_is_asked = models.BooleanField(
        _("We asked what they and their family need"), default=False
    )
    day_to_ask_again = models.BooleanField(
        _("A day is agreed on which somebody asks them again"), default=False
    )


class AfterHardMeeting(FromInteraction):
    """Four questions to oneself after a hard meeting: nobody else ever reads the answers.

    After ``kept_until`` they are erased, from the history too.
    """

    TEXTS = ("stays", "body", "needs", "talk_to")
    SHOWN = Shown("on", "stays")
    TRAVELS = frozenset()
    OWN_UNTIL = OwnUntil(whose="writer")
    ENDS = End("kept_until")

    writer = models.ForeignKey(
        Colleague, on_delete=models.CASCADE, related_name="after_hard_meetings"
    )
    on = models.DateField(_("When"))
    stays = models.TextField(_("What stays with me?"), blank=True)
    body = models.TextField(_("How do I sleep, eat and breathe since?"), blank=True)
    needs = models.TextField(_("What would help me today?"), blank=True)
    talk_to = models.TextField(_("Whom do I tell, and when?"), blank=True)
    kept_until = models.DateField(null=True, editable=False)
