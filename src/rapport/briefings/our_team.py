"""What Today tells those who look after a circle: who leaves it, who left, who was reset."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Q

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


def team_news(asking: Asking) -> TeamNews:
    """Return what whoever asks is to know about their circles today."""
    left = _left(asking)
    return TeamNews(
        endings=_endings(asking),
        left=left[:AT_MOST],
        more_left=len(left) > AT_MOST,
        resets=_resets(asking),
        readings=(
            readings(asking, since=asking.now - TOLD_FOR) if may_see_readings(asking.me) else ()
        ),
    )


def _endings(asking: Asking) -> tuple[Ending, ...]:
    kept = asking.me.kept_circles()
    if not kept:
        return ()
    here = Membership.objects.of_colleagues_here(asking.day).filter(circle__in=kept)
    lasting = here.filter(part=Part.KEEPER).filter(
        Q(until__isnull=True) | Q(until__gt=asking.day + SOON)
    )
    still_kept = set(lasting.values_list("circle_id", flat=True))
    soon = here.filter(until__lte=asking.day + SOON).select_related("colleague", "circle")
    return tuple(
        Ending(
            row.colleague.name,
            row.circle.name,
            row.until or asking.day,
            last_keeper=row.part == Part.KEEPER and row.circle_id not in still_kept,
        )
        for row in soon.order_by("until", "colleague__name", "pk")
    )


def _left(asking: Asking) -> tuple[Left, ...]:
    """Return what waits for a holder in the circles I keep, and where I am named for it."""
    me = asking.me
    gone = list(Colleague.objects.filter(is_active=False).values_list("pk", flat=True))
    if not gone or not me.readable_circles():
        return ()
    rows = Relationship.objects.visible_to(me).filter(waiting_for_a_holder(me, gone))
    mine = rows.filter(Q(circle__in=me.kept_circles()) | Q(sensitivity__gte=Sensitivity.SEVERE))
    found = mine.select_related("counterpart", "circle").order_by("counterpart__alias", "pk")
    return tuple(
        Left(row.pk, row.counterpart.alias, row.circle.name) for row in found[: AT_MOST + 1]
    )


def _resets(asking: Asking) -> tuple[Reset, ...]:
    kept = asking.me.kept_circles()
    if not kept:
        return ()
    here = Membership.objects.of_colleagues_here(asking.day).filter(circle__in=kept)
    members = dict(here.values_list("colleague_id", "colleague__name"))
    since = int((asking.now - TOLD_FOR).timestamp() * 1000) * _TICKS
    done = Operation.objects.filter(
        row__in=members, verb="reset_passphrase", clock__gte=since
    ).order_by("-sequence")
    told = list(done.values_list("row", "by", "clock")[:AT_MOST])
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
