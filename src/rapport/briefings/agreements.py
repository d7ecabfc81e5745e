"""Agreements: how each is kept, what it says, what shows it, what would make it firmer.

How an agreement is kept is read from the last mark of each of its terms, and never stored.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import QuerySet

from rapport.briefings.firmer import ways_to_firm
from rapport.records.asking import Asking
from rapport.records.models import (
    Agreement,
    AgreementParty,
    AgreementState,
    Colleague,
    Documentation,
    Evidence,
    Keeping,
    LegalQuestion,
    Presence,
    ReadBack,
    Term,
    TermMark,
)
from rapport.records.models.scoped import IfTicked
from rapport.records.packed_facts import ASKED_AT, TWO_WAY_AT, unpack
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

_WORST = (Keeping.BREACHED, Keeping.WOBBLING, Keeping.KEPT)
MARKS = 12
"""So many marks of a term stand in its row, the newest."""


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement in one line: with whom, how it is kept, when it is reviewed.

    ``keeping`` is the least good of what its terms came to last, empty before any was marked. On
    paper for the road it has its words alone, and those only where they were ticked.
    """

    TRAVELS_IF_TICKED: ClassVar = IfTicked("agreement", frozenset({"what"}))

    agreement: Agreement
    what: str
    alias: str
    keeping: str
    open_points: int
    review_due: bool
    may_change: bool

    @property
    def key(self) -> uuid.UUID:
        """Return the key of the agreement."""
        return self.agreement.pk

    @property
    def may_be_ticked(self) -> bool:
        """Say whether it may leave the store at all."""
        return self.agreement.may_be_ticked

    @property
    def in_force(self) -> bool:
        """Say whether it still holds."""
        return self.agreement.state == AgreementState.LIVE


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term with how it was kept, the newest last; ``missing`` are the columns it does not say."""

    term: Term
    marks: tuple[TermMark, ...]
    missing: tuple[str, ...]

    @property
    def last(self) -> TermMark | None:
        """Return how it was kept last."""
        return self.marks[-1] if self.marks else None

    @property
    def row(self) -> tuple[TermMark, ...]:
        """Return the newest marks, as they stand in a row."""
        return self.marks[-MARKS:]


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody beside the two who agreed, as far as the reader may see them."""

    key: uuid.UUID
    role: str
    name: str
    note: str
    relationship: uuid.UUID | None
    actor: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Aftercare:
    """What is owed after a yes: a contact in which nothing was requested, and a review.

    ``thanked_on`` and ``reviewed_on`` are the days of the first of each, if there were any.
    """

    thanked_on: date | None
    reviewed_on: date | None

    @property
    def is_over(self) -> bool:
        """Say whether both were kept."""
        return self.thanked_on is not None and self.reviewed_on is not None


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """All that is known of one agreement, as far as the reader may see.

    ``firmer`` are ways to make an unwritten one firmer that need no paper: ``read_back``,
    ``witness``, ``guarantor``, ``first_step``.
    """

    line: AgreementLine
    terms: tuple[TermLine, ...]
    over: tuple[TermLine, ...]
    read_backs: tuple[ReadBack, ...]
    evidence: tuple[Evidence, ...]
    parties: tuple[Party, ...]
    legal: tuple[LegalQuestion, ...]
    aftercare: Aftercare
    prefers: str
    firmer: tuple[str, ...]

    @property
    def no_paper(self) -> bool:
        """Say whether they prefer that nothing is put on paper."""
        return self.prefers in (Documentation.NONE, Documentation.ORAL)


def agreement_page(asking: Asking, key: uuid.UUID) -> AgreementPage:
    """Return one agreement with all that belongs to it, or raise ``NotThere``."""
    me = asking.me
    Agreement.objects.one_visible_to(me, key)
    agreement = next(iter(_whole(me, [key])))
    told = _term_lines(_terms(me, [key]), _marks(me, [key]))
    person = agreement.relationship.counterpart
    said = tuple(_read_backs(me, key))
    parties = tuple(map(_party, _parties(me, key)))
    marks = {mark.keeping for one in told for mark in one.marks}
    states, roles = {one.state for one in said}, {one.role for one in parties}
    return AgreementPage(
        line=_line(asking, agreement, told),
        terms=tuple(one for one in told if not one.term.is_over),
        over=tuple(one for one in told if one.term.is_over),
        read_backs=said,
        evidence=tuple(_evidence(me, key)),
        parties=parties,
        legal=tuple(_legal(me, key)),
        aftercare=Aftercare(_thanked(agreement, asking.day), agreement.reviewed_on),
        prefers=person.documentation if person else "",
        firmer=tuple(ways_to_firm(agreement, marks, states, roles)),
    )


def agreement_lines(asking: Asking, agreements: Sequence[Agreement]) -> tuple[AgreementLine, ...]:
    """Return agreements, each in one line; two questions, however many there are."""
    keys = [one.pk for one in agreements]
    if not keys:
        return ()
    told: dict[uuid.UUID, list[TermLine]] = defaultdict(list)
    for one in _term_lines(_terms(asking.me, keys), _marks(asking.me, keys)):
        told[one.term.agreement_id].append(one)
    return tuple(_line(asking, one, told[one.pk]) for one in agreements)


