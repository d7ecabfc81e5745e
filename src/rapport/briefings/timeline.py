"""What passed with a counterpart: interactions and recorded steps, newest first."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet

from rapport.briefings.called_here import called_here
from rapport.records.models import (
    Asked,
    Colleague,
    Interaction,
    OurPresence,
    Presence,
    Relationship,
    Step,
)
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

TIMELINE = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: an interaction, or a recorded step."""

    TRAVELS: ClassVar = frozenset({"kind", "key", "on", "interaction"})

    kind: str
    key: uuid.UUID
    on: date
    interaction: Interaction | None = None
    with_others: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    of: str = ""
    to: str = ""
    reason: str = ""


def timeline(
    me: Colleague, row: Relationship, *, before: date | None
) -> tuple[tuple[Entry, ...], str]:
    """Return the newest part of the timeline and, if there is more, the day to go on from."""
    shown, more = _newest(me, row.pk, before)
    oldest = shown[-1].on if more else date.min
    entries = [*_interactions(me, row, shown)]
    entries += steps(me, row.pk, oldest, before)
    entries.sort(key=lambda entry: (entry.on, entry.key), reverse=True)
    return tuple(entries), oldest.isoformat() if more else ""


def steps(me: Colleague, relationship: uuid.UUID, since: date, before: date | None) -> list[Entry]:
    """Return the recorded steps from a day on, and before another if one is named."""
    return [
        Entry("step", step.pk, step.on, of=step.of, to=step.to, reason=step.reason)
        for step in _steps(me, relationship, since, before)
    ]


def known_until(entries: Sequence[Entry], on: date | None) -> date | None:
    """Return the last day of the two-way contact on a day, where its very day is not known."""
    contacts = (entry.interaction for entry in entries if entry.on == on)
    same = [contact.until for contact in contacts if contact is not None and contact.two_way]
    return None if None in same else min(filter(None, same), default=None)


def _newest(
    me: Colleague, relationship: uuid.UUID, before: date | None
) -> tuple[list[Interaction], bool]:
    """Return the newest interactions, and whether there are older ones.

    A day is never split between two pages, for the next one begins before that day.
    """
    found = _meetings(me, relationship, before)
    if len(found) <= TIMELINE:
        return found, False
    oldest = found[-1].on
    whole_days = [one for one in found if one.on > oldest]
    if whole_days:
        return whole_days, True
    of_day = _with(me, relationship, before).filter(on=oldest)
    older = Interaction.objects.visible_to(me).filter(
        theirs__relationship=relationship, on__lt=oldest
    )
    return list(of_day), older.exists()


def _with(me: Colleague, relationship: uuid.UUID, before: date | None) -> "QuerySet[Interaction]":
    there: dict[str, Any] = {"theirs__relationship": relationship}
    if before is not None:
        # In one filter: asked apart, each of several counterparts would count once.
        there["theirs__on__lt"] = before
    rows: QuerySet[Interaction] = Interaction.objects.visible_to(me).filter(**there)
    return rows.order_by("-theirs__on", "-theirs__pk")


@prepared
def _meetings(
    me: Colleague, relationship: uuid.UUID, before: date | None
) -> "QuerySet[Interaction]":
    return _with(me, relationship, before)[: TIMELINE + 1]


@prepared
def _steps(
    me: Colleague, relationship: uuid.UUID, since: date, before: date | None
) -> "QuerySet[Step]":
    rows: QuerySet[Step] = Step.objects.visible_to(me)
    rows = rows.filter(relationship=relationship, on__gte=since)
    return rows if before is None else rows.filter(on__lt=before)


@prepared
def _of_us(
    interactions: list[uuid.UUID],
) -> "QuerySet[OurPresence, tuple[uuid.UUID, str]]":
    there = OurPresence.objects.filter(interaction__in=among(interactions))
    return there.order_by("pk").values_list("interaction_id", "colleague__name")


@prepared
def _places(relationship: uuid.UUID, interactions: list[uuid.UUID]) -> "QuerySet[Presence]":
    there = Presence.objects.filter(relationship=relationship)
    return there.filter(interaction__in=among(interactions))


@prepared
def _also_there(
    interactions: list[uuid.UUID], relationship: uuid.UUID
) -> "QuerySet[Presence, tuple[uuid.UUID, uuid.UUID]]":
    there = Presence.objects.filter(interaction__in=among(interactions))
    there = there.exclude(relationship=relationship).order_by("pk")
    return there.values_list("interaction_id", "relationship_id")


def _interactions(me: Colleague, row: Relationship, shown: list[Interaction]) -> list[Entry]:
    keys = [one.pk for one in shown]
    ours: dict[uuid.UUID, list[str]] = defaultdict(list)
    for key, name in _of_us(keys):
        ours[key].append(name)
    others = _others(me, row, keys)
    of_them = {presence.interaction_id: presence for presence in _places(row.pk, keys)}
    for one in shown:
        _as_it_was_for(of_them[one.pk], one)
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


def _as_it_was_for(presence: Presence, contact: Interaction) -> None:
    """Let a contact say what it was for one of several people; here it is read, never saved."""
    if presence.asked:
        contact.asked = {Asked.YES: True, Asked.NO: False}.get(Asked(presence.asked))
    contact.tone_theirs = presence.tone_theirs or contact.tone_theirs
    contact.tone_ours = presence.tone_ours or contact.tone_ours


def _others(me: Colleague, row: Relationship, keys: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Return, for each interaction, the aliases of others who were there and whom I may see."""
    pairs = _also_there(keys, row.pk)
    aliases = dict(called_here(me, list({other for _, other in pairs}))) if pairs else {}
    others: dict[uuid.UUID, list[str]] = defaultdict(list)
    for key, other in pairs:
        if other in aliases:
            others[key].append(aliases[other])
    return others
