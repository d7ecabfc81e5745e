"""Terms whose turn it is: to be marked kept, partly kept or not kept, on Today and in a log.

A term comes round on its day, or on each day of the week its own words name ("every Tuesday").
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from rapport.records.asking import Asking
from rapport.records.models import AgreementState, Term, TermMark
from rapport.rules.days import later
from rapport.rules.weekdays import last_of, weekdays_in

AHEAD = 6
"""A term is shown so many days before its day."""

BEHIND = 30
"""So many days after its day nobody asks any more on Today; the agreement's page goes on to."""

_READ = 300
"""So many of the terms that come round are read, the newest agreements first."""

IN_A_LOG = 12
"""So many terms of the people chosen are offered to whoever logs."""


@dataclass(frozen=True, slots=True)
class TermDue:
    """A term that is to be kept on a day, or was, and nobody has said whether it is.

    ``marks_on`` is the day a tap is for: today at the latest.
    """

    key: uuid.UUID
    agreement: uuid.UUID
    relationship: uuid.UUID
    alias: str
    what: str
    side: str
    on: date
    marks_on: date
    may_change: bool


def terms_due(asking: Asking, terms: "QuerySet[Term]") -> list[TermDue]:
    """Return those of these terms whose turn it is, the earliest first."""
    day = asking.day
    near = Q(due__gte=later(day, -BEHIND), due__lte=later(day, AHEAD)) | ~Q(every="")
    rows = in_force(terms).filter(near).exclude(marks__on=day).annotate(last=_last_mark(day))
    rows = rows.select_related("agreement", "relationship__counterpart", "relationship__actor")
    found = (_due(asking, term) for term in rows.order_by("-agreement__made_on", "-pk")[:_READ])
    return sorted((one for one in found if one), key=lambda one: (one.on, one.key))


def in_force(terms: "QuerySet[Term]") -> "QuerySet[Term]":
    """Keep the terms that are part of an agreement in force."""
    return terms.filter(is_over=False, agreement__state=AgreementState.LIVE)


def terms_to_mark(asking: Asking, keys: Sequence[uuid.UUID]) -> list[Term]:
    """Return the terms of the people chosen, whose turn it is first, for whoever logs."""
    if not keys:
        return []
    mine = Term.objects.changeable_by(asking.me).filter(relationship__in=keys)
    rows = in_force(mine).select_related("relationship__counterpart", "relationship__actor")
    found = list(rows.order_by("-agreement__made_on", "pk")[:IN_A_LOG])
    if not found:
        return []
    due = {one.key for one in terms_due(asking, mine)}
    return sorted(found, key=lambda term: term.pk not in due)


def _last_mark(day: date) -> Subquery:
    marks = TermMark.objects.filter(term=OuterRef("pk"), on__lte=day)
    return Subquery(marks.order_by("-on").values("on")[:1])


def _due(asking: Asking, term: Term) -> TermDue | None:
    on = next(_turns(term, asking.day), None)
    if on is None:
        return None
    return TermDue(
        key=term.pk,
        agreement=term.agreement_id,
        relationship=term.relationship_id,
        alias=term.relationship.called,
        what=term.what,
        side=term.side,
        on=on,
        marks_on=min(on, asking.day),
        may_change=term.circle_id in asking.me.writable_circles(),
    )


def _turns(term: Term, today: date) -> Iterator[date]:
    """Yield the days of which nobody has said how it was kept."""
    last: date | None = term.last  # type: ignore[attr-defined]
    due = term.due
    if due and later(due, -AHEAD) <= today <= later(due, BEHIND):
        if last is None or last < later(due, -AHEAD):
            yield due
    elif weekdays := weekdays_in(term.every):
        on = last_of(weekdays, today)
        if on is not None and on > term.agreement.made_on and (last is None or last < on):
            yield on
