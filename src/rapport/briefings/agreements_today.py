"""What agreements ask for on Today: terms to mark, reviews, open points, legal questions."""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

from django.db.models import Q, QuerySet

from rapport.briefings.kept import UntilRecorded
from rapport.briefings.terms_due import TermDue, in_force, of_these, terms_due
from rapport.briefings.views import View, view_of
from rapport.records.asking import Asking
from rapport.records.models import (
    Agreement,
    AgreementState,
    Colleague,
    LegalQuestion,
    Relationship,
    Term,
)
from rapport.records.prepared import prepared
from rapport.records.whose import mine as whose
from rapport.rules.days import later

FEW = 6
"""So many of each stand on Today; the list of agreements has all."""

WEEK = 6
_VIEWS_KEPT = 64


@dataclass(frozen=True, slots=True)
class OfAgreement:
    """An agreement, or something open in it: in a few words, with whom, since or by when."""

    agreement: uuid.UUID
    alias: str
    text: str
    on: date | None


@dataclass(frozen=True, slots=True)
class AgreementNews:
    """What agreements ask for today or this week; ``more`` is how many terms are left out.

    ``reviews`` are due, ``open_points`` are terms they see otherwise, ``legal`` are questions with
    no answer, or none of which we decided anything.
    """

    terms: tuple[TermDue, ...] = ()
    reviews: tuple[OfAgreement, ...] = ()
    open_points: tuple[OfAgreement, ...] = ()
    legal: tuple[OfAgreement, ...] = ()
    more: int = 0

    def __bool__(self) -> bool:
        """Say whether there is anything."""
        return bool(self.terms or self.reviews or self.open_points or self.legal)


NO_NEWS = AgreementNews()


_NEWS: UntilRecorded[AgreementNews] = UntilRecorded()


def agreement_news(asking: Asking, *, mine: bool, view: View | None = None) -> AgreementNews:
    """Return what agreements ask for; where there are none, one question is asked.

    ``view`` is what I may see, where that has been read already.
    """
    if not _any_live(asking.me):
        return NO_NEWS
    view = view or view_of(asking)
    return _NEWS.answer(view, asking.me, mine, work_out=partial(_news, asking, view, mine))


def _news(asking: Asking, view: View, mine: bool) -> AgreementNews:
    me, day = asking.me, asking.day
    whom = list(_whose(view, me.pk)) if mine else None
    due, count = terms_due(asking, whom, at_most=FEW)
    return AgreementNews(
        terms=tuple(due),
        reviews=tuple(
            OfAgreement(one.pk, one.relationship.called, one.what, one.review_on)
            for one in _reviews(me, later(day, WEEK), whom)
        ),
        open_points=tuple(
            OfAgreement(one.agreement_id, one.relationship.called, one.what, None)
            for one in _contested(me, whom)
        ),
        legal=tuple(
            OfAgreement(one.agreement_id, one.relationship.called, one.question, one.asked_on)
            for one in _open_questions(me, whom)
        ),
        more=count - len(due),
    )


@prepared
def _any_live(me: Colleague) -> "QuerySet[Agreement, uuid.UUID]":
    return _live(me).order_by().values_list("pk", flat=True)[:1]


def _live(me: Colleague) -> "QuerySet[Agreement]":
    return Agreement.objects.visible_to(me).filter(state=AgreementState.LIVE)


@lru_cache(maxsize=_VIEWS_KEPT)
def _whose(view: View, _me: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """Keep whose they are until anything is recorded; ``_me`` parts those who share a view."""
    return tuple(_mine(view.reader, view.day))


@prepared
def _mine(me: Colleague, day: date) -> "QuerySet[Relationship, uuid.UUID]":
    """Return whose agreements are mine or everybody's, looked for once for all the questions."""
    rows = Relationship.objects.visible_to(me).filter(whose(me, day))
    return rows.order_by().values_list("pk", flat=True)


@prepared
def _reviews(me: Colleague, until: date, whom: list[uuid.UUID] | None) -> "QuerySet[Agreement]":
    rows = of_these(_live(me), whom).filter(review_on__lte=until)
    return _told(rows.order_by("review_on", "pk"))


@prepared
def _contested(me: Colleague, whom: list[uuid.UUID] | None) -> "QuerySet[Term]":
    rows = in_force(of_these(Term.objects.visible_to(me), whom))
    return _told(rows.filter(contested=True).order_by("pk"))


@prepared
def _open_questions(me: Colleague, whom: list[uuid.UUID] | None) -> "QuerySet[LegalQuestion]":
    rows = of_these(LegalQuestion.objects.visible_to(me), whom)
    undecided = Q(answered_on__isnull=True) | Q(decided_on__isnull=True)
    return _told(rows.filter(undecided).order_by("asked_on", "pk"))


def _told(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    return rows.select_related("relationship__counterpart", "relationship__actor")[:FEW]
