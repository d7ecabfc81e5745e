"""Trust that broke, and the way back: a breach, the steps of its repair, what they demand."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.records.models.agreements import PutRightOn, TermMark
from rapport.records.models.declared import Shown
from rapport.records.models.mandates import RedLine
from rapport.records.models.offices import Colleague
from rapport.records.models.scoped import AboutRelationship


class BreachBy(models.TextChoices):
    """Who broke trust."""

    US = "us", pgettext_lazy("breach", "us")
    THEM = "them", pgettext_lazy("breach", "them")
    THIRD = "third", _("somebody else")


class BreachEnd(models.TextChoices):
    """What a review of the repair came to."""

    REPAIRED = "repaired", pgettext_lazy("breach", "repaired")
    DISTANCE = "distance", _("managed distance")
    CLOSED = "closed", pgettext_lazy("breach", "relationship closed")


class RepairStage(models.TextChoices):
    """The stages of a repair, in the order in which they are taken."""

    LISTEN = "listen", _("listen")
    COOL = "cool", _("cool off")
    UNDERSTAND = "understand", _("understand among us")
    RECALL = "recall", _("recall the good")
    APOLOGY = "apology", _("apologise?")
    FIX = "fix", _("ask how to fix it")
    PROMISES = "promises", _("keep small promises")
    CONTACTS = "contacts", _("two contacts without a request")
    REVIEW = "review", _("review")


class Breach(AboutRelationship):
    """Something that broke trust between us and one counterpart, and how its repair ended.

    ``term_mark`` is the breach of an agreement's term it began with, if it did. ``paused_because``
    says why the requests that were planned wait. ``stage_before`` and ``phase_before`` are where
    the relationship stood, to which a repair may bring it back. ``ended`` is empty while the repair
    goes on.
    """

    TEXTS = ("what", "seen_by", "paused_because", "ended_because")
    SHOWN = Shown("on", "what")
    TRAVELS = frozenset()

    by = models.CharField(_("Who broke trust"), max_length=6, choices=BreachBy)
    what = models.CharField(_("What happened"), max_length=200)
    on = models.DateField(_("When"))
    seen_by = models.CharField(_("Seen by whom"), max_length=200, blank=True)
    term_mark = models.ForeignKey(
        TermMark, null=True, blank=True, on_delete=models.SET_NULL, related_name="breaches"
    )
    paused_because = models.CharField(
        _("Why planned requests wait"), max_length=200, blank=True, default=""
    )
    stage_before = models.CharField(max_length=16, blank=True, default="", editable=False)
    phase_before = models.CharField(max_length=12, blank=True, default="", editable=False)
    ended = models.CharField(
        _("What the repair came to"), max_length=10, choices=BreachEnd, blank=True, default=""
    )
    ended_on = models.DateField(_("Reviewed on"), null=True, blank=True)
    ended_because = models.TextField(_("Why"), blank=True, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["relationship", "ended"], name="breach_going_on"),
        ]


class OfBreach(AboutRelationship):
    """A record that belongs to a breach and goes where it goes."""

    PUT_RIGHT: ClassVar[PutRightOn | None] = None

    breach = models.ForeignKey(Breach, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


class RepairStep(OfBreach):
    """What was done at one stage of a repair, or, where it was ``skipped``, why not.

    ``until`` is the day up to which both sides cool off. Of an apology, ``fitting`` says whether it
    is fitting, and ``speaker`` by whom.
    """

    PUT_RIGHT = PutRightOn("step", _("Change the step"))
    TEXTS = ("text",)
    SHOWN = Shown("on", "text")
    TRAVELS = frozenset()

    class Fitting(models.TextChoices):
        """Whether an apology is fitting."""

        YES = "yes", pgettext_lazy("apology", "yes")
        NO = "no", pgettext_lazy("apology", "no")
        LATER = "later", pgettext_lazy("apology", "not yet")

    stage = models.CharField(_("Stage"), max_length=10, choices=RepairStage, editable=False)
    on = models.DateField(_("When"))
    text = models.TextField(_("In words"))
    by = models.ForeignKey(
        Colleague, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    skipped = models.BooleanField(_("Gone on without it"), default=False, editable=False)
    until = models.DateField(_("Cool off until"), null=True, blank=True)
    fitting = models.CharField(
        _("Is an apology fitting?"), max_length=5, choices=Fitting, blank=True, default=""
    )
    speaker = models.ForeignKey(
        Colleague,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Who says it"),
    )


class Screened(models.TextChoices):
    """What a demand came to, once it was held against the red lines."""

    ACCEPTABLE = "acceptable", pgettext_lazy("demand", "acceptable")
    REFER = "refer", pgettext_lazy("demand", "to be referred")
    RED_LINE = "red_line", pgettext_lazy("demand", "crosses a red line")


class Demand(OfBreach):
    """What they ask for to put it right, and what we answer. ``screened`` is empty at first."""

    PUT_RIGHT = PutRightOn("demand", _("Change the demand"))
    TEXTS = ("text", "refusal")
    SHOWN = Shown("on", "text")
    TRAVELS = frozenset()

    text = models.CharField(_("What they ask for"), max_length=200)
    on = models.DateField(_("When"))
    screened = models.CharField(
        _("What it is"), max_length=10, choices=Screened, blank=True, default="", editable=False
    )
    screened_on = models.DateField(null=True, blank=True, editable=False)
    red_line = models.ForeignKey(
        RedLine,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Which red line"),
    )
    refer_to = models.ForeignKey(
        Colleague,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Who decides"),
    )
    refusal = models.TextField(_("What we say"), blank=True, default="")


class NameConsent(OfBreach):
    """Whose name we may mention to them, for what, and until when they said we may."""

    PUT_RIGHT = PutRightOn("name", _("Change whose name we may mention"))
    TEXTS = ("who", "for_what")
    SHOWN = Shown("on", "who", until="until")
    TRAVELS = frozenset()

    who = models.CharField(_("Whose name"), max_length=120)
    for_what = models.CharField(_("For what"), max_length=200)
    on = models.DateField(_("Agreed on"))
    until = models.DateField(_("Until when"), null=True, blank=True)
