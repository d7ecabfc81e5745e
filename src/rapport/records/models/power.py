"""Power that changes hands: what is heard of it, the plan that follows, what we can offer."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.records.models.agreements import Agreement
from rapport.records.models.declared import Link, Shown
from rapport.records.models.gates import Gate
from rapport.records.models.logged import LoggedModel
from rapport.records.models.offices import Colleague, Office
from rapport.records.models.people import Actor, OfActor, Position
from rapport.records.models.relationships import Relationship
from rapport.records.models.scoped import ScopedModel


class PowerKind(models.TextChoices):
    """How power changes hands."""

    REGIME = "regime", _("change of government")
    FRONT = "front", _("front line moves")
    APPOINTMENT = "appointment", _("new person in a post")
    MERGER = "merger", _("one group joins another")


class Certainty(models.TextChoices):
    """How sure it is that it happened."""

    RUMOUR = "rumour", _("rumour")
    REPORTED = "reported", _("reported")
    CONFIRMED = "confirmed", _("confirmed")


class PowerChange(ScopedModel):
    """That power changes hands: who gains it, who loses it, where, from which day on.

    Nothing else changes until it is applied, in the change set ``applied_in``. Where it proved
    false that is taken back, and ``false_on`` says when. It is only for whoever may see the groups.
    """

    LINK = None
    JOINS = ("fallen", "risen", "position")
    TEXTS = ("what", "basis", "false_because")
    SHOWN = Shown("on", "what")
    TRAVELS = frozenset()

    what = models.CharField(_("What happened, in one line"), max_length=200)
    kind = models.CharField(_("What kind"), max_length=12, choices=PowerKind)
    certainty = models.CharField(_("How sure it is"), max_length=10, choices=Certainty)
    on = models.DateField(_("From which day"))
    place = models.CharField(_("District or place"), max_length=80, blank=True)
    basis = models.TextField(_("How we know"), blank=True)
    fallen = models.ForeignKey(
        Actor,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="power_lost",
        verbose_name=_("Who loses power"),
    )
    risen = models.ForeignKey(
        Actor,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="power_gained",
        verbose_name=_("Who gains power"),
    )
    position = models.ForeignKey(
        Position,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="power_changes",
        verbose_name=_("Only this post"),
    )
    applied_in = models.UUIDField(null=True, blank=True, editable=False)
    applied_on = models.DateField(null=True, blank=True, editable=False)
    false_on = models.DateField(null=True, blank=True, editable=False)
    false_because = models.TextField(_("How we know that it is not so"), blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(fallen__isnull=False) | Q(risen__isnull=False),
                name="a_power_change_is_of_somebody",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["circle", "on", "id"], name="power_change_by_day"),
        ]


class PlanStep(models.TextChoices):
    """What is to be done after power changed hands."""

    SAFETY = "safety", _("check how safe they are")
    GATE = "gate", _("ask whether it is still open")
    COURTESY = "courtesy", _("make a first courtesy visit")
    GUARANTOR = "guarantor", _("find somebody who vouches for it now")
    PRINCIPLES = "principles", _("explain who we are and that our principles stay the same")
    WHO_HOLDS = "who_holds", _("find out who holds the post now")
    KNOW_HOW = "know_how", _("offer what we know how to do")
    OTHER = "other", pgettext_lazy("plan", "something else")


class PlanItem(ScopedModel):
    """A step of the plan after a change of power: what, about whom or what, by whom, until when.

    What it is about may lie elsewhere: only whoever may see all of it sees this.
    """

    LINK = Link("relationship_id")
    JOINS = ("power_change", "relationship", "gate", "agreement", "position")
    TEXTS = ("text", "outcome")
    SHOWN = Shown("due", "text")
    TRAVELS = frozenset()

    power_change = models.ForeignKey(PowerChange, on_delete=models.CASCADE, related_name="plan")
    step = models.CharField(_("What is to be done"), max_length=12, choices=PlanStep)
    text = models.CharField(_("In words"), max_length=200, blank=True)
    relationship = models.ForeignKey(
        Relationship, null=True, blank=True, on_delete=models.CASCADE, related_name="planitems"
    )
    gate = models.ForeignKey(
        Gate, null=True, blank=True, on_delete=models.CASCADE, related_name="planitems"
    )
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.CASCADE, related_name="planitems"
    )
    position = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.SET_NULL, related_name="planitems"
    )
    owner = models.ForeignKey(
        Colleague,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="planitems",
        verbose_name=_("Which colleague does it"),
    )
    due = models.DateField(_("Until when"))
    done_on = models.DateField(_("Done on"), null=True, blank=True)
    outcome = models.CharField(_("What came of it"), max_length=200, blank=True)


class KnowHowTopic(models.TextChoices):
    """What we know how to do for an authority: knowledge, never goods."""

    SCALE = "scale", _("work on a large scale")
    PORTS = "ports", _("ports and transport")
    CUSTOMS = "customs", _("customs and papers")
    SEASONS = "seasons", _("seasons and planning ahead")
    SERVICES = "services", _("running a service")
    OTHER = "other", pgettext_lazy("know-how", "something else")


class KnowHow(LoggedModel):
    """Something an office knows how to do and can offer to any authority. It names nobody."""

    OF_WRITERS = True

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="know_how")
    topic = models.CharField(_("About what"), max_length=10, choices=KnowHowTopic)
    text = models.CharField(_("What we know how to do"), max_length=300)

    def scope(self) -> uuid.UUID:
        """Return the office's key."""
        return self.office_id


