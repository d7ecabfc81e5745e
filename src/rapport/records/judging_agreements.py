"""Facts about agreements, loaded for the rules: terms, how they are kept, what they rest on.

Where nothing was agreed with any of the relationships wanted, one question is all that is asked.
Of those that have ended only the request they came from is told.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from rapport.records.models import (
    Agreement,
    AgreementParty,
    AgreementState,
    CounterpartStatus,
    Evidence,
    LegalQuestion,
    PartyRole,
    ReadBack,
    Sensitivity,
    Tenure,
    Term,
    TermMark,
)
from rapport.records.questions import Question
from rapport.records.raw_rows import Key, among_stored
from rapport.records.whose import Place, Sight
from rapport.rules.facts_agreed import (
    AgreementFact,
    EvidenceFact,
    GuarantorFact,
    LegalFact,
    MarkFact,
    ReadBackFact,
    TermFact,
)

_GROUPS = ("relationship__counterpart__actor", "relationship__actor")
_AGREEMENTS = Question(
    lambda wanted, today: Agreement.objects.filter(
        relationship__in=wanted, made_on__lte=today
    ).order_by("pk"),
    *("relationship_id", "pk", "form", "made_on", "ask_id", "state", "review_on", "circle_id"),
    *(f"{group}__{name}" for group in _GROUPS for name in ("circle_id", "sensitivity")),
    *(f"{group}__legal_note" for group in _GROUPS),
)
_HOLDS = AgreementState.LIVE
_TERMS = Question(
    lambda wanted, _today: Term.objects.filter(
        relationship__in=wanted, agreement__state=_HOLDS
    ).order_by("pk"),
    *("agreement_id", "pk", "side", "who", "due", "every", "notice", "contested", "is_over"),
)
_MARKS = Question(
    lambda wanted, today: TermMark.objects.filter(
        relationship__in=wanted, agreement__state=_HOLDS, on__lte=today
    ).order_by("on", "pk"),
    *("term_id", "pk", "keeping", "on", "followed_on"),
)
_READ_BACKS = Question(
    lambda wanted, today: ReadBack.objects.filter(
        relationship__in=wanted, agreement__state=_HOLDS, on__lte=today
    ).order_by("on", "pk"),
    *("agreement_id", "pk", "on", "state"),
)
_EVIDENCE = Question(
    lambda wanted, _today: Evidence.objects.filter(
        relationship__in=wanted, agreement__state=_HOLDS
    ).order_by("pk"),
    *("agreement_id", "pk", "relationship_id", "custodian_id", "custodian__end_of_mission"),
    *("vanishing", "fingerprint"),
)
_LEGAL = Question(
    lambda wanted, today: LegalQuestion.objects.filter(
        relationship__in=wanted, agreement__state=_HOLDS, asked_on__lte=today
    ).order_by("pk"),
    *("agreement_id", "pk", "asked_on", "answered_on", "decided_on"),
)
# Whoever vouches may lie in another circle, or be for named people only: they are told only where
# whoever sees the agreement sees them too, so that nothing rests on a row its reader may not see.
_GUARANTORS = Question(
    lambda wanted, _today: AgreementParty.objects.filter(
        Q(actor__circle=F("agreement__circle"), actor__sensitivity__lt=Sensitivity.SEVERE)
        | Q(
            relationship__circle=F("agreement__circle"),
            relationship__sensitivity__lt=Sensitivity.SEVERE,
        ),
        agreement__relationship__in=wanted,
        agreement__state=_HOLDS,
        role=PartyRole.GUARANTOR,
        circle=F("agreement__circle"),
    ).order_by("pk"),
    *("agreement_id", "pk", "circle_id", "relationship__counterpart_id"),
    "relationship__counterpart__status",
)
_POSTS = Question(
    lambda wanted, _today: Tenure.objects.filter(
        counterpart__in=wanted, sensitivity__lt=Sensitivity.SEVERE
    ),
    *("counterpart_id", "circle_id", "until"),
)

_Of = Mapping[Key, Sequence[Any]]


def agreements_of(
    wanted: RawSQL, today: date, sight: Sight, places: Mapping[Key, Place]
) -> Mapping[Key, list[AgreementFact]]:
    """Return what was agreed with each counterpart up to a day, by relationship.

    ``places`` are the relationships wanted, for whoever keeps what shows an agreement.
    """
    rows = _AGREEMENTS.ask(wanted, today)
    facts: dict[Key, list[AgreementFact]] = defaultdict(list)
    if not rows:
        return facts
    some = among_stored({row[0] for row in rows})
    terms = _terms(some, today)
    said = _by(ReadBackFact, _READ_BACKS.ask(some, today))
    legal = _by(LegalFact, _LEGAL.ask(some, today))
    evidence = _evidence(some, sight, places)
    guarantors = _guarantors(some)
    for relationship, key, form, made_on, ask, state, review_on, circle, *groups in rows:
        facts[relationship].append(
            AgreementFact(
                key=key,
                form=form,
                made_on=made_on,
                ask=ask,
                live=state == _HOLDS,
                review_on=review_on,
                legal_mark=_is_marked(circle, groups),
                terms=tuple(terms.get(key, ())),
                read_backs=tuple(said.get(key, ())),
                guarantors=tuple(guarantors.get(key, ())),
                evidence=tuple(evidence.get(key, ())),
                legal=tuple(legal.get(key, ())),
            )
        )
    return facts


def _is_marked(circle: Key, groups: Sequence[Any]) -> bool:
    """Say whether a legal note stands on the group, as all who see the agreement may know."""
    places, notes = (groups[0:2], groups[2:4]), groups[4:6]
    return any(
        (note or "").strip() and there == circle and sensitivity < Sensitivity.SEVERE
        for (there, sensitivity), note in zip(places, notes, strict=True)
    )


def _by(fact: Any, rows: Sequence[Sequence[Any]]) -> _Of:
    """Return facts by what they belong to, the first of their columns."""
    found: dict[Key, list[Any]] = defaultdict(list)
    for owner, *values in rows:
        found[owner].append(fact(*values))
    return found


def _terms(wanted: RawSQL, today: date) -> _Of:
    marks = _by(MarkFact, _MARKS.ask(wanted, today))
    found: dict[Key, list[TermFact]] = defaultdict(list)
    for agreement, key, side, who, due, every, notice, contested, is_over in _TERMS.ask(wanted):
        found[agreement].append(
            TermFact(
                key=key,
                doer=bool(side or who.strip()),
                when=bool(due or every.strip()),
                sign=bool(notice.strip()),
                contested=bool(contested),
                is_over=bool(is_over),
                marks=tuple(marks.get(key, ())),
            )
        )
    return found


def _evidence(wanted: RawSQL, sight: Sight, places: Mapping[Key, Place]) -> _Of:
    found: dict[Key, list[EvidenceFact]] = defaultdict(list)
    for agreement, key, relationship, who, end, vanishing, fingerprint in _EVIDENCE.ask(wanted):
        place = places[relationship]
        days = (end, sight.until(who, place)) if who else ()
        found[agreement].append(
            EvidenceFact(
                key=key,
                kept=who is not None,
                here=who is None or sight.sees(who, place),
                until=min((day for day in days if day is not None), default=None),
                vanishing=bool(vanishing),
                copied=bool(fingerprint),
            )
        )
    return found


def _guarantors(wanted: RawSQL) -> _Of:
    rows = _GUARANTORS.ask(wanted)
    people = {row[3] for row in rows if row[3] is not None}
    posts: dict[tuple[Key, Key], list[date | None]] = defaultdict(list)
    if people:
        for person, circle, until in _POSTS.ask(among_stored(people)):
            posts[person, circle].append(until)
    found: dict[Key, list[GuarantorFact]] = defaultdict(list)
    for agreement, key, circle, person, status in rows:
        held = posts.get((person, circle), [])
        ended = [until for until in held if until is not None]
        last = max(ended) if ended and len(ended) == len(held) else None
        here = status in (None, CounterpartStatus.ACTIVE)
        found[agreement].append(GuarantorFact(key, here, last))
    return found
