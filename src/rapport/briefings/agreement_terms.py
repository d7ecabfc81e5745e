"""The terms of agreements: how each was kept, how it stands by that, and what it does not say.

One occasion missed after it was kept makes a term wobble; the first one, or two in a row, are a
breach.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from rapport.records.models import Colleague, Keeping, Term, TermMark
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

MARKS = 12
"""So many marks of a term stand in its row, the newest."""


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term with how it was kept, the newest last; ``missing`` are the columns it does not say."""

    term: Term
    marks: tuple[TermMark, ...]
    missing: tuple[str, ...]

    @property
    def stands(self) -> str:
        """Return how it stands after its last marks: ``kept``, ``wobbling``, ``breached``."""
        last = [one.keeping for one in self.marks[-2:]]
        if last and last[-1] == Keeping.BREACHED and last[0] != Keeping.BREACHED:
            return Keeping.WOBBLING
        return last[-1] if last else ""

    @property
    def row(self) -> tuple[TermMark, ...]:
        """Return the newest marks, as they stand in a row."""
        return self.marks[-MARKS:]


def term_lines(me: Colleague, agreements: list[uuid.UUID]) -> list[TermLine]:
    """Return the terms of agreements, each with how it was kept; two questions, for any number."""
    of: dict[uuid.UUID, list[TermMark]] = defaultdict(list)
    for mark in _marks(me, agreements):
        of[mark.term_id].append(mark)
    return [
        TermLine(term, tuple(of[term.pk]), tuple(missing_in(term)))
        for term in _terms(me, agreements)
    ]


def missing_in(term: Term) -> list[str]:
    """Return what a term does not say: ``who``, ``when``, ``notice``."""
    said = {
        "who": term.side or term.who,
        "when": term.due or term.every,
        "notice": term.notice,
    }
    return [name for name, value in said.items() if not value]


@prepared
def _terms(me: Colleague, agreements: list[uuid.UUID]) -> "QuerySet[Term]":
    rows: QuerySet[Term] = Term.objects.visible_to(me).filter(agreement__in=among(agreements))
    return rows.order_by("pk")


@prepared
def _marks(me: Colleague, agreements: list[uuid.UUID]) -> "QuerySet[TermMark]":
    rows: QuerySet[TermMark] = TermMark.objects.visible_to(me).filter(
        agreement__in=among(agreements)
    )
    return rows.order_by("on", "pk")
