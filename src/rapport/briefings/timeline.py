"""What passed with a counterpart: interactions and recorded steps, newest first."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from rapport.records.models import (
    Asked,
    Colleague,
    Interaction,
    OurPresence,
    Presence,
    Relationship,
    Step,
)

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
    there: dict[str, Any] = {"theirs__relationship": row}
    steps = Step.objects.visible_to(me).filter(relationship=row)
    if before is not None:
        # In one filter: asked apart, each of several counterparts would count once.
        there["theirs__on__lt"] = before
        steps = steps.filter(on__lt=before)
    shown, more = _newest(Interaction.objects.visible_to(me), there)
    oldest = shown[-1].on if more else date.min
    entries = [*_interactions(me, row, shown)]
    entries += [
        Entry("step", step.pk, step.on, of=step.of, to=step.to, reason=step.reason)
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
    there = Presence.objects.filter(relationship=row, interaction__in=keys)
    of_them = {presence.interaction_id: presence for presence in there}
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
    there = Presence.objects.filter(interaction__in=keys).exclude(relationship=row)
    pairs = list(there.order_by("pk").values_list("interaction_id", "relationship_id"))
    visible = Relationship.objects.visible_to(me).filter(pk__in={other for _, other in pairs})
    aliases = dict(visible.values_list("pk", "counterpart__alias"))
    others: dict[uuid.UUID, list[str]] = defaultdict(list)
    for key, other in pairs:
        if other in aliases:
            others[key].append(aliases[other])
    return others
