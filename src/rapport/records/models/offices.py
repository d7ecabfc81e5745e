"""Us: offices, colleagues, and the circles that decide who may see what."""

import copy
import uuid
from collections.abc import Collection
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rapport.records.models.duties import (
    READS_SHARED_EXPOSURE,
    SETS_RULES,
    Duty,
    Function,
    Origin,
)
from rapport.records.models.logged import LoggedModel
from rapport.records.prepared import prepared
from rapport.rules.reading import READS_A_DAY, READS_AN_HOUR


class Office(LoggedModel):
    """A field or country office; every other record belongs to exactly one.

    ``coordinates`` are degrees north and east (``"33.51, 36.29"``); ``weekend`` holds the days of
    rest there, Monday being 0. ``keeps_files``: encrypted copies of what shows an agreement may lie
    in the store. ``whom_to_call`` is told whoever had a hard meeting or was pressed.
    """

    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    area = models.CharField(max_length=20, blank=True)
    coordinates = models.CharField(max_length=40, blank=True)
    weekend = models.JSONField(default=list, blank=True)
    ideal_days = models.PositiveSmallIntegerField(default=30)
    maximum_days = models.PositiveSmallIntegerField(default=60)
    concern_days = models.PositiveSmallIntegerField(default=180)
    reads_an_hour = models.PositiveSmallIntegerField(default=READS_AN_HOUR)
    reads_a_day = models.PositiveSmallIntegerField(default=READS_A_DAY)
    keeps_files = models.BooleanField(default=False)
    whom_to_call = models.TextField(blank=True)
    rule_settings = models.JSONField(default=dict, blank=True)

    def scope(self) -> uuid.UUID:
        """Return the office's own key: its changes concern everyone in it."""
        return self.pk


class Colleague(LoggedModel, AbstractBaseUser):
    """One of us, and the login. Tags are chosen by the colleague, never inferred.

    ``first_ten`` is where they stand in their first ten minutes: the keys of the ``people`` they
    named, and the step they are ``at`` ("" once they ended it).
    """

    UNRECORDED: ClassVar[frozenset[str]] = frozenset(
        {"revised", "password", "last_login", "reads_in", "single_letters", "first_ten"}
    )
    BY_THEMSELVES: ClassVar[frozenset[str]] = frozenset(
        {
            *("languages", "origin", "areas", "topics", "gender"),
            *("exposure_notes", "exposure_shared"),
        }
    )
    """What only the colleague says of themselves."""

    BY_EITHER: ClassVar[frozenset[str]] = frozenset({"function", "end_of_mission"})
    """What the colleague and whoever looks after them may both set."""

    BY_THE_OFFICE: ClassVar[frozenset[str]] = frozenset({"name", "duties"})
    """What only who looks after colleagues sets: duties carry rights."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="colleagues")
    sign_in = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    languages = models.JSONField(default=list, blank=True)
    origin = models.CharField(max_length=16, choices=Origin, blank=True)
    function = models.CharField(max_length=16, choices=Function, blank=True)
    duties = models.JSONField(default=list, blank=True)
    areas = models.JSONField(default=list, blank=True)
    topics = models.JSONField(default=list, blank=True)
    gender = models.CharField(max_length=40, blank=True)
    end_of_mission = models.DateField(null=True, blank=True)
    exposure_notes = models.TextField(blank=True)
    exposure_shared = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    reads_in = models.CharField(max_length=8, blank=True)
    single_letters = models.BooleanField(default=True)
    first_ten = models.JSONField(default=dict, blank=True)

    objects: ClassVar = BaseUserManager()

    USERNAME_FIELD = "sign_in"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    day: date | None = None
    """The day my parts are read for, once I ask on one; see :meth:`on`."""

    _within: tuple[frozenset[uuid.UUID], bool] | None = None
    """The circles a token of mine opens, and whether it writes; see :meth:`narrowed`."""

    def scope(self) -> uuid.UUID:
        """Return the office's key."""
        return self.office_id

    def private_scope(self, columns: Collection[str], by: uuid.UUID | None) -> uuid.UUID | None:
        """Return my own key for what I say of myself: I alone read that I did, and take it back."""
        told = self.BY_THEMSELVES | self.BY_EITHER
        return self.pk if by == self.pk and columns and told.issuperset(columns) else None

    def on(self, day: date) -> Self:
        """Return a copy of me as I am on a day: a part that has ended by then opens nothing."""
        me = copy.copy(self)
        me.__dict__.pop("_parts", None)
        me.day = day
        return me

    def narrowed(self, circles: Collection[uuid.UUID], *, may_write: bool) -> Self:
        """Return me as a token of mine comes in: in no more than these circles, with no duty."""
        me = copy.copy(self)
        for known in ("_parts", "is_shown_readings"):
            me.__dict__.pop(known, None)
        me._within = (frozenset(circles), may_write)  # noqa: SLF001 - of a copy of myself
        return me

    @property
    def is_narrowed(self) -> bool:
        """Say whether a token asks in my place."""
        return self._within is not None

    def stand_in(self, *, writes: bool) -> "Colleague":
        """Return somebody made up for whom a question is compiled, with circles as I have them.

        In all of them they only read, unless a question that ``writes`` asks for my parts.
        """
        made_up = Colleague(pk=uuid.uuid4())
        made_up._within = self._within
        mine = self._parts.values()
        parts = {uuid.uuid4(): part if writes else Part.READER for part in mine}
        made_up.__dict__["_parts"] = parts
        return made_up

    @cached_property
    def _parts(self) -> dict[uuid.UUID, str]:
        """Return my part in each of my circles; read once for each object, so once a request."""
        if not self.is_active:
            return {}
        parts = dict(_parts_in_force(self.pk, self.day))
        if self._within is None:
            return parts
        circles, may_write = self._within
        most = Part.WRITER if may_write else Part.READER
        mine = ((circle, part) for circle, part in parts.items() if circle in circles)
        return {circle: part if part == Part.READER else most for circle, part in mine}

    @property
    def asked_as(self) -> dict[bool, tuple[object, ...]]:
        """What prepared questions fill in for me, by whether they are a writer's; as my parts."""
        if self.__dict__.get("_asked", ((),))[0] is not self._parts:
            self._asked: Any = (self._parts, {})
        return self._asked[1]  # type: ignore[no-any-return]

    def readable_circles(self) -> list[uuid.UUID]:
        """Return the keys of the circles I may read."""
        return list(self._parts)

    def writable_circles(self) -> list[uuid.UUID]:
        """Return the keys of the circles I may write in."""
        return [circle for circle, part in self._parts.items() if part != Part.READER]

    def kept_circles(self) -> list[uuid.UUID]:
        """Return the keys of the circles whose members I decide."""
        return [circle for circle, part in self._parts.items() if part == Part.KEEPER]

    def is_here(self, day: date) -> bool:
        """Say whether I am one of us on a day: active, and my last day is not over.

        Private notes are held back for somebody who is here, and only then; what somebody held
        back who is not is due at once (``records/ending.py``).
        """
        return self.is_active and (self.end_of_mission is None or self.end_of_mission >= day)

    def has_left(self, day: date) -> bool:
        """Say whether my last day is over and no circle is open to me any more.

        Whose mission was extended in the circles alone is still here.
        """
        over = self.end_of_mission is not None and self.end_of_mission < day
        return over and not self.readable_circles()

    def has_duty(self, duty: str) -> bool:
        """Say whether I carry this duty; a token of mine carries none."""
        return self._within is None and duty in self.duties

    def sets_rules(self) -> bool:
        """Say whether I set the rules of the office."""
        return any(map(self.has_duty, SETS_RULES))

    def looks_after_colleagues(self) -> bool:
        """Say whether I add others, end their access, and give codes; not what they may see."""
        return self.has_duty(Duty.HEAD_OF_OFFICE)

    def may_read_words_of(self, other: "Colleague") -> bool:
        """Say whether what a colleague says of themselves is for this one to read.

        It is for their office, and for whoever looks after them.
        """
        return other.office_id == self.office_id or self.looks_after(other)

    def looks_after(self, other: "Colleague") -> bool:
        """Say whether I look after this colleague: of my office, or of one right under it."""
        offices = {other.office_id, other.office.parent_id}
        return self.looks_after_colleagues() and self.office_id in offices

    def may_read_exposure_of(self, other: "Colleague") -> bool:
        """Say whether I read what another is exposed to: only if they chose to share it.

        Then it is for the head and the security focal point of their own office. No duty opens
        what was not shared.
        """
        if other.pk == self.pk:
            return True
        return (
            other.exposure_shared
            and other.office_id == self.office_id
            and self.is_active
            and any(map(self.has_duty, READS_SHARED_EXPOSURE))
        )

    @cached_property
    def is_shown_readings(self) -> bool:
        """Say whether I am shown who read about many; asked by every page, so read once.

        It is the duty of data protection; where nobody of the office carries it, the head's.
        """
        if self.has_duty(Duty.DATA_PROTECTION):
            return True
        if not self.has_duty(Duty.HEAD_OF_OFFICE):
            return False
        return not any(Duty.DATA_PROTECTION in each for each in _duties_in(self.office_id))


