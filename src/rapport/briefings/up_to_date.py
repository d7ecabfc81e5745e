"""What Today says of people whom the store has not judged for the day: they are judged in memory.

Where they are too many for a reader to wait, what was found last is shown, and how many are still
to be checked is said with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from rapport.records import whose
from rapport.records.asking import Asking
from rapport.records.models import Finding, Relationship
from rapport.records.on_a_day import Said, said_of, stale_on

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
    rows = _of(asking, mine=mine)
    some = rows.values_list("pk", flat=True)
    keys = list(some if at_once is None else some[: at_once + 1])
    if at_once is not None and len(keys) > at_once:
        return UpToDate(checking=counted(rows))
    said = said_of(keys, asking.day)
    _with_people(said)
    return UpToDate(said)


def still_to_check(asking: Asking, *, mine: bool) -> int:
    """Return of how many Today would say what was noticed last: 0 once they are few enough."""
    count = counted(_of(asking, mine=mine))
    return count if count > AT_ONCE else 0


def _of(asking: Asking, *, mine: bool) -> "QuerySet[Relationship]":
    rows = stale(asking).order_by()
    return rows.filter(whose.mine(asking.me, asking.day)) if mine else rows


def stale(asking: Asking) -> "QuerySet[Relationship]":
    """Return the relationships whoever asks may see and the store has not judged for the day."""
    return _visible(asking, stale_on(asking.day))


def unsettled(asking: Asking) -> int:
    """Return of how many what is due and when was the last contact may be otherwise on the day.

    A day that comes changes neither: only a clock set back does, or rules that are other ones.
    """
    return counted(_visible(asking, stale_on(asking.day)[1:]))


def _visible(asking: Asking, conditions: Sequence[Q]) -> "QuerySet[Relationship]":
    """Return those for whom one holds: read off the index of each, for mostly there are none."""
    one, *others = (
        Relationship.objects.filter(each).order_by().values("pk") for each in conditions
    )
    return Relationship.objects.visible_to(asking.me).filter(pk__in=one.union(*others, all=True))


def counted(rows: "QuerySet[Relationship]") -> int:
    """Return how many there are, or one more than ``COUNTED`` if there are more than that."""
    return rows.order_by().values("pk")[: COUNTED + 1].count()


def _with_people(said: Said) -> None:
    """Put the relationship, with its counterpart and as of the day, beside each finding."""
    rows = Relationship.objects.select_related("counterpart", "actor").in_bulk(list(said.findings))
    for row in rows.values():
        said.tell(row)
    for key, findings in said.findings.items():
        for finding in findings:
            finding.relationship = rows[key]
