"""What Today says of people whom the store has not judged for the day: they are judged in memory.

Where they are too many for a reader to wait, what was found last is shown, and how many are still
to be checked is said with it.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from rapport.records import whose
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Finding, Relationship
from rapport.records.on_a_day import Said, said_of, stale_on
from rapport.records.prepared import prepared

AT_ONCE = 60
"""So many are judged while a reader waits: about as long as the page itself takes."""

COUNTED = 5000
"""Up to so many are counted; nobody needs to know of how many more, just now."""


@dataclass(frozen=True, slots=True)
class UpToDate:
    """Whom the store has not judged for the day: ``said`` of them, or how many there are.

    ``checking`` is 0 where all of them were judged in memory.
    """

    said: Said = field(default_factory=Said)
    checking: int = 0

    @property
    def findings(self) -> Mapping[int, Finding]:
        """Return what was found in memory, by number."""
        return {one.pk: one for found in self.said.findings.values() for one in found}


NOBODY = UpToDate()
"""Everybody was judged for the day."""


def up_to_date(asking: Asking, *, mine: bool, at_once: int | None = AT_ONCE) -> UpToDate:
    """Return whom of mine, or of all I may see, the store has not judged for the day.

    Up to ``at_once`` are judged in memory; all of them where it is None.
    """
    me, day = asking.me, asking.day
    keys = _stale_of(me, day, mine, None if at_once is None else at_once + 1)
    if at_once is not None and len(keys) > at_once:
        return UpToDate(checking=_stale_of.count(me, day, mine, COUNTED + 1))
    said = said_of(keys, asking.day)
    _with_people(said)
    return UpToDate(said)


def still_to_check(asking: Asking, *, mine: bool) -> int:
    """Return of how many Today would say what was noticed last: 0 once they are few enough."""
    count = _stale_of.count(asking.me, asking.day, mine, COUNTED + 1)
    return count if count > AT_ONCE else 0


@prepared
def _stale_of(
    me: Colleague, day: date, mine: bool, at_most: int | None
) -> "QuerySet[Relationship, uuid.UUID]":
    rows = _visible(me, stale_on(day)).order_by()
    rows = rows.filter(whose.mine(me, day)) if mine else rows
    return rows.values_list("pk", flat=True)[:at_most]


def stale(asking: Asking) -> "QuerySet[Relationship]":
    """Return the relationships whoever asks may see and the store has not judged for the day."""
    return _visible(asking.me, stale_on(asking.day))


def unsettled(asking: Asking) -> int:
    """Return of how many what is due and when was the last contact may be otherwise on the day.

    A day that comes changes neither: only a clock set back does, or rules that are other ones.
    """
    return _unsettled.count(asking.me, asking.day)


@prepared
def _unsettled(me: Colleague, day: date) -> "QuerySet[Relationship, uuid.UUID]":
    rows = _visible(me, stale_on(day)[1:])
    return rows.order_by().values_list("pk", flat=True)[: COUNTED + 1]


def _visible(me: Colleague, conditions: Sequence[Q]) -> "QuerySet[Relationship]":
    """Return those for whom one holds: read off the index of each, for mostly there are none."""
    one, *others = (
        Relationship.objects.filter(each).order_by().values("pk") for each in conditions
    )
    return Relationship.objects.visible_to(me).filter(pk__in=one.union(*others, all=True))


def _with_people(said: Said) -> None:
    """Put the relationship, with its counterpart and as of the day, beside each finding."""
    rows = Relationship.objects.select_related("counterpart", "actor").in_bulk(list(said.findings))
    for row in rows.values():
        said.tell(row)
    for key, findings in said.findings.items():
        for finding in findings:
            finding.relationship = rows[key]
