"""The ways to reach somebody, as a page shows them."""

import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from rapport.briefings.timeline import Entry
from rapport.records.models import Safety
from rapport.records.models.declared import IfTicked
from rapport.rules.reachable import WayFact, is_confirmed


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach them: how, how safe it is for them, who of us has it, how soon it works.

    ``confirmed`` says that ``verified_on``, the day it last worked, is not too long ago to count.
    """

    TRAVELS: ClassVar = frozenset({"channel", "safety"})
    TRAVELS_IF_TICKED: ClassVar = IfTicked("way", frozenset({"note"}))

    key: uuid.UUID
    channel: str
    safety: str
    note: str
    held_by: str
    within: str = ""
    verified_on: date | None = None
    confirmed: bool = False


def ways_of(
    channels: Iterable[Mapping[str, Any]], names: Mapping[str, str], day: date
) -> tuple[Way, ...]:
    """Return the ways to reach somebody, the safe ones first; ``names`` are those of us, by key."""
    found = []
    for channel in channels:
        fact = as_fact(channel)
        found.append(
            Way(
                key=uuid.UUID(channel["key"]),
                channel=fact.channel,
                safety=fact.safety,
                note=channel["note"],
                held_by=names.get(channel["held_by"] or "", ""),
                within=fact.within,
                verified_on=fact.verified_on,
                confirmed=is_confirmed(fact.verified_on, day),
            )
        )
    return tuple(sorted(found, key=lambda way: Safety.values.index(way.safety)))


def as_fact(channel: Mapping[str, Any]) -> WayFact:
    """Return a way as the rules read it; one noted before there was more says it is not known."""
    verified_on = None
    with suppress(ValueError):
        verified_on = date.fromisoformat(channel.get("verified_on") or "")
    return WayFact(channel["channel"], channel["safety"], channel.get("within") or "", verified_on)


def worked_since(way: Way, timeline: Iterable[Entry]) -> date | None:
    """Return the day of a two-way contact by the same channel that the way is not confirmed for.

    Only of the contacts on the page, the last of them; a day known roughly is no day to go by.
    """
    if way.safety == Safety.UNSAFE:
        return None
    met = (entry.interaction for entry in timeline if entry.interaction is not None)
    days = [
        one.on
        for one in met
        if one.two_way and one.channel == way.channel and one.until in (None, one.on)
    ]
    last = max(days, default=None)
    return last if last and (way.verified_on is None or last > way.verified_on) else None
