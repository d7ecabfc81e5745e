"""The colleagues of an office, as each of them sees the others, and circles, for who keeps them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rapport.records.asking import Asking
from rapport.records.models import (
    Circle,
    Colleague,
    Duty,
    Function,
    Membership,
    Origin,
    SignInCode,
)
from rapport.records.models.duties import READS_SHARED_EXPOSURE
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere


@dataclass(frozen=True, slots=True)
class OneOfUs:
    """A colleague, as everybody of their office sees them.

    ``sign_in``, and until when a code waits for them to choose a passphrase (``code_until``), are
    for who looks after them.
    """

    key: uuid.UUID
    name: str
    function: str
    duties: tuple[str, ...]
    end_of_mission: date | None
    languages: tuple[str, ...]
    origin: str
    areas: tuple[str, ...]
    topics: tuple[str, ...]
    gender: str
    is_me: bool
    sign_in: str
    code_until: datetime | None

    @property
    def knows(self) -> tuple[str, ...]:
        """Return the areas and topics they know, in one."""
        return (*self.areas, *self.topics)


@dataclass(frozen=True, slots=True)
class ColleaguePage:
    """One colleague's page.

    ``exposure`` is empty for whoever may not read it, as it is where nothing was written.
    ``exposure_readers`` are the others who read it now, for the colleague alone.
    """

    one: OneOfUs
    exposure: str
    exposure_shared: bool
    exposure_readers: tuple[str, ...]
    looked_after: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A colleague's part in a circle; ``ended``: its last day is over."""

    key: uuid.UUID
    name: str
    part: str
    until: date | None
    ended: bool
    is_me: bool


@dataclass(frozen=True, slots=True)
class KeptCircle:
    """A circle I keep, with who is in it."""

    key: uuid.UUID
    name: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Those of my office, whether I look after them, and the circles I keep."""

    ours: tuple[OneOfUs, ...]
    looks_after: bool
    circles: tuple[KeptCircle, ...]


def colleagues(asking: Asking) -> Colleagues:
    """Return the colleagues of my office and the circles I keep."""
    me = asking.me
    rows = Colleague.objects.filter(office=me.office_id, is_active=True).order_by("name", "pk")
    codes = _codes(asking) if me.looks_after_colleagues() else {}
    ours = tuple(_one_of_us(me, row, codes) for row in rows)
    return Colleagues(
        ours=ours, looks_after=me.looks_after_colleagues(), circles=_kept_circles(asking)
    )


def colleague(asking: Asking, key: uuid.UUID) -> ColleaguePage:
    """Return a colleague's page: of my office, or of one right under it that I look after.

    Raises ``NotThere``, also for who has left.
    """
    me = asking.me
    row = Colleague.objects.select_related("office").filter(pk=key, is_active=True).first()
    if row is None or not (row.office_id == me.office_id or me.looks_after(row)):
        raise NotThere(NOT_THERE)
    looked_after = me.looks_after(row)
    open_to_me = me.may_read_exposure_of(row)
    return ColleaguePage(
        one=_one_of_us(me, row, _codes(asking) if looked_after else {}),
        exposure=row.exposure_notes if open_to_me else "",
        exposure_shared=row.exposure_shared and open_to_me,
        exposure_readers=exposure_readers(row) if row.pk == me.pk and row.exposure_shared else (),
        looked_after=looked_after,
    )


def exposure_readers(whose: Colleague) -> tuple[str, ...]:
    """Return who else would read what a colleague is exposed to, if they share it, by name."""
    others = Colleague.objects.filter(office=whose.office_id, is_active=True).exclude(pk=whose.pk)
    return tuple(
        other.name
        for other in others.order_by("name", "pk")
        if any(map(other.has_duty, READS_SHARED_EXPOSURE))
    )


def _codes(asking: Asking) -> dict[uuid.UUID, datetime]:
    codes = SignInCode.objects.filter(expires__gt=asking.now)
    return dict(codes.values_list("colleague", "expires"))


def _one_of_us(me: Colleague, row: Colleague, codes: Mapping[uuid.UUID, datetime]) -> OneOfUs:
    return OneOfUs(
        key=row.pk,
        name=row.name,
        function=_label(Function, row.function),
        duties=tuple(_label(Duty, duty) for duty in row.duties),
        end_of_mission=row.end_of_mission,
        languages=tuple(row.languages),
        origin=_label(Origin, row.origin),
        areas=tuple(row.areas),
        topics=tuple(row.topics),
        gender=row.gender,
        is_me=row.pk == me.pk,
        sign_in=row.sign_in if me.looks_after_colleagues() or row.pk == me.pk else "",
        code_until=codes.get(row.pk),
    )


def _label(kind: type[Function] | type[Duty] | type[Origin], value: str) -> str:
    return str(dict(kind.choices).get(value, value))


def _kept_circles(asking: Asking) -> tuple[KeptCircle, ...]:
    me = asking.me
    kept = Circle.objects.filter(pk__in=me.kept_circles()).order_by("name", "pk")
    members: dict[uuid.UUID, list[Member]] = {circle.pk: [] for circle in kept}
    rows = Membership.objects.filter(circle__in=members, colleague__is_active=True)
    for row in rows.select_related("colleague").order_by("colleague__name", "pk"):
        members[row.circle_id].append(_member(asking, row))
    return tuple(KeptCircle(one.pk, one.name, tuple(members[one.pk])) for one in kept)


def _member(asking: Asking, row: Membership) -> Member:
    return Member(
        key=row.colleague_id,
        name=row.colleague.name,
        part=row.part,
        until=row.until,
        ended=row.until is not None and row.until < asking.day,
        is_me=row.colleague_id == asking.me.pk,
    )
