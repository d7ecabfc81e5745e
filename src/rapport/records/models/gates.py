"""What must be open for the work, whose consent it needs, and what happens if it fails."""

from typing import Any, ClassVar, NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from rapport.records.models.declared import Link, Shown
from rapport.records.models.people import Actor, Position
from rapport.records.models.relationships import Relationship
from rapport.records.models.scoped import ScopedModel


class GateKind(models.TextChoices):
    """What sort of thing must be open."""

    AREA = "area", _("access to an area")
    PASSAGE = "passage", _("passage")
    PERMIT = "permit", _("permit or visa")
    CUSTOMS = "customs", _("customs")
    CLINIC = "clinic", _("opening a clinic")
    VACCINATION = "vaccination", _("vaccination protocol")
    DETENTION = "detention", _("detention visit")
    STAFF_SAFETY = "staff_safety", _("safety of our staff")
    CONTINUITY = "continuity", _("continuing the work")


class Service(models.TextChoices):
    """What it is to be open for."""

    HEALTH = "health", _("health")
    NUTRITION = "nutrition", _("nutrition")
    WATER = "water", _("water and sanitation")
    FOOD = "food", _("food")
    SHELTER = "shelter", _("shelter and relief items")
    EDUCATION = "education", _("education")
    PROTECTION = "protection", _("protection")
    DETENTION = "detention", _("visits to detainees")
    LOGISTICS = "logistics", _("transport and supply")


class Standing(models.TextChoices):
    """How a gate stands, or what consents add up to."""

    OPEN = "open", pgettext_lazy("gate", "open")
    CONDITIONAL = "conditional", pgettext_lazy("gate", "open with conditions")
    CLOSED = "closed", pgettext_lazy("gate", "closed")
    UNKNOWN = "unknown", pgettext_lazy("gate", "not known")


class Gate(ScopedModel):
    """What must be open for the work: a road, a permit, a clinic.

    It lies in one circle, for all of its readers. ``until`` is the last day it is needed.
    """

    LINK = None
    TEXTS = ("name", "place", "note")
    SHOWN = Shown("since", "name", until="until")
    TRAVELS = frozenset()

    name = models.CharField(_("What must be open?"), max_length=120)
    kind = models.CharField(_("What kind"), max_length=12, choices=GateKind)
    place = models.CharField(_("District or place"), max_length=80, blank=True)
    service = models.CharField(_("For which service"), max_length=12, choices=Service, blank=True)
    since = models.DateField(_("Needed from"), null=True, blank=True)
    until = models.DateField(_("Needed until"), null=True, blank=True)
    note = models.TextField(_("Note"), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(since__isnull=True)
                | Q(until__isnull=True)
                | Q(until__gte=models.F("since")),
                name="a_gate_ends_after_it_begins",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["circle", "name", "id"], name="gate_by_name")]


class PutRight(NamedTuple):
    """How what was said of a gate is put right: its word in an address, the title of the form."""

    word: str
    title: Any


class Later(NamedTuple):
    """A column of a day that does not come before the day ``on``, and what is said if it does."""

    day: str
    says: str


class OfGate(ScopedModel):
    """A record that belongs to a gate and goes where it goes.

    What can be put right by its columns alone says so in ``PUT_RIGHT``; consents have verbs of
    their own. ``LATER`` is a day that follows the one it is about.
    """

    LINK: ClassVar[Link | None] = None
    PUT_RIGHT: ClassVar[PutRight | None] = None
    LATER: ClassVar[Later | None] = None

    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


class GateState(OfGate):
    """How a gate stands from a day on, as somebody says, with the reason."""

    PUT_RIGHT = PutRight("state", _("Correct how it stands"))
    TEXTS = ("reason",)
    SHOWN = Shown("on", "reason")
    TRAVELS = frozenset()

    standing = models.CharField(_("How it stands"), max_length=12, choices=Standing)
    on = models.DateField(_("Since"))
    reason = models.TextField(_("How we know"), blank=True)


