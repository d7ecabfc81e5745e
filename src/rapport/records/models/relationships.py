"""Our office and one counterpart, outliving postings and cases."""

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from rapport.records.models.declared import Link, Shown
from rapport.records.models.offices import Colleague
from rapport.records.models.people import Actor, Counterpart
from rapport.records.models.scoped import NOT_THERE, AboutRelationship, ScopedModel, ScopedQuerySet
from rapport.records.refusals import NotThere


class OpenReason(models.TextChoices):
    """Why the relationship was begun."""

    PROACTIVE = "proactive", _("our initiative")
    CRISIS = "crisis", _("in a crisis")
    POWER_CHANGE = "power_change", _("after a change of power")
    BREACH = "breach", _("after a breach")


class Phase(models.TextChoices):
    """What the relationship is for at the moment."""

    ENGAGEMENT = "engagement", _("engagement")
    NEGOTIATION = "negotiation", _("negotiation")
    AFTERCARE = "aftercare", _("aftercare")
    REPAIR = "repair", _("repair")
    DORMANT = "dormant", _("dormant")
    CLOSED = "closed", _("closed")


class Stage(models.TextChoices):
    """How far trust has come, each step with its evidence."""

    UNKNOWN = "unknown", _("unknown")
    INTRODUCED = "introduced", _("introduced")
    RAPPORT = "rapport", _("good rapport")
    WORKING_TRUST = "working_trust", _("working trust")
    TESTED_TRUST = "tested_trust", _("tested trust")
    STRAINED = "strained", _("strained")
    DISTANCE = "distance", _("managed distance")
    DORMANT = "dormant", _("dormant")
    CLOSED = "closed", _("closed")


_LISTED = ("id", "sensitivity", "phase", "stage", "lead", "backup")


def called(through: str = "") -> Coalesce:
    """Return, for a question, what a relationship is called: ``Relationship.called`` in SQL.

    ``through`` leads to the relationship: ``"relationship__"``.
    """
    alias, name = F(f"{through}counterpart__alias"), KeyTextTransform(0, f"{through}actor__names")
    return Coalesce(alias, name, output_field=models.TextField())


def of_actor(through: str = "") -> Coalesce:
    """Return, for a question, the actor a relationship is with, or that its person belongs to."""
    itself, theirs = f"{through}actor_id", f"{through}counterpart__actor_id"
    return Coalesce(itself, theirs, output_field=models.UUIDField())


class RelationshipQuerySet(ScopedQuerySet["Relationship"]):
    """Relationships with people, and with groups as such."""

    def with_group(self, actors: Any) -> Self:
        """Keep what is with one of these groups, its people or itself; one key, or a list of them.

        They are chosen by their keys, of which there are few: joined to its people, each
        relationship of the store would be read.
        """
        which = "actor" if isinstance(actors, uuid.UUID) else "actor__in"
        every = Counterpart._default_manager.using(self.db)  # noqa: SLF001
        people = every.filter(**{which: actors})
        theirs = Q(counterpart__in=people.order_by().values("pk"))
        with_it = self.model._default_manager.using(self.db).filter(  # noqa: SLF001
            theirs | Q(**{which: actors})
        )
        return self.filter(pk__in=with_it.order_by().values("pk"))

    def with_people(self) -> Self:
        """Leave out what we have with a group as such: a list of people has none of it.

        The few are left out by their keys, so that a list is still read off its index alone. That
        they have a group is asked as a range, which reads the few off an index: all of it would be
        gone through for what is not null.
        """
        groups = self.model._default_manager.using(self.db).filter(actor__gte=_FIRST)  # noqa: SLF001
        return self.exclude(pk__in=groups.order_by().values("pk"))


_FIRST = uuid.UUID(int=0)
"""No key is before it."""


