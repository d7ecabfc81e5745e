"""Them: actors, counterparts with their sealed names, the posts they hold, who is told apart."""

import uuid
from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.records.models.declared import Link, Shown
from rapport.records.models.logged import LoggedModel
from rapport.records.models.offices import Circle, Colleague
from rapport.records.models.scoped import AboutCounterpart, Confidence, ScopedModel


class ActorKind(models.TextChoices):
    """What sort of group or institution."""

    STATE_CIVIL = "state_civil", _("state civil authority")
    STATE_SECURITY = "state_security", _("state security force")
    DE_FACTO = "de_facto", _("de facto authority")
    ARMED_GROUP = "armed_group", _("non-state armed group")
    COMMUNITY = "community", _("community structure")
    RELIGIOUS = "religious", _("religious body")
    CRIMINAL = "criminal", _("criminal group")
    PRIVATE = "private", _("private, port or transport")
    DONOR = "donor", _("donor")
    HUMANITARIAN = "humanitarian", _("UN, international or national NGO")
    AFFECTED = "affected", _("affected-community group")
    MEDIA = "media", _("media")


class Acceptance(models.TextChoices):
    """How an actor takes our presence."""

    UNKNOWN = "unknown", _("unknown")
    HOSTILE = "hostile", _("hostile")
    TOLERANT = "tolerant", _("tolerant")
    ACCEPTING = "accepting", _("accepting")
    SUPPORTIVE = "supportive", _("supportive")


class Actor(ScopedModel):
    """A group or institution, of which we may know nobody yet.

    ``influence`` and ``acceptances`` are lists of dated values, newest last: ``[day, value]`` or
    ``[day, value, basis]``, the day as ``"2026-03-14"``, the basis in words. ``acceptance`` is the
    newest of them. What was said of it before it had days is ``acceptance`` alone, and the first of
    ``acceptances``, with the day ``""``, beside others. A severe one is reached through its
    counterparts.
    """

    LINK = None
    NOTICED = Link("pk", "counterpart__actor_id")
    TEXTS = ("legal_note",)
    SHOWN = None
    TRAVELS = frozenset()

    names = models.JSONField(default=list)
    kind = models.CharField(max_length=16, choices=ActorKind, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)
    areas = models.JSONField(default=list, blank=True)
    influence = models.JSONField(default=list, blank=True)
    acceptance = models.CharField(
        max_length=12, choices=Acceptance, default=Acceptance.UNKNOWN, blank=True
    )
    acceptances = models.JSONField(default=list, blank=True)
    legal_note = models.TextField(blank=True)

    @property
    def name(self) -> str:
        """Return the name it is called by first."""
        return str(self.names[0]) if self.names else ""

    @property
    def all_acceptances(self) -> list[Any]:
        """Return how it takes us, dated, before them what was said without a day, if anything."""
        if self.acceptances or self.acceptance in ("", Acceptance.UNKNOWN):
            return list(self.acceptances)
        return [["", self.acceptance]]

    def texts(self) -> Iterator[str]:
        """Yield also on what each dated value rests."""
        yield from super().texts()
        for dated in (*self.influence, *self.acceptances):
            if len(dated) > 2 and dated[2]:
                yield str(dated[2])


class OfActor(ScopedModel):
    """A record that belongs to an actor and goes where it goes."""

    LINK: ClassVar[Link | None] = None

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


class Control(models.TextChoices):
    """How an actor is there in a place."""

    CONTROLS = "controls", _("controls it")
    CONTESTS = "contests", _("contests it")
    PRESENT = "present", _("is present")
    DECIDES = "decides", _("decides from elsewhere")


class ActorPlace(OfActor):
    """A place an actor is in, how, and from when to when."""

    TEXTS = ("place", "note")
    SHOWN = Shown("since", "place", until="until")
    TRAVELS = frozenset()

    place = models.CharField(_("District or place"), max_length=80)
    control = models.CharField(_("Their role there"), max_length=8, choices=Control)
    since = models.DateField(_("Since"), null=True, blank=True)
    until = models.DateField(_("Until"), null=True, blank=True)
    note = models.CharField(_("How we know"), max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(since__isnull=True)
                | Q(until__isnull=True)
                | Q(until__gte=models.F("since")),
                name="a_place_ends_after_it_begins",
            )
        ]


class Documentation(models.TextChoices):
    """How a counterpart likes things to be kept."""

    UNKNOWN = "", _("not known")
    NONE = "none", _("none")
    ORAL = "oral", _("verbal")
    MESSAGE = "message", _("by message")
    MINUTES = "minutes", _("minutes")
    SIGNED = "signed", _("signed document")


class CounterpartStatus(models.TextChoices):
    """Where a counterpart stands now."""

    ACTIVE = "active", _("active")
    LEFT_POST = "left_post", _("left their post")
    UNREACHABLE = "unreachable", _("unreachable")
    DETAINED = "detained", _("detained")
    DECEASED = "deceased", _("deceased")
    DO_NOT_CONTACT = "do_not_contact", _("do not contact")


class Safety(models.TextChoices):
    """How safe a way to reach them is, for them."""

    SAFE = "safe", _("safe")
    CARE = "care", _("with care")
    UNSAFE = "unsafe", _("not safe")


