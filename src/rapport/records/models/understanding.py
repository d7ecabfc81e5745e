"""Where we and they stand: disagreements, common ground, what a colleague said to our reading."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.records.models.declared import IfTicked, PageSection, Shown
from rapport.records.models.insights import Insight
from rapport.records.models.offices import Colleague
from rapport.records.models.scoped import AboutRelationship, FromInteraction


class DisagreementCause(models.TextChoices):
    """What a disagreement comes from, as far as we can tell."""

    MISUNDERSTANDING = "misunderstanding", _("a misunderstanding")
    FACTS = "facts", _("different facts")
    NORMS = "norms", _("different norms")
    INTERESTS = "interests", _("different interests")
    BREACH = "breach", _("something that was broken")


class DisagreementState(models.TextChoices):
    """Where a disagreement stands."""

    OPEN = "open", pgettext_lazy("disagreement", "open")
    CLEARED = "cleared", _("cleared up")
    STANDING = "standing", _("we agree to differ")


class Disagreement(FromInteraction):
    """What we and they do not agree on, and whether each side has said it in its own words."""

    TEXTS = ("text", "restated_by_us", "restated_by_them")
    SHOWN = Shown("on", "text")
    TRAVELS = frozenset()
    SECTION = PageSection(_("Disagreements"), _("Add a disagreement"), _("None recorded yet."))

    text = models.TextField(_("What is it about?"))
    cause = models.CharField(
        _("What does it come from?"), max_length=16, choices=DisagreementCause, blank=True
    )
    restated_by_us = models.TextField(_("Their view, as we said it back to them"), blank=True)
    restated_by_them = models.TextField(_("Our view, as they said it back to us"), blank=True)
    state = models.CharField(
        _("Where it stands"),
        max_length=8,
        choices=DisagreementState,
        default=DisagreementState.OPEN,
    )
    on = models.DateField(_("When"))

    @property
    def restated(self) -> bool:
        """Say whether each side has said what the other means."""
        return bool(self.restated_by_us and self.restated_by_them)


class GroundKind(models.TextChoices):
    """What a piece of common ground is, or what lies between the two sides."""

    AGREED_FACT = "agreed_fact", _("fact we agree on")
    CONTESTED_FACT = "contested_fact", _("contested fact")
    CONVERGENT_NORM = "convergent_norm", _("norm we share")
    DIVERGENT_NORM = "divergent_norm", _("norm we do not share")
    OPTION = "option", _("option")


class CommonGround(FromInteraction):
    """A fact or a norm that both sides share or contest, or an option, with what it rests on.

    One that rests on an insight goes where that goes, and is read as it is now: its words are its
    own ``text``, or the insight's where it has none. On what is kept of family, faith or health
    nothing rests: that stays where its reason is.
    """

    TEXTS = ("text",)
    SHOWN = Shown("on", "text")
    TRAVELS = frozenset()
    TRAVELS_IF_TICKED = IfTicked("ground", frozenset({"kind", "text"}))
    RESTS_ON = ("insight", Q(special=""))

    kind = models.CharField(_("What is it?"), max_length=16, choices=GroundKind)
    text = models.TextField(_("In one line"), blank=True)
    insight = models.ForeignKey(
        Insight, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    on = models.DateField(_("When"))


class Analysis(models.TextChoices):
    """What of a relationship can be given to a colleague to read before it is used."""

    MOTIVES = "motives", _("motives")
    COMMON_GROUND = "common_ground", _("common ground")


class SecondReading(AboutRelationship):
    """That a colleague was asked to read an analysis before it is used, and their remark on it."""

    TEXTS = ("remark",)
    SHOWN = Shown("read_on", "remark")
    TRAVELS = frozenset()

    of = models.CharField(max_length=16, choices=Analysis)
    reader = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="readings_asked")
    asked_by = models.ForeignKey(Colleague, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_on = models.DateField()
    read_on = models.DateField(null=True, blank=True)
    remark = models.TextField(_("What do you see otherwise?"), blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["reader", "read_on"], name="reading_asked")]


class SpiralOf(models.Model):
    """Where the tone of a relationship is going, as the network engine said on a day.

    Worked out from the contacts, never recorded. ``spiral`` is -1 for a vicious one, 1 for a
    virtuous one; most relationships have neither, and no row. ``rests_on`` are all contacts it was
    worked out from, newest first, each as ``"key|their tone|ours"``: with others it says nothing.
    """

    relationship = models.OneToOneField(
        "records.Relationship", primary_key=True, on_delete=models.CASCADE, related_name="spiral"
    )
    as_of = models.DateField()
    spiral = models.SmallIntegerField()
    rests_on = models.JSONField(default=list)
