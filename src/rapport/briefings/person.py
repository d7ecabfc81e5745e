"""One counterpart: everything to know before the next meeting."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import F

from rapport.briefings.findings import SOONEST, Noticed, noticed, unrepeated
from rapport.briefings.people import NEVER, actor_name
from rapport.records.asking import Asking
from rapport.records.models import (
    Ask,
    Colleague,
    Commitment,
    Disclosure,
    Finding,
    Holder,
    Insight,
    Interaction,
    Membership,
    Named,
    Nature,
    Occasion,
    OurPresence,
    Presence,
    Relationship,
    Safety,
    Sensitivity,
    Side,
    Step,
    Waiver,
)

TIMELINE = 20
_BY_DUE = (F("due").asc(nulls_last=True), "made_on", "pk")


@dataclass(frozen=True, slots=True)
class Header:
    """Who, where we stand, and who can see this."""

    TRAVELS: ClassVar[frozenset[str]] = frozenset(
        {"relationship", "alias", "how_to_address", "warm_ups"}
    )

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


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach them: how, how safe it is for them, and who of us has it."""

    TRAVELS: ClassVar[frozenset[str]] = frozenset({"key", "channel", "safety"})

    key: uuid.UUID
    channel: str
    safety: str
    note: str
    held_by: str


@dataclass(frozen=True, slots=True)
class Held:
    """Who led the relationship, and whether they were introduced in a meeting together."""

    name: str
    since: date
    until: date | None
    joint_introduction: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: an interaction, or a recorded step."""

    TRAVELS: ClassVar[frozenset[str]] = frozenset({"kind", "key", "on", "interaction"})

    kind: str
    key: uuid.UUID
    on: date
    interaction: Interaction | None = None
    with_others: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    to: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PersonBriefing:
    """A counterpart's page, whole."""

    TRAVELS: ClassVar[frozenset[str]] = frozenset(
        {"header", "findings", "timeline", "ours", "theirs", "asks", "ways"}
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
    disclosures: tuple[Disclosure, ...]
    occasions: tuple[Occasion, ...]
    ways: tuple[Way, ...]
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
    commitments = list(_of(Commitment, me, row).order_by(*_BY_DUE))
    insights = list(_of(Insight, me, row).exclude(expires__lt=day).order_by("kind", "-on", "-pk"))
    entries, older = _timeline(me, row, before=before)
    found = _findings(me, row)
    return PersonBriefing(
        header=_header(me, row),
        findings=noticed(me, unrepeated([one for one in found if one.waived_until is None])),
        waived=tuple(_of(Waiver, me, row).filter(until__gte=day).order_by("until", "pk")),
        timeline=entries,
        older=older,
        ours=tuple(one for one in commitments if one.by == Side.US),
        theirs=tuple(one for one in commitments if one.by == Side.THEM),
        asks=tuple(_of(Ask, me, row).order_by("-pk")),
        facts=tuple(one for one in insights if one.nature == Nature.FACT),
        interpretations=tuple(one for one in insights if one.nature != Nature.FACT),
        disclosures=tuple(_of(Disclosure, me, row).order_by("-on", "-pk")),
        occasions=tuple(_of(Occasion, me, row).order_by("name", "pk")),
        ways=_ways(row),
        held=_held(me, row),
    )


def _of(model: Any, me: Colleague, row: Relationship) -> Any:
    """Return the rows of a kind that hang on the relationship and that ``me`` may see."""
    return model.objects.visible_to(me).filter(relationship=row)


def _findings(me: Colleague, row: Relationship) -> list[Finding]:
    rows = _of(Finding, me, row).select_related("relationship__counterpart")
    return list(rows.order_by(*SOONEST))


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
        seen_by=_seen_by(row),
        sealed_names=counterpart.sealed_names.count(),
        may_change=row.circle_id in me.writable_circles(),
    )


def _held(me: Colleague, row: Relationship) -> tuple[Held, ...]:
    """Return who held the relationship, the latest first."""
    rows = _of(Holder, me, row).order_by("-since", "-pk")
    columns = ("colleague__name", "since", "until", "joint_introduction")
    return tuple(Held(*values) for values in rows.values_list(*columns))


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


def _seen_by(row: Relationship) -> tuple[str, ...]:
    """Return the names of the colleagues who can read this relationship."""
    members = Membership.objects.filter(circle=row.circle_id, colleague__is_active=True)
    if row.sensitivity >= Sensitivity.SEVERE:
        named = Named.objects.filter(relationship=row).values("colleague_id")
        members = members.filter(colleague_id__in=named)
    return tuple(members.order_by("colleague__name").values_list("colleague__name", flat=True))


def _timeline(
    me: Colleague, row: Relationship, *, before: date | None
) -> tuple[tuple[Entry, ...], str]:
    """Return the newest part of the timeline and, if there is more, the day to go on from."""
    there: dict[str, Any] = {"theirs__relationship": row}
    steps = _of(Step, me, row)
    if before is not None:
        # In one filter: asked apart, each of several counterparts would count once.
        there["theirs__on__lt"] = before
        steps = steps.filter(on__lt=before)
    shown, more = _newest(Interaction.objects.visible_to(me), there)
    oldest = shown[-1].on if more else date.min
    entries = [*_interactions(me, row, shown)]
    entries += [
        Entry("step", step.pk, step.on, to=step.to, reason=step.reason)
        for step in steps.filter(on__gte=oldest)
    ]
    entries.sort(key=lambda entry: (entry.on, entry.key), reverse=True)
    return tuple(entries), oldest.isoformat() if more else ""


def _newest(visible: Any, there: dict[str, Any]) -> tuple[list[Interaction], bool]:
    """Return the newest interactions, and whether there are older ones.

    A day is never split between two pages, for the next one begins before that day.
    """
    order = ("-theirs__on", "-theirs__pk")
    found = list(visible.filter(**there).order_by(*order)[: TIMELINE + 1])
    if len(found) <= TIMELINE:
        return found, False
    oldest = found[-1].on
    whole_days = [one for one in found if one.on > oldest]
    if whole_days:
        return whole_days, True
    of_day = list(visible.filter(**there, on=oldest).order_by(*order))
    return of_day, visible.filter(**there, on__lt=oldest).exists()


def _interactions(me: Colleague, row: Relationship, shown: list[Interaction]) -> list[Entry]:
    keys = [one.pk for one in shown]
    ours: dict[uuid.UUID, list[str]] = defaultdict(list)
    for our in OurPresence.objects.filter(interaction__in=keys).select_related("colleague"):
        ours[our.interaction_id].append(our.colleague.name)
    others = _others(me, row, keys)
    return [
        Entry(
            "interaction",
            one.pk,
            one.on,
            interaction=one,
            with_others=tuple(others[one.pk]),
            ours=tuple(ours[one.pk]),
        )
        for one in shown
    ]


def _others(me: Colleague, row: Relationship, keys: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Return, for each interaction, the aliases of others who were there and whom I may see."""
    there = Presence.objects.filter(interaction__in=keys).exclude(relationship=row)
    pairs = list(there.order_by("pk").values_list("interaction_id", "relationship_id"))
    visible = Relationship.objects.visible_to(me).filter(pk__in={other for _, other in pairs})
    aliases = dict(visible.values_list("pk", "counterpart__alias"))
    others: dict[uuid.UUID, list[str]] = defaultdict(list)
    for key, other in pairs:
        if other in aliases:
            others[key].append(aliases[other])
    return others
