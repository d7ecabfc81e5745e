"""What agreements ask for on Today: terms to mark, reviews, open points, legal questions."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from rapport.briefings.terms_due import TermDue, in_force, terms_due
from rapport.records.asking import Asking
from rapport.records.models import (
    Agreement,
    AgreementState,
    Colleague,
    LegalQuestion,
    Relationship,
    Term,
)
from rapport.records.raw_rows import among
from rapport.records.whose import mine as whose
from rapport.rules.days import later

FEW = 6
"""So many of each stand on Today; the list of agreements has all."""

WEEK = 6


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


def agreement_news(asking: Asking, *, mine: bool) -> AgreementNews:
    """Return what agreements ask for; where there are none, one question is asked."""
    me, day = asking.me, asking.day
    live = Agreement.objects.visible_to(me).filter(state=AgreementState.LIVE)
    if not live.exists():
        return NO_NEWS
    whom = _mine(me, day) if mine else None
    terms = _of(Term.objects.visible_to(me), whom)
    due = terms_due(asking, terms)
    reviews = _of(live, whom).filter(review_on__lte=later(day, WEEK)).order_by("review_on", "pk")
    contested = in_force(terms).filter(contested=True).order_by("pk")
    return AgreementNews(
        terms=tuple(due[:FEW]),
        reviews=tuple(
            OfAgreement(one.pk, one.relationship.called, one.what, one.review_on)
            for one in _told(reviews)
        ),
        open_points=tuple(
            OfAgreement(one.agreement_id, one.relationship.called, one.what, None)
            for one in _told(contested)
        ),
        legal=tuple(
            OfAgreement(one.agreement_id, one.relationship.called, one.question, one.asked_on)
            for one in _told(_open_questions(asking, whom))
        ),
        more=len(due[FEW:]),
    )


def _mine(me: Colleague, day: date) -> RawSQL:
    """Return whose agreements are mine or everybody's, looked for once for all the questions."""
    rows = Relationship.objects.visible_to(me).filter(whose(me, day))
    return among(list(rows.values_list("pk", flat=True)))


def _open_questions(asking: Asking, whom: Any) -> "QuerySet[LegalQuestion]":
    rows = _of(LegalQuestion.objects.visible_to(asking.me), whom)
    undecided = Q(answered_on__isnull=True) | Q(decided_on__isnull=True)
    return rows.filter(undecided).order_by("asked_on", "pk")


def _of(rows: "QuerySet[Any]", whom: Any) -> "QuerySet[Any]":
    return rows if whom is None else rows.filter(relationship__in=whom)


def _told(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    return rows.select_related("relationship__counterpart", "relationship__actor")[:FEW]
