"""One counterpart: everything to know before the next meeting."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import QuerySet

from rapport.briefings import parts
from rapport.briefings.agreements import AgreementLine
from rapport.briefings.belonging import Group, Held, Post, group, held, posts
from rapport.briefings.findings import SOONEST, Noticed, noticed, soonest, unrepeated
from rapport.briefings.gates_of_a_person import HangsOnThem
from rapport.briefings.mandates import in_force_with
from rapport.briefings.meetings import PlannedMeeting
from rapport.briefings.notes import by_kind
from rapport.briefings.offers import Offer
from rapport.briefings.people import NEVER, actor_name
from rapport.briefings.rare_parts import missing, told_if_any
from rapport.briefings.sections import Section, sections
from rapport.briefings.ties import TieLine, lines
from rapport.briefings.timeline import Entry, known_until, timeline
from rapport.briefings.ways import Way, ways_of
from rapport.briefings.who_helped import HelpedToOpen
from rapport.briefings.who_sees import names_who_see
from rapport.records.asking import Asking
from rapport.records.models import (
    Ask,
    Breach,
    Colleague,
    Commitment,
    Connection,
    CounterpartStatus,
    Debrief,
    Disagreement,
    Finding,
    Gift,
    Insight,
    Interest,
    Mandate,
    Occasion,
    Relationship,
    SealedName,
    Step,
    Waiver,
)
from rapport.records.models.declared import IfTicked
from rapport.records.models.scoped import NOT_THERE
from rapport.records.on_a_day import is_stale, said_of
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among
from rapport.records.refusals import NotThere


@dataclass(frozen=True, slots=True)
class Header:
    """Who, where we stand, and who can see this."""

    TRAVELS: ClassVar = frozenset({"alias", "warm_ups", "with_group"})
    TRAVELS_IF_TICKED: ClassVar = IfTicked("address", frozenset({"how_to_address"}))

    relationship: uuid.UUID
    counterpart: uuid.UUID | None
    alias: str
    how_to_address: str
    languages: tuple[str, ...]
    documentation: str
    status: str
    actor: str
    phase: str
    stage: str
    stage_evidence: str
    stage_since: date | None
    warm_ups: int
    with_group: bool
    opened: date
    open_reason: str
    objective: str
    expectations: str
    terms: str
    last_two_way: date | None
    next_due: date | None
    ideal_days: int
    maximum_days: int
    lead: str
    lead_key: uuid.UUID | None
    backup: str
    backup_key: uuid.UUID | None
    circle: str
    circle_key: uuid.UUID
    sensitivity: int
    seen_by: tuple[str, ...]
    seen_by_more: int
    sealed_names: int
    may_change: bool
    may_erase: bool

    @property
    def key(self) -> uuid.UUID:
        """Return the key of the relationship it stands above."""
        return self.relationship


@dataclass(frozen=True, slots=True)
class PersonBriefing:
    """A counterpart's page: the first of each part, and how many ``more`` there are by its name."""

    TRAVELS: ClassVar = frozenset(
        {
            *("header", "findings", "timeline", "ours", "theirs", "asks", "facts"),
            *("interpretations", "occasions", "ways", "agreements"),
        }
    )

    header: Header
    findings: tuple[Noticed, ...]
    waived: tuple[Waiver, ...]
    timeline: tuple[Entry, ...]
    older: str
    ours: tuple[Commitment, ...]
    theirs: tuple[Commitment, ...]
    asks: tuple[Ask, ...]
    facts: tuple[Insight, ...]
    interpretations: tuple[Insight, ...]
    concerns: tuple[Insight, ...]
    disagreements: tuple[Disagreement, ...]
    sections: tuple[Section, ...]
    occasions: tuple[Occasion, ...]
    debriefs: tuple[Debrief, ...]
    connections: tuple[Connection, ...]
    interests: tuple[Interest, ...]
    gifts: tuple[Gift, ...]
    ways: tuple[Way, ...]
    group: Group | None
    posts: tuple[Post, ...]
    held: tuple[Held, ...]
    offer: Offer | None
    more: dict[str, int]
    last_two_way_until: date | None
    meetings: tuple[PlannedMeeting, ...]
    mandates: tuple[Mandate, ...]
    gates: tuple[HangsOnThem, ...]
    ties: tuple[TieLine, ...]
    agreements: tuple[AgreementLine, ...] = ()
    breaches: tuple[Breach, ...] = ()
    helped: tuple[HelpedToOpen, ...] = ()


def person(
    asking: Asking,
    key: uuid.UUID,
    *,
    before: date | None = None,
    at_most: int | None = None,
    for_a_meeting: bool = False,
    seen_by: int | None = None,
) -> PersonBriefing:
    """Return the briefing on the relationship ``key``; raises ``NotThere``.

    ``before`` shows the timeline older than that day. Of each part there are so many, ``at_most``;
    ``for_a_meeting`` has only what is open. Of those who can see it, ``seen_by`` are named.
    """
    me, day = asking.me, asking.day
    row = relationship_of(asking, key)
    asked = parts.FOR_A_MEETING if for_a_meeting else parts.PARTS
    none = missing(key)
    first = {
        name: parts.NOTHING
        if name in none
        else parts.first_of(part, me, key, day, at_most or parts.room_for(name))
        for name, part in asked.items()
    }
    entries, older = timeline(me, row, before=before)
    found = _findings(asking, row)
    led, offer = held(me, row)
    return PersonBriefing(
        header=header(me, row, seen_by),
        findings=noticed(me, unrepeated([one for one in found if one.waived_until is None])),
        waived=tuple(_waivers(me, key, day)),
        timeline=entries,
        older=older,
        ours=first["ours"].rows,
        theirs=first["theirs"].rows,
        asks=first["asks"].rows,
        facts=by_kind(first["facts"].rows),
        interpretations=by_kind(first["interpretations"].rows),
        concerns=first["concerns"].rows if "concerns" in first else (),
        disagreements=first["disagreements"].rows if "disagreements" in first else (),
        sections=sections(me, row, day),
        occasions=first["occasions"].rows,
        debriefs=first["debriefs"].rows,
        connections=() if for_a_meeting else first["connections"].rows,
        interests=() if for_a_meeting else first["interests"].rows,
        gifts=() if for_a_meeting else first["gifts"].rows,
        ways=_ways(row, day),
        group=group(me, row),
        posts=posts(me, row),
        held=led,
        offer=offer,
        more={name: one.more for name, one in first.items() if one.more},
        last_two_way_until=known_until(entries, row.last_two_way),
        mandates=in_force_with(asking, row),
        ties=lines(asking, first["ties"].rows, key),
        **told_if_any(asking, key, none, for_a_meeting=for_a_meeting),
    )