def of_relationship(asking: Asking, relationship: uuid.UUID) -> tuple[AgreementLine, ...]:
    """Return what was agreed with somebody: what is in force first, then the newest."""
    return agreement_lines(asking, list(_with(asking.me, relationship)))


def of_gate(asking: Asking, gate: uuid.UUID) -> tuple[AgreementLine, ...]:
    """Return the agreements in force that a gate rests on, the newest first."""
    return agreement_lines(asking, list(_for(asking.me, gate)))


def _line(asking: Asking, agreement: Agreement, terms: Iterable[TermLine]) -> AgreementLine:
    asked = [one for one in terms if not one.term.is_over]
    last = {one.last.keeping for one in asked if one.last is not None}
    live = agreement.state == AgreementState.LIVE
    review = agreement.review_on
    return AgreementLine(
        agreement=agreement,
        what=agreement.what,
        alias=agreement.relationship.called,
        keeping=next((worst.value for worst in _WORST if worst in last), ""),
        open_points=sum(one.term.contested for one in asked),
        review_due=live and review is not None and review <= asking.day,
        may_change=agreement.circle_id in asking.me.writable_circles(),
    )


def _term_lines(terms: Iterable[Term], marks: Iterable[TermMark]) -> list[TermLine]:
    of: dict[uuid.UUID, list[TermMark]] = defaultdict(list)
    for mark in marks:
        of[mark.term_id].append(mark)
    return [TermLine(term, tuple(of[term.pk]), tuple(missing_in(term))) for term in terms]


def missing_in(term: Term) -> list[str]:
    """Return what a term does not say: ``who``, ``when``, ``notice``."""
    said = {
        "who": term.side or term.who,
        "when": term.due or term.every,
        "notice": term.notice,
    }
    return [name for name, value in said.items() if not value]


def _party(row: AgreementParty) -> Party:
    name = row.relationship.called if row.relationship is not None else ""
    return Party(
        key=row.pk,
        role=row.role,
        name=name or (row.actor.name if row.actor is not None else ""),
        note=row.note,
        relationship=row.relationship_id,
        actor=row.actor_id,
    )


def _thanked(agreement: Agreement, today: date) -> date | None:
    """Return the day of the first two-way contact after it in which nothing was requested."""
    for on, told in _contacts(agreement.relationship_id, agreement.made_on, today):
        said = unpack(told)
        if said[TWO_WAY_AT] and said[ASKED_AT] is False:
            return on
    return None


@prepared
def _contacts(
    relationship: uuid.UUID, since: date, until: date
) -> "QuerySet[Presence, tuple[date, str]]":
    rows = Presence.objects.filter(relationship=relationship, on__gt=since, on__lte=until)
    return rows.order_by("on", "interaction_id").values_list("on", "told")


_WITH = ("relationship__counterpart", "relationship__actor", "gate", "ask")


@prepared
def _whole(me: Colleague, agreements: list[uuid.UUID]) -> "QuerySet[Agreement]":
    rows: QuerySet[Agreement] = Agreement.objects.visible_to(me)
    return rows.filter(pk__in=among(agreements)).select_related(*_WITH)


@prepared
def _with(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Agreement]":
    rows: QuerySet[Agreement] = Agreement.objects.visible_to(me).filter(relationship=relationship)
    return rows.select_related(*_WITH).order_by("state", "-made_on", "-pk")[:40]


@prepared
def _for(me: Colleague, gate: uuid.UUID) -> "QuerySet[Agreement]":
    rows: QuerySet[Agreement] = Agreement.objects.visible_to(me)
    rows = rows.filter(gate=gate, state=AgreementState.LIVE)
    return rows.select_related(*_WITH).order_by("-made_on", "-pk")[:40]


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


@prepared
def _read_backs(me: Colleague, agreement: uuid.UUID) -> "QuerySet[ReadBack]":
    rows: QuerySet[ReadBack] = ReadBack.objects.visible_to(me).filter(agreement=agreement)
    return rows.order_by("-on", "-pk")


@prepared
def _evidence(me: Colleague, agreement: uuid.UUID) -> "QuerySet[Evidence]":
    rows: QuerySet[Evidence] = Evidence.objects.visible_to(me).filter(agreement=agreement)
    return rows.select_related("custodian").order_by("-on", "-pk")


@prepared
def _parties(me: Colleague, agreement: uuid.UUID) -> "QuerySet[AgreementParty]":
    rows: QuerySet[AgreementParty] = AgreementParty.objects.visible_to(me)
    rows = rows.filter(agreement=agreement)
    return rows.select_related(
        "relationship__counterpart", "relationship__actor", "actor"
    ).order_by("role", "pk")


@prepared
def _legal(me: Colleague, agreement: uuid.UUID) -> "QuerySet[LegalQuestion]":
    rows: QuerySet[LegalQuestion] = LegalQuestion.objects.visible_to(me)
    return rows.filter(agreement=agreement).order_by("-asked_on", "-pk")
