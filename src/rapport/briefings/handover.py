"""One handover as its page shows it: to the leaver, the successor, and whoever reads along."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from rapport.briefings.handover_story import left_out
from rapport.records.asking import Asking
from rapport.records.ending import standing
from rapport.records.models import (
    Answer,
    Colleague,
    Commitment,
    CommitmentState,
    Evidence,
    Handover,
    Insight,
    Interest,
    NoteOffer,
    Side,
)
from rapport.records.prepared import prepared


@dataclass(frozen=True, slots=True)
class HeldNote:
    """A note on family, faith or health, for the leaver alone, and how far it has been offered."""

    insight: Insight
    offer: NoteOffer | None


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """A handover with all that is passed on.

    ``notes`` and ``to_clean`` (records that speak of family, faith or health and stay out of the
    story) are only for the leaver, ``asked`` only for the successor. ``answered`` are offers of
    notes that are not among them any more, for the two alone.
    """

    handover: Handover
    alias: str
    promises: tuple[Commitment, ...]
    evidence: tuple[Evidence, ...]
    channels: tuple[dict[str, Any], ...]
    conflicts: tuple[Interest, ...]
    notes: tuple[HeldNote, ...]
    to_clean: int
    asked: tuple[NoteOffer, ...]
    answered: tuple[NoteOffer, ...]
    is_leaver: bool
    is_successor: bool
    may_change: bool
    may_remove: bool

    @property
    def waits(self) -> bool:
        """Say whether the successor has not answered."""
        return self.handover.answer == Answer.WAITING


def handover_page(asking: Asking, key: uuid.UUID) -> HandoverPage:
    """Return one handover with what it passes on, or raise ``NotThere``."""
    me = asking.me
    Handover.objects.one_visible_to(me, key)
    row = next(iter(_whole(me, key)))
    about = row.relationship_id
    may_change = row.circle_id in me.writable_circles()
    is_leaver, is_successor = row.leaver_id == me.pk, row.successor_id == me.pk
    offers = {one.insight_id: one for one in _offers(me, key)}
    notes: tuple[HeldNote, ...] = ()
    if is_leaver:
        held = standing(Insight, me, asking.day).filter(relationship=about, held_back_by=me.pk)
        notes = tuple(HeldNote(one, offers.get(one.pk)) for one in held.order_by("on", "pk"))
    listed = {one.insight.pk for one in notes}
    return HandoverPage(
        handover=row,
        alias=row.relationship.called,
        promises=tuple(_promises(me, about)),
        evidence=tuple(_evidence(me, about, row.leaver_id)),
        channels=_channels(row),
        conflicts=tuple(_conflicts(me, about, row.leaver_id)),
        notes=notes,
        to_clean=left_out(me, about) if is_leaver else 0,
        asked=tuple(one for one in offers.values() if is_successor and one.answer == "waiting"),
        answered=tuple(
            one for key, one in offers.items() if one.answer != "waiting" and key not in listed
        ),
        is_leaver=is_leaver,
        is_successor=is_successor,
        may_change=may_change,
        may_remove=may_change and (is_leaver or not row.leaver.is_here(asking.day)),
    )


def of_relationship(me: Colleague, relationship: uuid.UUID) -> Handover | None:
    """Return the handover of a relationship that is not over, or the newest that was accepted."""
    rows: list[Handover] = list(_with(me, relationship))
    return next((one for one in rows if not one.is_accepted), rows[0] if rows else None)


def handed_to(me: Colleague, relationship: uuid.UUID) -> uuid.UUID | None:
    """Return the handover of a relationship that waits for me, if one does."""
    row = of_relationship(me, relationship)
    waits = row is not None and row.answer == Answer.WAITING and row.successor_id == me.pk
    return row.pk if row is not None and waits else None


def _channels(row: Handover) -> tuple[dict[str, Any], ...]:
    """Return the ways to reach them that the leaver has."""
    person = row.relationship.counterpart
    ways = person.channels if person is not None else []
    return tuple(way for way in ways if way.get("held_by") == row.leaver_id.hex)


@prepared
def _whole(me: Colleague, handover: uuid.UUID) -> "QuerySet[Handover]":
    rows: QuerySet[Handover] = Handover.objects.visible_to(me).filter(pk=handover)
    return rows.select_related(
        *("relationship__counterpart", "relationship__actor", "relationship__lead"),
        *("leaver", "successor", "offer", "meeting"),
    )


@prepared
def _with(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Handover]":
    rows: QuerySet[Handover] = Handover.objects.visible_to(me).filter(relationship=relationship)
    return rows.select_related("offer", "leaver", "successor").order_by("-on", "-pk")[:5]


@prepared
def _offers(me: Colleague, handover: uuid.UUID) -> "QuerySet[NoteOffer]":
    rows: QuerySet[NoteOffer] = NoteOffer.objects.visible_to(me).filter(handover=handover)
    return rows.select_related("insight").order_by("pk")


@prepared
def _promises(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Commitment]":
    rows: QuerySet[Commitment] = Commitment.objects.visible_to(me)
    rows = rows.filter(relationship=relationship, by=Side.US, state=CommitmentState.OPEN)
    return rows.select_related("colleague").order_by("due", "pk")[:40]


@prepared
def _evidence(me: Colleague, relationship: uuid.UUID, who: uuid.UUID) -> "QuerySet[Evidence]":
    rows: QuerySet[Evidence] = Evidence.objects.visible_to(me)
    rows = rows.filter(relationship=relationship, custodian=who)
    return rows.select_related("agreement").order_by("pk")[:40]


@prepared
def _conflicts(me: Colleague, relationship: uuid.UUID, who: uuid.UUID) -> "QuerySet[Interest]":
    rows: QuerySet[Interest] = Interest.objects.visible_to(me)
    return rows.filter(relationship=relationship, colleague=who).order_by("pk")[:10]
