"""Agreements: how each is kept, what it says, what shows it, what would make it firmer.

How an agreement is kept is that of the term that stands worst, and is never stored.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import QuerySet

from rapport.briefings.agreement_terms import TermLine, term_lines
from rapport.briefings.firmer import ways_to_firm
from rapport.records.asking import Asking
from rapport.records.models import (
    Agreement,
    AgreementParty,
    AgreementState,
    Colleague,
    Evidence,
    Keeping,
    LegalQuestion,
    Presence,
    ReadBack,
    ReadBackState,
)
from rapport.records.models.declared import IfTicked
from rapport.records.packed_facts import ASKED_AT, TWO_WAY_AT, unpack
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

_WORST = (Keeping.BREACHED, Keeping.WOBBLING, Keeping.KEPT)


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement in one line: with whom, how it is kept, when it is reviewed.

    ``keeping`` is that of the term that stands worst, empty before any was marked. On paper for the
    road it has its words alone, and those only where they were ticked.
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
    def following(self) -> str:
        """Return what comes next: ``review``, ``answer`` to a read-back, or ``read_back``.

        Empty where nothing is: the agreement has ended, or all that is owed was done.
        """
        if self.line.agreement.state != AgreementState.LIVE:
            return ""
        if self.line.review_due:
            return "review"
        if self.read_backs and self.read_backs[0].state == ReadBackState.DONE:
            return "answer"
        return "read_back" if "read_back" in self.firmer else ""


def agreement_page(asking: Asking, key: uuid.UUID) -> AgreementPage:
    """Return one agreement with all that belongs to it, or raise ``NotThere``."""
    me = asking.me
    Agreement.objects.one_visible_to(me, key)
    agreement = next(iter(_whole(me, [key])))
    told = term_lines(me, [key])
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
    for one in term_lines(asking.me, keys):
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
    stands = {one.stands for one in asked}
    live = agreement.state == AgreementState.LIVE
    review = agreement.review_on
    return AgreementLine(
        agreement=agreement,
        what=agreement.what,
        alias=agreement.relationship.called,
        keeping=next((worst.value for worst in _WORST if worst in stands), ""),
        open_points=sum(one.term.contested for one in asked),
        review_due=live and review is not None and review <= asking.day,
        may_change=agreement.circle_id in asking.me.writable_circles(),
    )


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
