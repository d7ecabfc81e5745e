"""Who read about many people, as the colleague who minds data protection is shown it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.records.asking import Asking
from rapport.records.models import Colleague, Reading, Relationship
from rapport.records.models.relationships import called
from rapport.records.models.scoped import NOT_THERE
from rapport.records.reading_count import stops_of
from rapport.records.refusals import NotThere

SHOWN = 100


@dataclass(frozen=True, slots=True)
class ManyRead:
    """That somebody read about many: who, when, how many and why.

    ``reason`` is empty where they were asked for one and gave none. ``aliases`` are those of them
    whom the reader may see, ``others`` counts the rest.
    """

    by: str
    at: datetime
    many: int
    reason: str
    aliases: tuple[tuple[uuid.UUID, str], ...]
    others: int


def may_see_readings(me: Colleague) -> bool:
    """Say whether I am shown who read about many; whose duty it is, the colleague's row knows."""
    return me.is_shown_readings


def readings(asking: Asking, *, since: datetime | None = None) -> tuple[ManyRead, ...]:
    """Return who read about many in this office, the latest first; ``NotThere`` to most."""
    if not may_see_readings(asking.me):
        raise NotThere(NOT_THERE)
    rows = Reading.objects.filter(office=asking.me.office_id).select_related("by")
    if since is not None:
        rows = rows.filter(at__gte=since)
    given = list(rows.order_by("-at")[:SHOWN])
    seen = _seen(asking.me, given)
    told = [_told(row, seen) for row in given]
    unanswered = [one for one in _unanswered(asking) if since is None or one.at >= since]
    return tuple(sorted([*told, *unanswered], key=lambda one: one.at, reverse=True)[:SHOWN])


def _seen(me: Colleague, rows: Sequence[Reading]) -> dict[uuid.UUID, str]:
    keys = {uuid.UUID(who) for row in rows for who in row.whom}
    if not keys:
        return {}
    visible = Relationship.objects.visible_to(me).filter(pk__in=keys)
    return dict(visible.values_list("pk", called()))


def _told(row: Reading, seen: dict[uuid.UUID, str]) -> ManyRead:
    whom = [uuid.UUID(who) for who in row.whom]
    aliases = sorted(((key, seen[key]) for key in whom if key in seen), key=lambda one: one[1])
    return ManyRead(
        by=row.by.name,
        at=row.at,
        many=row.many,
        reason=row.reason,
        aliases=tuple(aliases),
        others=len(whom) - len(aliases),
    )


def _unanswered(asking: Asking) -> list[ManyRead]:
    """Return the times somebody was asked why and did not say so since."""
    ours = dict(Colleague.objects.filter(office=asking.me.office_id).values_list("pk", "name"))
    stops = stops_of(ours.keys())
    answers: dict[uuid.UUID, list[datetime]] = {}
    for key, at in Reading.objects.filter(by__in=stops).order_by("at").values_list("by", "at"):
        answers.setdefault(key, []).append(at)
    found = []
    for key, times in stops.items():
        for place, (at, many) in enumerate(times):
            next_stop = times[place + 1][0] if place + 1 < len(times) else None
            answered = any(
                at <= said and (next_stop is None or said < next_stop)
                for said in answers.get(key, ())
            )
            if not answered:
                found.append(ManyRead(ours[key], at, many, "", (), many))
    return found