class Within(models.TextChoices):
    """How soon somebody can be reached in a way."""

    HOUR = "hour", _("within an hour")
    DAY = "day", _("within a day")
    LONGER = "longer", _("takes longer than a day")


class Counterpart(ScopedModel):
    """A person we deal with. The alias is what everyone sees; names are sealed apart.

    ``channels`` is a list of ways to reach them, each ``{"key", "channel", "safety", "note",
    "held_by", "within", "verified_on"}``: how soon it works, and the day it last did, as
    ``"2026-03-14"``. Either may be "", and the ways noted first have neither.
    """

    LINK = Link("pk", "counterpart_id")
    TEXTS = ("how_to_address",)
    SHOWN = None
    TRAVELS = frozenset({"alias"})

    alias = models.CharField(max_length=120)
    how_to_address = models.CharField(max_length=200, blank=True)
    languages = models.JSONField(default=list, blank=True)
    documentation = models.CharField(max_length=8, choices=Documentation, blank=True)
    channels = models.JSONField(default=list, blank=True)
    status = models.CharField(
        max_length=16, choices=CounterpartStatus, default=CounterpartStatus.ACTIVE
    )
    actor = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.SET_NULL, related_name="counterparts"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["circle", "alias", "id"], name="counterpart_by_alias")
        ]

    def texts(self) -> Iterator[str]:
        """Yield also what is noted of the ways to reach them."""
        yield from super().texts()
        for channel in self.channels:
            if isinstance(channel, dict) and channel.get("note"):
                yield channel["note"]


class SealedName(AboutCounterpart):
    """A real name in one script, sealed: opened on request, and the request is recorded."""

    SHOWN = None
    TRAVELS = frozenset()
    SEALED: ClassVar[dict[str, str]] = {"sealed": "sealed name"}

    counterpart = models.ForeignKey(
        Counterpart, on_delete=models.CASCADE, related_name="sealed_names"
    )
    script = models.CharField(max_length=8, blank=True)
    sealed = models.BinaryField()


class Position(ScopedModel):
    """A post in an actor: people move, posts stay. A severe one is reached through its holders."""

    LINK = None
    SHOWN = None
    TRAVELS = frozenset()

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="positions")
    title = models.CharField(max_length=160)
    area = models.CharField(max_length=20, blank=True)


class DayKnown(models.TextChoices):
    """How exactly a day is known that begins or ends something."""

    DAY = "", _("the day")
    MONTH = "month", _("the month only")
    YEAR = "year", _("the year only")
    BY = "by", _("no more than that it was by then")


class Tenure(ScopedModel):
    """Who held a post, from when to when, why it ended, how sure we are.

    Whoever we deal with holds it as a counterpart; of anybody else there is no more than a name,
    which stands here in clear. Of a month or a year ``since`` is the first day it may have been,
    ``until`` the last.
    """

    LINK = Link("counterpart_id", "counterpart_id")
    TEXTS = ("why_ended",)
    SHOWN = Shown("since", "why_ended")
    TRAVELS = frozenset()

    counterpart = models.ForeignKey(
        Counterpart, null=True, blank=True, on_delete=models.CASCADE, related_name="tenures"
    )
    named = models.CharField(_("Name"), max_length=160, blank=True)
    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="tenures")
    acting = models.BooleanField(_("Acting"), default=False)
    since = models.DateField(null=True, blank=True)
    since_known = models.CharField(max_length=5, choices=DayKnown, default=DayKnown.DAY, blank=True)
    until = models.DateField(null=True, blank=True)
    until_known = models.CharField(max_length=5, choices=DayKnown, default=DayKnown.DAY, blank=True)
    why_ended = models.CharField(max_length=200, blank=True)
    confidence = models.CharField(
        max_length=6, choices=Confidence, default=Confidence.MEDIUM, blank=True
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(since__isnull=True)
                | Q(until__isnull=True)
                | Q(until__gte=models.F("since")),
                name="a_tenure_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(counterpart__isnull=False) | ~Q(named=""),
                name="a_post_is_held_by_somebody",
            ),
        ]

    @property
    def called(self) -> str:
        """Return what whoever held it is called: the alias, or the name that is all we have."""
        return self.named if self.counterpart is None else self.counterpart.alias


class ToldApart(LoggedModel):
    """That two people were said not to be the same: by whom, on what day.

    ``mark`` is a keyed trace of the two and of what both were called that day: once a name
    changes, no mark fits and the question is open again. It stands in the circle of both. Without
    ``circle`` it is its writer's own: the two lie in different circles, or one is for named people
    only, and that there are two is for nobody else to learn.
    """

    GOES_WITH: ClassVar = ("one", "other")

    one = models.UUIDField(db_index=True)
    other = models.UUIDField(db_index=True)
    mark = models.CharField(max_length=32, db_index=True)
    on = models.DateField()
    by = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="told_apart")
    circle = models.ForeignKey(Circle, null=True, on_delete=models.PROTECT, related_name="+")

    def scope(self) -> uuid.UUID:
        """Return the circle's key, or its writer's, whose chain is read by nobody else."""
        return self.circle_id or self.by_id