class IncidentKind(models.TextChoices):
    """What happened at a gate."""

    REFUSED = "refused", _("turned back")
    DELAYED = "delayed", _("delayed")
    SEARCHED = "searched", _("searched")
    OTHER = "other", _("something else")


class GateIncident(OfGate):
    """What happened at a gate on a day, in one line."""

    PUT_RIGHT = PutRight("incident", _("Correct this incident"))
    TEXTS = ("text",)
    SHOWN = Shown("on", "text")
    TRAVELS = frozenset()

    kind = models.CharField(_("What happened?"), max_length=10, choices=IncidentKind)
    on = models.DateField(_("When"))
    text = models.CharField(_("In one line"), max_length=300, blank=True)


class Needs(models.TextChoices):
    """How many of a group's consents it takes."""

    ALL = "all", _("all of them")
    ANY = "any", _("any one of them")
    SOME = "some", _("at least so many")


class ConsentGroup(OfGate):
    """Consents of which all, any, or ``count`` are needed; a group may stand within another."""

    SHOWN = None
    TRAVELS = frozenset()

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="groups"
    )
    needs = models.CharField(_("How many are needed?"), max_length=4, choices=Needs)
    count = models.PositiveSmallIntegerField(_("At least"), null=True, blank=True)


class ConsentOf(models.TextChoices):
    """Which of the three consents an access depends on."""

    AUTHORITY = "authority", _("authority")
    ARMED_GROUP = "armed_group", _("armed group")
    COMMUNITY = "community", _("community")


class Consented(models.TextChoices):
    """What somebody says to a gate."""

    GIVEN = "given", _("agrees")
    CONDITIONAL = "conditional", _("agrees with conditions")
    REFUSED = "refused", _("refuses")
    WITHDRAWN = "withdrawn", _("took it back")
    UNKNOWN = "unknown", _("not known")


class NamesSomebody(OfGate):
    """A record of a gate that may name a counterpart of the gate's own circle.

    Where they are severe it is only for those who are named for them.
    """

    LINK = Link("relationship_id")

    relationship = models.ForeignKey(
        Relationship,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="%(class)ss",
        verbose_name=_("Who"),
    )

    class Meta:
        abstract = True


class Consent(NamesSomebody):
    """That somebody's consent is needed for a gate: of a person, of a post, or of an actor.

    ``states`` are ``[day, Consented]`` with the day as ``"2026-03-14"``, oldest first.
    """

    TEXTS = ("note",)
    SHOWN = None
    TRAVELS = frozenset()

    group = models.ForeignKey(ConsentGroup, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(_("Whose consent"), max_length=12, choices=ConsentOf)
    position = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.CASCADE, related_name="consents"
    )
    actor = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.CASCADE, related_name="consents"
    )
    states: Any = models.JSONField(default=list, blank=True)
    note = models.CharField(_("On which conditions"), max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(relationship__isnull=False, position__isnull=True, actor__isnull=True)
                | Q(relationship__isnull=True, position__isnull=False, actor__isnull=True)
                | Q(relationship__isnull=True, position__isnull=True, actor__isnull=False),
                name="a_consent_is_somebodys",
            )
        ]


class SecondPath(NamesSomebody):
    """What we would do if a gate fails: through whom, and how."""

    PUT_RIGHT = PutRight("path", _("Change the second path"))
    TEXTS = ("text",)
    SHOWN = None
    TRAVELS = frozenset()

    text = models.TextField(_("If this fails, what could we do?"))


class GateHelp(NamesSomebody):
    """That somebody helped to open a gate: on which day and how, and when they were thanked."""

    PUT_RIGHT = PutRight("help", _("Change who helped"))
    LATER = Later("thanked_on", gettext_noop("The thanks are dated before the help."))
    TEXTS = ("how",)
    SHOWN = Shown("on", "how")
    TRAVELS = frozenset()

    relationship = models.ForeignKey(
        Relationship,
        on_delete=models.CASCADE,
        related_name="gatehelps",
        verbose_name=_("Who helped"),
    )
    on = models.DateField(_("When they helped"))
    how = models.CharField(_("How they helped"), max_length=300)
    thanked_on = models.DateField(_("Thanked on"), null=True, blank=True)