class Offer(OfActor):
    """Know-how we offered to a group: what, when, whether it was given, and what they said."""

    TEXTS = ("what", "answer")
    SHOWN = Shown("offered_on", "what")
    TRAVELS = frozenset()

    topic = models.CharField(_("About what"), max_length=10, choices=KnowHowTopic)
    what = models.CharField(_("What we offered"), max_length=300)
    offered_on = models.DateField(_("Offered on"))
    given_on = models.DateField(_("Given on"), null=True, blank=True)
    answer = models.CharField(_("What they said"), max_length=300, blank=True)


class InTouch(models.TextChoices):
    """Whether we are in contact with a group."""

    YES = "yes", pgettext_lazy("in touch", "in contact")
    BARELY = "barely", pgettext_lazy("in touch", "hardly")
    NO = "no", pgettext_lazy("in touch", "not in contact")


class Obstacle(models.TextChoices):
    """What keeps us from more contact with a group."""

    NONE = "none", pgettext_lazy("obstacle", "nothing")
    INSECURITY = "insecurity", _("insecurity")
    RESOURCES = "resources", _("our own time and means")
    STATE = "state", _("a barrier by the state")
    THEIRS = "theirs", _("they do not want it")


class ReviewStep(models.TextChoices):
    """What is to be done next with a group."""

    KEEP = "keep", _("go on as now")
    MEET = "meet", _("meet them")
    WAY_IN = "way_in", _("look for a way in")
    WAIT = "wait", _("wait for another time")


class ActorReview(OfActor):
    """How it stands with a group, looked at once a year: in contact, obstacle, next step."""

    TEXTS = ("note",)
    SHOWN = Shown("on", "note")
    TRAVELS = frozenset()

    on = models.DateField(_("When"))
    in_touch = models.CharField(_("Are we in contact?"), max_length=6, choices=InTouch)
    obstacle = models.CharField(_("What is in the way?"), max_length=10, choices=Obstacle)
    next_step = models.CharField(_("What next?"), max_length=8, choices=ReviewStep)
    note = models.CharField(_("Note"), max_length=200, blank=True)
    by = models.ForeignKey(
        Colleague, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["actor", "on", "id"], name="review_by_day"),
        ]