class Relationship(ScopedModel):
    """Our office and one counterpart, or one actor: a group or institution.

    The one with an actor is with the group as such: it outlives all its people.

    The columns in ``DERIVED`` are worked out from the other records and the date by the rules;
    they are never recorded, and ``rapport rejudge`` renews them all.
    """

    DERIVED: ClassVar[tuple[str, ...]] = (
        "last_two_way",
        "next_due",
        "warm_ups",
        "judged_on",
        "judge_again_on",
    )
    UNRECORDED: ClassVar[frozenset[str]] = frozenset({"revised", *DERIVED})
    LINK = Link("pk")
    TEXTS = ("objective", "expectations", "terms")
    SHOWN = None
    TRAVELS = frozenset()

    counterpart = models.ForeignKey(
        Counterpart, null=True, blank=True, on_delete=models.CASCADE, related_name="relationships"
    )
    actor = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.CASCADE, related_name="relationships"
    )
    opened = models.DateField()
    open_reason = models.CharField(max_length=16, choices=OpenReason, default=OpenReason.PROACTIVE)
    phase = models.CharField(max_length=12, choices=Phase, default=Phase.ENGAGEMENT)
    stage = models.CharField(max_length=16, choices=Stage, default=Stage.UNKNOWN)
    lead = models.ForeignKey(
        Colleague,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="leads",
        db_index=False,
    )
    backup = models.ForeignKey(
        Colleague, null=True, blank=True, on_delete=models.SET_NULL, related_name="backs_up"
    )
    ideal_days = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_days = models.PositiveSmallIntegerField(null=True, blank=True)
    objective = models.TextField(blank=True)
    expectations = models.TextField(blank=True)
    terms = models.TextField(blank=True)

    objects: ClassVar[Any] = RelationshipQuerySet.as_manager()

    last_two_way = models.DateField(null=True, editable=False)
    next_due = models.DateField(null=True, editable=False)
    warm_ups = models.PositiveSmallIntegerField(default=0, editable=False)
    judged_on = models.DateField(null=True, editable=False)
    judge_again_on = models.DateField(null=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["office", "counterpart"], name="one_relationship_of_an_office"
            ),
            models.UniqueConstraint(
                fields=["office", "actor"], name="one_relationship_with_an_actor"
            ),
            models.CheckConstraint(
                condition=Q(counterpart__isnull=True) ^ Q(actor__isnull=True),
                name="with_a_person_or_an_actor",
            ),
        ]
        indexes: ClassVar = [
            # The list of people is read from these two alone, whatever it is narrowed to.
            models.Index(fields=["circle", "next_due", *_LISTED], name="listed_by_due"),
            models.Index(fields=["circle", "last_two_way", *_LISTED], name="listed_by_last"),
            models.Index(fields=["lead", "last_two_way", "id"], name="led_by_last"),
            models.Index(fields=["judge_again_on"], name="relationship_to_judge"),
            models.Index(fields=["judged_on"], name="relationship_judged"),
        ]

    @property
    def called(self) -> str:
        """Return what it is called everywhere: the person's alias, or the group's name."""
        if self.counterpart is not None:
            return str(self.counterpart.alias)
        return self.actor.name if self.actor is not None else ""

    @property
    def person(self) -> Counterpart:
        """Return the person it is with; of a group as such there is none (``NotThere``)."""
        if self.counterpart is None:
            raise NotThere(NOT_THERE)
        return self.counterpart


class Named(AboutRelationship):
    """A colleague who may see a severe relationship and what hangs on it."""

    SHOWN = None
    TRAVELS = frozenset()
    MERGES = False
    OF_ITS_STORE = True

    relationship = models.ForeignKey(Relationship, on_delete=models.CASCADE, related_name="named")
    colleague = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="named_for")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["relationship", "colleague"], name="named_once")
        ]


class Answer(models.TextChoices):
    """What a colleague said to leading a relationship."""

    ACCEPTED = "accepted", _("accepted")
    WAITING = "waiting", _("not answered yet")
    DECLINED = "declined", _("declined")


class HolderQuerySet(ScopedQuerySet["Holder"]):
    """Who led, and who has only been asked to."""

    def accepted(self) -> Self:
        """Keep those who lead or led: an offer hands nothing over before it is accepted."""
        return self.filter(answer=Answer.ACCEPTED)

    def waiting(self) -> Self:
        """Keep the offers nobody has answered."""
        return self.filter(offered_on__isnull=False, answer=Answer.WAITING)


class Holder(AboutRelationship):
    """Who led the relationship from when to when, and the meeting they were introduced in.

    One that is ``waiting`` or ``declined`` is an offer: it hands nothing over, and its ``since`` is
    the day it was offered from. Accepting moves ``since`` to the day they lead from. What an
    operation leaves out is accepted, as everything was before there were offers.

    A meeting in which the earlier lead and the new one were both present introduces by itself.
    ``joint_introduction`` says so without naming a meeting, in stores written before there was
    ``introduced_in``.
    """

    TEXTS = ("declined_because",)
    SHOWN = Shown("since", "declined_because")
    TRAVELS = frozenset()
    MERGES = False

    colleague = models.ForeignKey(Colleague, on_delete=models.PROTECT, related_name="held")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    introduced_in = models.ForeignKey(
        "records.Interaction", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    joint_introduction = models.BooleanField(default=False, editable=False)
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.ACCEPTED, editable=False)
    offered_on = models.DateField(null=True, blank=True, editable=False)
    answered_on = models.DateField(null=True, blank=True, editable=False)
    declined_because = models.TextField(blank=True)

    objects: ClassVar = HolderQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            # Every morning asks for the offers; nearly everybody leads without having been asked.
            models.Index(
                fields=["offered_on"],
                name="holder_offered",
                condition=Q(offered_on__isnull=False),
            )
        ]

    @property
    def accepted_on(self) -> date | None:
        """Return the day they lead from, as they accepted it; None for an offer."""
        return self.since if self.answer == Answer.ACCEPTED else None


class Step(AboutRelationship):
    """A recorded step of phase or stage, with its reason or evidence."""

    TEXTS = ("reason",)
    SHOWN = Shown("on", "reason")
    TRAVELS = frozenset()

    class Of(models.TextChoices):
        """What stepped."""

        PHASE = "phase", _("phase")
        STAGE = "stage", _("stage")

    of = models.CharField(max_length=5, choices=Of)
    to = models.CharField(max_length=16)
    on = models.DateField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Colleague, null=True, on_delete=models.SET_NULL, related_name="+")
