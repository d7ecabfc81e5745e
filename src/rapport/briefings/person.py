"""One counterpart: everything to know before the next meeting."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import F

from rapport.briefings.belonging import Group, Held, Post, group, held, posts
from rapport.briefings.findings import SOONEST, Noticed, noticed, soonest, unrepeated
from rapport.briefings.people import NEVER, actor_name
from rapport.briefings.sections import Section, sections
from rapport.briefings.timeline import Entry, timeline
from rapport.records.asking import Asking
from rapport.records.models import (
    Ask,
    Colleague,
    Commitment,
    Finding,
    Insight,
    Membership,
    Named,
    Nature,
    Occasion,
    Relationship,
    Safety,
    Sensitivity,
    Side,
    Step,
    Waiver,
)
from rapport.records.models.scoped import IfTicked
from rapport.records.on_a_day import is_stale, said_of

_BY_DUE = (F("due").asc(nulls_last=True), "made_on", "pk")


@dataclass(frozen=True, slots=True)
class Header:
    """Who, where we stand, and who can see this."""

    TRAVELS: ClassVar = frozenset({"alias", "warm_ups"})
    TRAVELS_IF_TICKED: ClassVar = IfTicked("address", frozenset({"how_to_address"}))

    relationship: uuid.UUID
    counterpart: uuid.UUID
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
    sealed_names: int
    may_change: bool
    may_erase: bool

    @property
    def key(self) -> uuid.UUID:
        """Return the key of the relationship it stands above."""
        return self.relationship


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach them: how, how safe it is for them, and who of us has it."""

    TRAVELS: ClassVar = frozenset({"channel", "safety"})
    TRAVELS_IF_TICKED: ClassVar = IfTicked("way", frozenset({"note"}))

    key: uuid.UUID
    channel: str
    safety: str
    note: str
    held_by: str


@dataclass(frozen=True, slots=True)
class PersonBriefing:
    """A counterpart's page, whole."""

    TRAVELS: ClassVar = frozenset(
        {
            "header",
            "findings",
            "timeline",
            "ours",
            "theirs",
            "asks",
            "facts",
            "interpretations",
            "occasions",
            "ways",
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
    sections: tuple[Section, ...]
    occasions: tuple[Occasion, ...]
    ways: tuple[Way, ...]
    group: Group | None
    posts: tuple[Post, ...]
    held: tuple[Held, ...]


def person(asking: Asking, key: uuid.UUID, *, before: date | None = None) -> PersonBriefing:
    """Return the briefing on the relationship ``key``; raises ``NotThere``.

    ``before`` shows the part of the timeline older than that day.
    """
    me, day = asking.me, asking.day
    row = (
        Relationship.objects.select_related(
            "counterpart__actor", "lead", "backup", "circle", "office"
        )
        .visible_to(me)
        .filter(pk=key)
        .first()
    ) or Relationship.objects.one_visible_to(me, key)
    commitments = list(_of(Commitment, me, row).select_related("colleague").order_by(*_BY_DUE))
    insights = list(_of(Insight, me, row).exclude(expires__lt=day).order_by("kind", "-on", "-pk"))
    entries, older = timeline(me, row, before=before)
    found = _findings(asking, row)
    return PersonBriefing(
        header=_header(me, row),
        findings=noticed(me, unrepeated([one for one in found if one.waived_until is None])),
        waived=tuple(_of(Waiver, me, row).filter(until__gte=day).order_by("until", "pk")),
        timeline=entries,
        older=older,
        ours=tuple(one for one in commitments if one.by == Side.US),
        theirs=tuple(one for one in commitments if one.by == Side.THEM),
        asks=tuple(_of(Ask, me, row).select_related("authorised_by").order_by("-pk")),
        facts=tuple(one for one in insights if one.nature == Nature.FACT),
        interpretations=tuple(one for one in insights if one.nature != Nature.FACT),
        sections=sections(me, row),
        occasions=tuple(_of(Occasion, me, row).order_by("name", "pk")),
        ways=_ways(row),
        group=group(me, row),
        posts=posts(me, row),
        held=held(me, row),
    )


def _of(model: Any, me: Colleague, row: Relationship) -> Any:
    """Return the rows of a kind that hang on the relationship and that ``me`` may see."""
    return model.objects.visible_to(me).filter(relationship=row)


def _findings(asking: Asking, row: Relationship) -> list[Finding]:
    """Return what is noticed of them on the day, and let the relationship be as of that day.

    Where the store was not judged for it, this one is judged in memory; nothing is written.
    """
    if not is_stale(row, asking.day):
        rows = _of(Finding, asking.me, row).select_related("relationship__counterpart")
        return list(rows.order_by(*SOONEST))
    said = said_of([row.pk], asking.day)
    said.tell(row)
    found = sorted(said.findings.get(row.pk, ()), key=soonest)
    for one in found:
        one.relationship = row
    return found


def _header(me: Colleague, row: Relationship) -> Header:
    counterpart = row.counterpart
    step = _of(Step, me, row).filter(of=Step.Of.STAGE, to=row.stage).order_by("-on", "-pk").first()
    return Header(
        relationship=row.pk,
        counterpart=counterpart.pk,
        alias=counterpart.alias,
        how_to_address=counterpart.how_to_address,
        languages=tuple(counterpart.languages),
        documentation=counterpart.documentation,
        status=counterpart.status,
        actor=actor_name(row, me),
        phase=row.phase,
        stage=row.stage,
        stage_evidence=step.reason if step else "",
        stage_since=step.on if step else None,
        warm_ups=row.warm_ups,
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
        seen_by=_seen_by(me, row),
        sealed_names=counterpart.sealed_names.count(),
        may_change=row.circle_id in me.writable_circles(),
        may_erase=row.circle_id in me.kept_circles(),
    )


def _ways(row: Relationship) -> tuple[Way, ...]:
    """Return the ways to reach them, the safe ones first."""
    channels = row.counterpart.channels
    keys = {way["held_by"] for way in channels if way["held_by"]}
    names = {
        key.hex: name
        for key, name in Colleague.objects.filter(pk__in=keys).values_list("pk", "name")
    }
    ways = (
        Way(
            uuid.UUID(way["key"]),
            way["channel"],
            way["safety"],
            way["note"],
            names.get(way["held_by"], ""),
        )
        for way in channels
    )
    return tuple(sorted(ways, key=lambda way: Safety.values.index(way.safety)))


def _seen_by(me: Colleague, row: Relationship) -> tuple[str, ...]:
    """Return the names of the colleagues who can read this relationship."""
    members = Membership.objects.of_colleagues_here(me.day).filter(circle=row.circle_id)
    if row.sensitivity >= Sensitivity.SEVERE:
        named = Named.objects.filter(relationship=row).values("colleague_id")
        members = members.filter(colleague_id__in=named)
    return tuple(members.order_by("colleague__name").values_list("colleague__name", flat=True))