@prepared
def _duties_in(office: uuid.UUID) -> "QuerySet[Colleague, list[str]]":
    ours = Colleague.objects.filter(office=office, is_active=True)
    return ours.order_by().values_list("duties", flat=True)


class Circle(LoggedModel):
    """A need-to-know compartment: who may see a set of relationships."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="circles")
    name = models.CharField(max_length=120)
    break_glass = models.BooleanField(default=False)

    def scope(self) -> uuid.UUID:
        """Return the circle's own key."""
        return self.pk


class Part(models.TextChoices):
    """What a member may do in a circle."""

    READER = "reader", _("reader")
    WRITER = "writer", _("writer")
    KEEPER = "keeper", _("keeper")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """The one place that says whether a membership still counts."""

    def in_force(self, day: date | None) -> Self:
        """Keep those that have not ended before ``day``.

        Where no day is known, one with an end does not count at all: what cannot be said to be
        open stays shut.
        """
        endless = models.Q(until__isnull=True)
        return self.filter(endless if day is None else endless | models.Q(until__gte=day))

    def of_colleagues_here(self, day: date | None) -> Self:
        """Keep those in force of colleagues who have not left."""
        return self.in_force(day).filter(colleague__is_active=True)


class Membership(LoggedModel):
    """A colleague's place in a circle; ``until`` is its last day, if it has one."""

    OF_ITS_STORE = True

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="memberships")
    colleague = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="memberships")
    part = models.CharField(max_length=8, choices=Part, default=Part.READER)
    until = models.DateField(null=True, blank=True)

    objects: ClassVar = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["circle", "colleague"], name="one_part_in_a_circle")
        ]

    def scope(self) -> uuid.UUID:
        """Return the circle's key."""
        return self.circle_id


@prepared
def _parts_in_force(
    colleague: uuid.UUID, day: date | None
) -> "QuerySet[Membership, tuple[uuid.UUID, str]]":
    parts = Membership.objects.in_force(day).filter(colleague=colleague)
    return parts.values_list("circle_id", "part")
