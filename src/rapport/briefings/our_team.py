"""What Today tells those who look after a circle: who leaves it, who left, who was reset."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from rapport.briefings.leaving import waiting_for_a_holder
from rapport.briefings.reading import ManyRead, may_see_readings, readings
from rapport.records.asking import Asking
from rapport.records.models import (
    Colleague,
    Membership,
    Operation,
    Part,
    Relationship,
    Sensitivity,
)
from rapport.records.models.relationships import called
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

SOON = timedelta(days=7)
TOLD_FOR = timedelta(days=14)
AT_MOST = 12
_TICKS = 1 << 16


@dataclass(frozen=True, slots=True)
class Ending:
    """A part in a circle that ends by itself soon; ``last_keeper``: nobody keeps it after."""

    name: str
    circle: str
    until: date
    last_keeper: bool


@dataclass(frozen=True, slots=True)
class Left:
    """A relationship that somebody who has left held, or owes a promise in."""

    relationship: uuid.UUID
    alias: str
    circle: str


@dataclass(frozen=True, slots=True)
class Reset:
    """Whose passphrase was taken away, by whom, and when."""

    name: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TeamNews:
    """What those who keep a circle are told, and who read about many."""

    endings: tuple[Ending, ...] = ()
    left: tuple[Left, ...] = ()
    more_left: bool = False
    resets: tuple[Reset, ...] = ()
    readings: tuple[ManyRead, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.endings or self.left or self.resets or self.readings)


class _Member(NamedTuple):
    """A part somebody who is here has in a circle that whoever asks keeps."""

    colleague: uuid.UUID
    name: str
    circle: uuid.UUID
    circle_name: str
    part: str
    until: date | None


_COLUMNS = (
    *("colleague_id", "colleague__name", "circle_id", "circle__name"),
    *("part", "until"),
)


def team_news(asking: Asking) -> TeamNews:
    """Return what whoever asks is to know about their circles today."""
    left = _left(asking)
    members = _members(asking)
    return TeamNews(
        endings=_endings(members, asking.day),
        left=left[:AT_MOST],
        more_left=len(left) > AT_MOST,
        resets=_resets(asking, {one.colleague: one.name for one in members}),
        readings=(
            readings(asking, since=asking.now - TOLD_FOR) if may_see_readings(asking.me) else ()
        ),
    )


def _members(asking: Asking) -> list[_Member]:
    """Return who is in the circles whoever asks keeps; those who leave first come first."""
    kept = asking.me.kept_circles()
    if not kept:
        return []
    return list(map(_Member._make, _here(asking.day, kept)))


@prepared
def _here(day: date, circles: list[uuid.UUID]) -> "QuerySet[Membership, Any]":
    here = Membership.objects.of_colleagues_here(day).filter(circle__in=among(circles))
    return here.order_by("until", "colleague__name", "pk").values_list(*_COLUMNS)


def _endings(members: Sequence[_Member], day: date) -> tuple[Ending, ...]:
    soon = day + SOON
    still_kept = {
        one.circle
        for one in members
        if one.part == Part.KEEPER and (one.until is None or one.until > soon)
    }
    return tuple(
        Ending(
            one.name,
            one.circle_name,
            one.until,
            last_keeper=one.part == Part.KEEPER and one.circle not in still_kept,
        )
        for one in members
        if one.until is not None and one.until <= soon
    )


def _left(asking: Asking) -> tuple[Left, ...]:
    """Return what waits for a holder in the circles I keep, and where I am named for it."""
    me = asking.me
    gone = _gone()
    if not gone or not me.readable_circles():
        return ()
    rows = Relationship.objects.visible_to(me).filter(waiting_for_a_holder(me, gone))
    mine = rows.filter(Q(circle__in=me.kept_circles()) | Q(sensitivity__gte=Sensitivity.SEVERE))
    found = mine.select_related("counterpart", "actor", "circle").order_by(called(), "pk")
    return tuple(Left(row.pk, row.called, row.circle.name) for row in found[: AT_MOST + 1])


@prepared
def _reset(colleagues: list[uuid.UUID], clocks: tuple[str, ...]) -> "QuerySet[Operation, Any]":
    """Return when passphrases of these were taken away since a moment, the last first."""
    done = Operation.objects.filter(row__in=among(colleagues), verb="reset_passphrase")
    lately = done.filter(clock__gte=RawSQL("CAST(%s AS bigint)", clocks))
    return lately.order_by("-sequence").values_list("row", "by", "clock")[:AT_MOST]


@prepared
def _gone() -> "QuerySet[Colleague, uuid.UUID]":
    return Colleague.objects.filter(is_active=False).order_by().values_list("pk", flat=True)


def _resets(asking: Asking, members: Mapping[uuid.UUID, str]) -> tuple[Reset, ...]:
    if not members:
        return ()
    since = int((asking.now - TOLD_FOR).timestamp() * 1000) * _TICKS
    told = _reset(list(members), (str(since),))
    if not told:
        return ()
    names = dict(
        Colleague.objects.filter(pk__in=[by for _, by, _ in told]).values_list("pk", "name")
    )
    return tuple(
        Reset(
            members[row],
            names.get(by, "") if by else "",
            datetime.fromtimestamp((clock // _TICKS) / 1000, tz=UTC),
        )
        for row, by, clock in told
    )
