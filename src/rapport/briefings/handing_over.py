"""What a colleague who leaves passes on: each relationship by what it keeps open.

Everything is as far as whoever asks may see. Nothing of a person's family, faith or health is here.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from rapport.records.asking import Asking
from rapport.records.models import (
    Agreement,
    AgreementState,
    Colleague,
    Commitment,
    CommitmentState,
    Consent,
    Handover,
    Interest,
    MeetingState,
    Relationship,
    Side,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among
from rapport.records.refusals import NotThere

SOON = 14
"""Days in which a promise that falls due is one the successor meets first."""


@dataclass(frozen=True, slots=True)
class Passing:
    """A relationship somebody who leaves leads, or backs up, with what would stand still.

    ``state`` is that of its handover: "" before it began, else waiting, accepted, declined, or
    withdrawn. ``introduced_on`` is the day of the joint meeting that is planned or was held.
    """

    relationship: uuid.UUID
    alias: str
    leads: bool
    backup: str
    gates: tuple[str, ...]
    agreements: int
    promises: int
    due: date | None
    conflict: bool
    may_change: bool
    handover: uuid.UUID | None = None
    state: str = ""
    successor: str = ""
    introduced_on: date | None = None
    introduced: bool = False
    told_on: date | None = None

    @property
    def keeps_open(self) -> bool:
        """Say whether something would stand still without them."""
        return bool(self.gates or self.agreements or self.promises)


@dataclass(frozen=True, slots=True)
class HandingOver:
    """All that somebody who leaves passes on.

    ``due_soon`` are promises of the next two weeks, of those they lead.
    """

    who: Colleague
    last_day: date | None
    leads: tuple[Passing, ...]
    backs_up: tuple[Passing, ...]
    accepted: tuple[Passing, ...]
    due_soon: int
    is_me: bool

    @property
    def without_backup(self) -> int:
        """Return how many of those they lead nobody else holds."""
        return sum(not one.backup for one in self.leads)

    @property
    def not_begun(self) -> int:
        """Return how many of those they lead have no successor who was asked."""
        return sum(one.state not in ("waiting", "accepted") for one in self.leads)


def handing_over(asking: Asking, key: uuid.UUID) -> HandingOver:
    """Return what a colleague passes on; raises ``NotThere`` for somebody of another office."""
    me = asking.me
    who = Colleague.objects.select_related("office").filter(pk=key).first()
    if who is None or (who.pk != me.pk and not me.may_read_words_of(who)):
        raise NotThere(NOT_THERE)
    handed = list(_handovers(me, who.pk))
    rows = list(_held(me, who.pk, [one.relationship_id for one in handed]))
    keys = [row.pk for row in rows]
    facts = _Open(asking, who.pk, keys)
    by_relationship = {one.relationship_id: one for one in handed}
    writable = set(me.writable_circles())
    lines = [
        _passing(row, facts, by_relationship.get(row.pk), who.pk, row.circle_id in writable)
        for row in rows
    ]
    lines.sort(key=_most_first)
    held = {row.pk for row in rows if who.pk in (row.lead_id, row.backup_id)}
    return HandingOver(
        who=who,
        last_day=who.end_of_mission,
        leads=tuple(one for one in lines if one.leads),
        backs_up=tuple(
            one for one in lines if not one.leads and one.relationship in held and not one.handover
        ),
        accepted=tuple(one for one in lines if not one.leads and one.state == "accepted"),
        due_soon=sum(facts.due_soon.get(one.relationship, 0) for one in lines if one.leads),
        is_me=who.pk == me.pk,
    )


def _most_first(one: Passing) -> tuple[Any, ...]:
    """Put first what nobody else holds and keeps most open, and last what keeps nothing open."""
    much = (-len(one.gates), -one.promises, -one.agreements)
    return (not one.keeps_open, bool(one.backup), *much, one.alias, one.relationship)


class _Open:
    """What the relationships keep open, each read once for all of them."""

    def __init__(self, asking: Asking, who: uuid.UUID, keys: Sequence[uuid.UUID]) -> None:
        me, day = asking.me, asking.day
        self.gates: dict[uuid.UUID, dict[str, None]] = defaultdict(dict)
        for about, name in _gates(me, list(keys), day):
            self.gates[about][name] = None
        self.agreements = Counter(about for (about,) in _agreements(me, list(keys)))
        self.promises: dict[uuid.UUID, list[date | None]] = defaultdict(list)
        for about, due in _promises(me, list(keys)):
            self.promises[about].append(due)
        self.conflicts = {about for (about,) in _conflicts(me, list(keys), who, day)}
        self.due_soon = {
            about: sum(due is not None and (due - day).days <= SOON for due in days)
            for about, days in self.promises.items()
        }


def _passing(
    row: Relationship, facts: _Open, handed: Handover | None, who: uuid.UUID, may_change: bool
) -> Passing:
    days = [due for due in facts.promises[row.pk] if due is not None]
    about_handover: dict[str, Any] = {}
    if handed is not None:
        meeting = handed.meeting
        about_handover = {
            "handover": handed.pk,
            "state": handed.answer or "withdrawn",
            "successor": handed.successor.name,
            "introduced_on": meeting.on if meeting else None,
            "introduced": bool(meeting and meeting.state == MeetingState.HELD),
            "told_on": handed.told_on,
        }
    return Passing(
        relationship=row.pk,
        alias=row.called,
        leads=row.lead_id == who,
        backup=row.backup.name if row.backup else "",
        gates=tuple(facts.gates[row.pk]),
        agreements=facts.agreements[row.pk],
        promises=len(facts.promises[row.pk]),
        due=min(days, default=None),
        conflict=row.pk in facts.conflicts,
        may_change=may_change,
        **about_handover,
    )


@prepared
def _held(me: Colleague, who: uuid.UUID, handed: list[uuid.UUID]) -> "QuerySet[Relationship]":
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    held = Q(lead=who) | Q(backup=who) | Q(pk__in=among(handed))
    return rows.filter(held).select_related("counterpart", "actor", "backup").order_by("pk")


@prepared
def _handovers(me: Colleague, who: uuid.UUID) -> "QuerySet[Handover]":
    rows: QuerySet[Handover] = Handover.objects.visible_to(me).filter(leaver=who)
    return rows.select_related("offer", "successor", "meeting").order_by("pk")


@prepared
def _gates(me: Colleague, keys: list[uuid.UUID], day: date) -> "QuerySet[Consent, tuple[Any, ...]]":
    rows: QuerySet[Consent] = Consent.objects.visible_to(me).filter(relationship__in=among(keys))
    needed = Q(gate__until__isnull=True) | Q(gate__until__gte=day)
    return rows.filter(needed).order_by("gate__name").values_list("relationship_id", "gate__name")


@prepared
def _agreements(me: Colleague, keys: list[uuid.UUID]) -> "QuerySet[Agreement, tuple[Any, ...]]":
    rows: QuerySet[Agreement] = Agreement.objects.visible_to(me)
    rows = rows.filter(relationship__in=among(keys), state=AgreementState.LIVE)
    return rows.values_list("relationship_id")


@prepared
def _promises(me: Colleague, keys: list[uuid.UUID]) -> "QuerySet[Commitment, tuple[Any, ...]]":
    rows: QuerySet[Commitment] = Commitment.objects.visible_to(me)
    rows = rows.filter(relationship__in=among(keys), by=Side.US, state=CommitmentState.OPEN)
    return rows.values_list("relationship_id", "due")


@prepared
def _conflicts(
    me: Colleague, keys: list[uuid.UUID], who: uuid.UUID, day: date
) -> "QuerySet[Interest, tuple[Any, ...]]":
    rows: QuerySet[Interest] = Interest.objects.visible_to(me)
    rows = rows.filter(relationship__in=among(keys), colleague=who)
    return rows.exclude(until__lt=day).values_list("relationship_id")
