"""Meetings before they are held, and what makes one colleague or another the right one to go."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.records.models.commitments import Side
from rapport.records.models.declared import Link, Shown
from rapport.records.models.interactions import Channel, OurPart, Purpose, TheirPart
from rapport.records.models.offices import Colleague
from rapport.records.models.relationships import Relationship
from rapport.records.models.scoped import AboutRelationship, ScopedModel


class MeetingState(models.TextChoices):
    """What became of a planned meeting. One that was moved is still planned."""

    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CALLED_OFF = "called_off", _("called off")
    MISSED_BY_US = "missed_by_us", _("we did not come")
    MISSED_BY_THEM = "missed_by_them", _("they did not come")


class Meeting(ScopedModel):
    """A contact that is planned. The log of it closes it; people of other circles have their own.

    ``on`` and ``time`` are as the clock says where it is held: in ``zone`` (a name of the IANA
    database), or, without one, where the office is. A meeting that was moved keeps ``first_on``,
    the day it was first agreed for; ``changed_by`` says who moved it last or called it off, and
    ``told_in_advance`` whether the other side heard of it before its hour. Where it ``is_hard``,
    ``bringer`` is the colleague who says the hard thing, if not whoever leads.
    """

    LINK = Link("pk", "meetings_with__meeting_id")
    TEXTS = (
        *("place", "journey", "guests", "opener", "listening_question", "acknowledgement"),
        *("may_say", "not_to_raise", "respect", "closing", "reason_for_lead", "remark"),
        "first_words",
    )
    SHOWN = Shown("on", "place")
    TRAVELS = frozenset()
    PARTS: ClassVar[dict[str, str]] = {"theirs": "MeetingWith", "ours": "MeetingOurs"}

    on = models.DateField(_("Date"))
    time = models.TimeField(_("Time"), null=True, blank=True)
    zone = models.CharField(_("Time zone"), max_length=40, blank=True)
    place = models.CharField(_("Where"), max_length=80, blank=True)
    journey = models.CharField(_("How we get there"), max_length=160, blank=True)
    channel = models.CharField(_("How"), max_length=12, choices=Channel, default=Channel.IN_PERSON)
    purpose = models.CharField(
        _("What for"), max_length=12, choices=Purpose, default=Purpose.ENGAGEMENT
    )
    guests = models.CharField(_("Guests"), max_length=200, blank=True)
    state = models.CharField(
        max_length=14, choices=MeetingState, default=MeetingState.PLANNED, editable=False
    )
    first_on = models.DateField(null=True, blank=True, editable=False)
    changed_by = models.CharField(max_length=4, choices=Side, blank=True, editable=False)
    told_in_advance = models.BooleanField(null=True, blank=True, editable=False)
    opener = models.TextField(_("What to begin with"), blank=True)
    listening_question = models.TextField(_("One question to listen to"), blank=True)
    acknowledgement = models.TextField(_("What a yes costs them, in our words"), blank=True)
    may_say = models.TextField(_("What we may say"), blank=True)
    not_to_raise = models.TextField(_("What not to raise"), blank=True)
    respect = models.TextField(_("One thing I respect in them"), blank=True)
    closing = models.TextField(_("How to close"), blank=True)
    reason_for_lead = models.TextField(_("Why this colleague goes"), blank=True)
    is_hard = models.BooleanField(_("A refusal or bad news is to be said"), default=False)
    bringer = models.ForeignKey(
        Colleague, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    first_words = models.TextField(_("What to say first"), blank=True)
    reader = models.ForeignKey(
        Colleague, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    remark = models.TextField(_("Remark of the second reader"), blank=True)
    read_on = models.DateField(null=True, blank=True, editable=False)
    interaction = models.ForeignKey(
        "records.Interaction",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="meetings",
    )

    class Meta:
        indexes: ClassVar = [
            # Every morning asks for what is still to come, or was not said to have been held.
            models.Index(
                fields=["on"], name="meeting_planned", condition=Q(state=MeetingState.PLANNED)
            )
        ]


class MeetingWith(models.Model):
    """A counterpart's place in a planned meeting; part of the meeting's own record."""

    OWNER: ClassVar[str] = "meeting"
    VALUES: ClassVar[tuple[str, ...]] = ("relationship", "part")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="theirs")
    relationship = models.ForeignKey(
        Relationship, on_delete=models.CASCADE, related_name="meetings_with"
    )
    part = models.CharField(max_length=12, choices=TheirPart, default=TheirPart.LEAD)


class MeetingOurs(models.Model):
    """A colleague's place in a planned meeting; part of the meeting's own record."""

    OWNER: ClassVar[str] = "meeting"
    VALUES: ClassVar[tuple[str, ...]] = ("colleague", "part")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="ours")
    colleague = models.ForeignKey(
        Colleague, on_delete=models.CASCADE, related_name="meetings", db_index=False
    )
    part = models.CharField(max_length=12, choices=OurPart, default=OurPart.LEAD)


class Connection(AboutRelationship):
    """What a colleague and a counterpart share: a place, a language, a sport, a study."""

    TEXTS = ("text",)
    SHOWN = None
    TRAVELS = frozenset()

    colleague = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="connections")
    text = models.CharField(_("What they share"), max_length=200)


class InterestKind(models.TextChoices):
    """What stands between a colleague's own concern and their duty."""

    FAMILY = "family", _("family")
    BUSINESS = "business", _("business")
    DEBT = "debt", _("debt")
    GIFT = "gift", _("gift")
    FAVOUR = "favour", _("favour")
    FRIENDSHIP = "friendship", _("friendship")


class Interest(AboutRelationship):
    """A conflict of interest that a colleague declared, and how it is managed.

    It is managed once it is said how (``managed``) or who ``decides`` instead, up to the end of
    ``managed_until``. After ``until`` there is no conflict any more.
    """

    TEXTS = ("text", "managed")
    SHOWN = Shown("declared_on", "text")
    TRAVELS = frozenset()

    colleague = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="interests")
    kind = models.CharField(_("What kind"), max_length=12, choices=InterestKind)
    text = models.TextField(_("In one line"), blank=True)
    declared_on = models.DateField(_("Declared on"))
    managed = models.TextField(_("How it is managed"), blank=True)
    decides = models.ForeignKey(
        Colleague, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    managed_until = models.DateField(_("Managed until"), null=True, blank=True)
    until = models.DateField(_("The conflict ends on"), null=True, blank=True)

    def is_over(self, today: date) -> bool:
        """Return whether there is no conflict any more."""
        return self.until is not None and self.until < today

    def is_managed(self, today: date) -> bool:
        """Return whether it is said, for this day, how it is managed or who decides instead."""
        said = bool(self.managed.strip()) or self.decides_id is not None
        return said and (self.managed_until is None or self.managed_until >= today)
