"""Terms whose turn it is: to be marked kept, partly kept or not kept, on Today and in a log.

A term comes round on its day, or on each day of the week its own words name ("every Tuesday").
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery

from rapport.records.asking import Asking
from rapport.records.models import Agreement, AgreementState, Colleague, Term, TermMark
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among
from rapport.rules.days import later
from rapport.rules.weekdays import last_of, weekdays_in

AHEAD = 6
"""A term is shown so many days before its day."""

BEHIND = 30
"""So many days after its day nobody asks any more on Today; the agreement's page goes on to."""

_READ = 150
"""Of so many agreements the terms that come round are asked for, the newest first."""

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


class _Turn(NamedTuple):
    """What says whose turn it is, of a term: read without its texts, of many at once."""

    key: uuid.UUID
    due: date | None
    every: str
    made_on: date
    last: date | None


def terms_due(
    asking: Asking, whom: list[uuid.UUID] | None, *, at_most: int
) -> tuple[list[TermDue], int]:
    """Return the first terms whose turn it is, the earliest first, and how many there are.

    They are those of the relationships ``whom``, or of all that are seen. Those with a day are all
    asked for; of those that come round, the ones of the newest agreements that whoever asks may
    see. Whole rows are read only of the first.
    """
    turns = _turns_of(asking, whom)
    first = sorted(turns, key=lambda key: (turns[key], key))[:at_most]
    rows = {term.pk: term for term in _with_whom(asking.me, first)} if first else {}
    return [_due(asking, rows[key], turns[key]) for key in first if key in rows], len(turns)


def _turns_of(asking: Asking, whom: list[uuid.UUID] | None) -> dict[uuid.UUID, date]:
    """Return the terms whose turn it is, each with its day."""
    me, day = asking.me, asking.day
    read = _turns(me, day, later(day, -BEHIND), later(day, AHEAD), _newest(me, _READ), whom)
    return {turn.key: on for turn in map(_Turn._make, read) if (on := _due_on(turn, day))}


@prepared
def _newest(me: Colleague, at_most: int) -> "QuerySet[Agreement, uuid.UUID]":
    agreed = Agreement.objects.visible_to(me).filter(state=AgreementState.LIVE)
    return agreed.order_by("-made_on", "-pk").values_list("pk", flat=True)[:at_most]


@prepared
def _turns(  # noqa: PLR0917 - a prepared question fills in what stands in its place
    me: Colleague,
    day: date,
    since: date,
    until: date,
    agreements: list[uuid.UUID],
    whom: list[uuid.UUID] | None,
) -> "QuerySet[Term, Any]":
    dated = Q(due__gte=since, due__lte=until)
    coming_round = Q(agreement__in=among(agreements)) & ~Q(every="")
    terms = of_these(Term.objects.visible_to(me), whom)
    asked = in_force(terms).filter(dated | coming_round).exclude(marks__on=day)
    return asked.annotate(last=_last_mark(day)).order_by().values_list(
        "pk", "due", "every", "agreement__made_on", "last"
    )  # fmt: skip


@prepared
def _with_whom(me: Colleague, keys: list[uuid.UUID]) -> "QuerySet[Term]":
    rows = Term.objects.visible_to(me).filter(pk__in=among(keys))
    return rows.select_related("relationship__counterpart", "relationship__actor")


def of_these(rows: "QuerySet[Any]", whom: list[uuid.UUID] | None) -> "QuerySet[Any]":
    """Keep what is about these relationships; None keeps all."""
    return rows if whom is None else rows.filter(relationship__in=among(whom))


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
    due = _turns_of(asking, list(keys))
    return sorted(found, key=lambda term: term.pk not in due)


def _last_mark(day: date) -> Subquery:
    marks = TermMark.objects.filter(term=OuterRef("pk"), on__lte=day)
    return Subquery(marks.order_by("-on").values("on")[:1])


def _due(asking: Asking, term: Term, on: date) -> TermDue:
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


def _due_on(turn: _Turn, today: date) -> date | None:
    """Return the day of which nobody has said how it was kept."""
    last, due = turn.last, turn.due
    if due and later(due, -AHEAD) <= today <= later(due, BEHIND):
        return due if last is None or last < later(due, -AHEAD) else None
    weekdays = weekdays_in(turn.every)
    on = last_of(weekdays, today) if weekdays else None
    if on is None or on <= turn.made_on or (last is not None and last >= on):
        return None
    return on
