"""A message to somebody, looked at before it is sent: what they may read in it. Nothing is kept."""

import uuid
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from rapport.briefings.day_there import DayThere, day_at
from rapport.briefings.person import relationship_of
from rapport.briefings.ways import as_fact
from rapport.records.asking import Asking
from rapport.records.models import Channel, Relationship, Safety, SealedName, Waiver
from rapport.records.names_in_clear import names_in
from rapport.rules.catalogue import judge_for_a_reader, validated_settings
from rapport.rules.draft_cues import DraftCues, OwnCues, cues_in
from rapport.rules.hard_words import hard_words_in
from rapport.rules.messages import DraftFacts
from rapport.rules.rule import About, Finding

IN_WRITING = (Channel.MESSAGE, Channel.LETTER, Channel.INTERMEDIARY)
"""How words written beforehand may go; the first is how they usually do."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """What was noticed in a message, and what stands in it already.

    ``findings`` are the most pressing first; ``set_aside`` how many rules are snoozed for this
    person. ``there`` is the day there on which it would come.
    """

    cues: DraftCues
    findings: tuple[Finding, ...]
    set_aside: int
    safe_ways: tuple[str, ...]
    there: DayThere


def mirror(
    asking: Asking, key: uuid.UUID, text: str, *, channel: str, on: date, hour: time | None
) -> Mirror:
    """Look at a message to somebody; raises ``NotThere``. ``hour`` is on the office's clock."""
    row = relationship_of(asking, key)
    office = asking.me.office
    settings = validated_settings(office.rule_settings)
    cues = cues_in(text, OwnCues(_words(office, "M01"), _words(office, "M02")))
    there = day_at(office, on, hour)
    ways = [as_fact(way) for way in row.counterpart.channels] if row.counterpart else []
    safe = tuple(dict.fromkeys(way.channel for way in ways if way.safety == Safety.SAFE))
    own_name, others = _names(asking, row, text)
    facts = DraftFacts(
        key=row.pk,
        cues=cues,
        # A group has no phone of its own on which something could be found.
        safety=_least_safe(ways, channel) if row.counterpart else Safety.SAFE.value,
        safe=tuple(way for way in safe if way != channel),
        own_name=own_name,
        others=others,
        hard_words=hard_words_in(text, _words(office, "D04")),
        hour=hour.hour if hour else None,
        prayer=there.hour_known and bool(there.prayers),
        fast=there.fast,
        feast=bool(there.feasts),
        weekend=there.weekend,
    )
    snoozed = _snoozed(asking, row)
    found = judge_for_a_reader(About.DRAFT, facts, asking.day, settings)
    told = sorted((one for one in found if one.code not in snoozed), key=lambda one: one.when)
    return Mirror(cues, tuple(told), len({one.code for one in found} & snoozed), safe, there)


def _words(office: Any, code: str) -> tuple[str, ...]:
    return tuple(office.rule_settings.get(code, {}).get("words", ()))


def _least_safe(ways: list[Any], channel: str) -> str:
    """Return how safe a channel is; of several ways by it, nobody knows which one is taken."""
    noted = [way.safety for way in ways if way.channel == channel]
    return max(noted, key=Safety.values.index, default="")


def _names(asking: Asking, row: Relationship, text: str) -> tuple[bool, int]:
    """Return whether their own sealed name stands in it, and how many of others one may see."""
    found = names_in({"": text})[""]
    rows = SealedName.objects.visible_to(asking.me).filter(pk__in=[name.row for name in found])
    seen = set(rows.values_list("pk", flat=True))
    whose = {name.counterpart for name in found if name.row in seen}
    return row.counterpart_id in whose, len(whose - {row.counterpart_id})


def _snoozed(asking: Asking, row: Relationship) -> set[str]:
    rows = Waiver.objects.visible_to(asking.me).filter(relationship=row, until__gte=asking.day)
    return set(rows.filter(code__startswith="M").values_list("code", flat=True))
