"""Anything that passed between us and a counterpart."""

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.records.models.declared import IfTicked, Link, Shown
from rapport.records.models.offices import Colleague
from rapport.records.models.relationships import Relationship
from rapport.records.models.scoped import ScopedModel


class Channel(models.TextChoices):
    """How it passed."""

    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("phone")
    VIDEO = "video", _("video")
    MESSAGE = "message", _("message")
    LETTER = "letter", _("letter")
    INTERMEDIARY = "intermediary", _("through an intermediary")
    CHANCE = "chance", _("by chance")


class Purpose(models.TextChoices):
    """What it was for."""

    ENGAGEMENT = "engagement", _("engagement")
    NEGOTIATION = "negotiation", _("negotiation")
    FOLLOW_UP = "follow_up", _("follow-up")
    COURTESY = "courtesy", _("courtesy")
    INCIDENT = "incident", _("incident")


class Tone(models.TextChoices):
    """How it felt, four steps."""

    OPEN = "open", pgettext_lazy("tone", "open")
    NEUTRAL = "neutral", _("neutral")
    GUARDED = "guarded", _("guarded")
    HOSTILE = "hostile", _("hostile")


class OnTime(models.TextChoices):
    """Whether we were there when we said."""

    ON_TIME = "on_time", _("on time")
    LATE = "late", _("late")
    ABSENT = "absent", _("not there")


class Asked(models.TextChoices):
    """Whether one person was asked for something, where the contact as a whole does not say it."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    NOT_RECORDED = "not_recorded", _("not recorded")


class TheirPart(models.TextChoices):
    """What a counterpart did in it."""

    LEAD = "lead", _("spoke for them")
    SECOND = "second", _("second")
    INTERPRETER = "interpreter", _("interpreter")
    INTRODUCER = "introducer", _("introducer")


class OurPart(models.TextChoices):
    """What a colleague did in it."""

    LEAD = "lead", _("led")
    SECOND = "second", _("second")
    INTERPRETER = "interpreter", _("interpreter")
    NOTE_TAKER = "note_taker", _("note-taker")
    SHIELD = "shield", _("shield")
    INTRODUCER = "introducer", _("introducer")


class Interaction(ScopedModel):
    """One meeting, call or message. Facts and interpretations are kept apart.

    ``until`` is the last day it may have been on where only a month or a range is known; ``on`` is
    then the first, and everything that counts days goes by ``on``.

    ``asked`` is None where nobody recorded it. What one person was asked, and the tones with them,
    may differ from the contact as a whole: their ``Presence`` says so.
    """

    LINK = Link("pk", "presences__interaction_id")
    TEXTS = ("line", "topics", "facts", "interpretations", "next_step", "place")
    SHOWN = Shown("on", "line", "until")
    TRAVELS = frozenset()
    TRAVELS_IF_TICKED = IfTicked("topics", frozenset({"on", "until", "channel", "topics"}))
    PARTS: ClassVar[dict[str, str]] = {"theirs": "Presence", "ours": "OurPresence"}

    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    time = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=12, choices=Channel, default=Channel.IN_PERSON)
    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.ENGAGEMENT)
    two_way = models.BooleanField(default=True)
    asked = models.BooleanField(null=True, blank=True, default=False)
    life_saving = models.BooleanField(default=False)
    small_talk = models.BooleanField(null=True, blank=True)
    introduced_self = models.BooleanField(null=True, blank=True)
    introduced_organisation = models.BooleanField(null=True, blank=True)
    topics = models.CharField(max_length=300, blank=True)
    tone_theirs = models.CharField(max_length=8, choices=Tone, blank=True)
    tone_ours = models.CharField(max_length=8, choices=Tone, blank=True)
    line = models.TextField(blank=True)
    facts = models.TextField(blank=True)
    interpretations = models.TextField(blank=True)
    on_time = models.CharField(max_length=8, choices=OnTime, blank=True)
    next_step = models.TextField(blank=True)
    next_step_on = models.DateField(null=True, blank=True)
    next_step_done_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["next_step_on"],
                name="interaction_next_step",
                condition=Q(next_step_on__isnull=False),
            )
        ]

    def in_our_voice(self) -> Iterator[str]:
        """Yield what we told of it; a place or a next step judges nobody."""
        yield from filter(None, (self.line, self.topics, self.facts, self.interpretations))


class Presence(models.Model):
    """A counterpart's place in an interaction; part of the interaction's own record.

    ``asked`` and the tones are blank where they are as the interaction says.
    ``on`` and ``told`` repeat what the interaction says, so that the rules read all that passed
    with one counterpart off one index. ``told`` is written and read by ``records.packed_facts``.
    ``number`` is its place among those of the contact, and with the contact its key.
    """

    OWNER: ClassVar[str] = "interaction"
    VALUES: ClassVar[tuple[str, ...]] = (
        "relationship",
        "part",
        "asked",
        "tone_theirs",
        "tone_ours",
    )

    pk = models.CompositePrimaryKey("interaction_id", "number")
    interaction = models.ForeignKey(
        Interaction, on_delete=models.CASCADE, related_name="theirs", db_index=False
    )
    number = models.PositiveSmallIntegerField(editable=False)
    relationship = models.ForeignKey(
        Relationship, on_delete=models.CASCADE, related_name="presences", db_index=False
    )
    part = models.CharField(max_length=12, choices=TheirPart, default=TheirPart.LEAD)
    asked = models.CharField(max_length=12, choices=Asked, blank=True, default="")
    tone_theirs = models.CharField(max_length=8, choices=Tone, blank=True, default="")
    tone_ours = models.CharField(max_length=8, choices=Tone, blank=True, default="")
    on = models.DateField()
    told = models.CharField(max_length=300, default="", editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["relationship", "on", "interaction", "told"], name="presence_in_time"
            ),
        ]


class OurPresence(models.Model):
    """A colleague's place in an interaction; part of the interaction's own record.

    ``number`` is its place among those of the contact, and with the contact its key.
    """

    OWNER: ClassVar[str] = "interaction"
    VALUES: ClassVar[tuple[str, ...]] = ("colleague", "part")

    pk = models.CompositePrimaryKey("interaction_id", "number")
    interaction = models.ForeignKey(
        Interaction, on_delete=models.CASCADE, related_name="ours", db_index=False
    )
    number = models.PositiveSmallIntegerField(editable=False)
    colleague = models.ForeignKey(
        Colleague, on_delete=models.CASCADE, related_name="presences", db_index=False
    )
    part = models.CharField(max_length=12, choices=OurPart, default=OurPart.LEAD)

    class Meta:
        indexes: ClassVar = [
            # Whoever opens Today is told whom they meet alone: from all of their own contacts.
            models.Index(fields=["colleague", "interaction"], name="our_presence_of"),
        ]