def relationship_of(asking: Asking, key: uuid.UUID) -> Relationship:
    """Return a relationship with whom it is with and who holds it; raises ``NotThere``."""
    found = _relationship(asking.me, key)
    if not found:
        raise NotThere(NOT_THERE)
    return found[0]


@prepared
def _relationship(me: Colleague, key: uuid.UUID) -> "QuerySet[Relationship]":
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me).filter(pk=key)
    return rows.select_related("counterpart__actor", "actor", "lead", "backup", "circle", "office")


def _findings(asking: Asking, row: Relationship) -> list[Finding]:
    """Return what is noticed of them on the day, and let the relationship be as of that day.

    Where the store was not judged for it, this one is judged in memory; nothing is written.
    """
    if not is_stale(row, asking.day):
        return _stored_findings(asking.me, row.pk)
    said = said_of([row.pk], asking.day)
    said.tell(row)
    found = sorted(said.findings.get(row.pk, ()), key=soonest)
    for one in found:
        one.relationship = row
    return found


@prepared
def _stored_findings(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Finding]":
    rows: QuerySet[Finding] = Finding.objects.visible_to(me).filter(relationship=relationship)
    return rows.select_related("relationship__counterpart", "relationship__actor").order_by(
        *SOONEST
    )


@prepared
def _waivers(me: Colleague, relationship: uuid.UUID, day: date) -> "QuerySet[Waiver]":
    rows: QuerySet[Waiver] = Waiver.objects.visible_to(me).filter(relationship=relationship)
    return rows.filter(until__gte=day).order_by("until", "pk")


@prepared
def _steps_to(me: Colleague, relationship: uuid.UUID, stage: str) -> "QuerySet[Step]":
    rows: QuerySet[Step] = Step.objects.visible_to(me).filter(relationship=relationship)
    return rows.filter(of=Step.Of.STAGE, to=stage).order_by("-on", "-pk")[:1]


@prepared
def _sealed(counterpart: uuid.UUID) -> "QuerySet[SealedName]":
    return SealedName.objects.filter(counterpart=counterpart)


@prepared
def _names_of(colleagues: list[uuid.UUID]) -> "QuerySet[Colleague, tuple[uuid.UUID, str]]":
    rows = Colleague.objects.filter(pk__in=among(colleagues))
    return rows.values_list("pk", "name")


def header(me: Colleague, row: Relationship, seen_by: int | None = None) -> Header:
    """Return what stands above everything about a relationship; ``seen_by`` is as in `person`."""
    counterpart = row.counterpart
    readers = names_who_see(me, row)
    step = next(iter(_steps_to(me, row.pk, row.stage)), None)
    return Header(
        relationship=row.pk,
        counterpart=row.counterpart_id,
        alias=row.called,
        how_to_address=counterpart.how_to_address if counterpart else "",
        languages=tuple(counterpart.languages) if counterpart else (),
        documentation=counterpart.documentation if counterpart else "",
        status=counterpart.status if counterpart else CounterpartStatus.ACTIVE,
        actor=actor_name(row, me),
        phase=row.phase,
        stage=row.stage,
        stage_evidence=step.reason if step else "",
        stage_since=step.on if step else None,
        warm_ups=row.warm_ups,
        with_group=row.actor_id is not None,
        opened=row.opened,
        open_reason=row.open_reason,
        objective=row.objective,
        expectations=row.expectations,
        terms=row.terms,
        last_two_way=row.last_two_way,
        next_due=None if row.next_due == NEVER else row.next_due,
        ideal_days=row.ideal_days or row.office.ideal_days,
        maximum_days=row.maximum_days or row.office.maximum_days,
        lead=row.lead.name if row.lead else "",
        lead_key=row.lead_id,
        backup=row.backup.name if row.backup else "",
        backup_key=row.backup_id,
        circle=row.circle.name,
        circle_key=row.circle_id,
        sensitivity=row.sensitivity,
        seen_by=readers[:seen_by],
        seen_by_more=len(readers[seen_by:]) if seen_by is not None else 0,
        sealed_names=_sealed.count(counterpart.pk) if counterpart else 0,
        may_change=row.circle_id in me.writable_circles(),
        may_erase=counterpart is not None and row.circle_id in me.kept_circles(),
    )


def _ways(row: Relationship, day: date) -> tuple[Way, ...]:
    channels = row.counterpart.channels if row.counterpart is not None else []
    keys = {uuid.UUID(way["held_by"]) for way in channels if way["held_by"]}
    names = {key.hex: name for key, name in _names_of(list(keys))} if keys else {}
    return ways_of(channels, names, day)
