"""What is logged already for the days of several logs from the road, asked for at once."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapport.briefings.contacts import MOST_EARLIER, Earlier, earlier
from rapport.names import alike, asked_keys, name_keys
from rapport.records.asking import Asking
from rapport.records.models import Interaction, NameKey, Presence, Relationship, SealedName
from rapport.records.name_index import blind_index

_LOOKED_AT = 500
"""So many people, met on any of the days, are held against what was written."""

_WORDS = 6  # that are asked for; a longer text is no name
_MET = 0.8  # what a word counts that is met
_TOO_FEW = 0.45  # who is less alike than this was not meant
_Keys = set[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Written:
    """What a log says of a day and of whom it is about: by name, and by words of one's own."""

    on: date | None
    who: str
    known: Collection[uuid.UUID]


def same_days(asking: Asking, logs: Sequence[Written]) -> list[tuple[Earlier, ...]]:
    """Return for each log the first contacts of its day that may be the same.

    Only contacts that may be seen count, with people whoever asks may write about.
    """
    there = _there(asking, {log.on for log in logs if log.on})
    people = {row.relationship.counterpart_id for row in there}
    sealed = _sealed({key for key in people if key})
    picked = [_first(log, there, sealed) for log in logs]
    told = earlier(asking, {key: row for some in picked for key, row in some.items()})
    return [
        tuple(
            replace(told[key], relationship=row.relationship_id, alias=row.relationship.called)
            for key, row in some.items()
        )
        for some in picked
    ]


def _there(asking: Asking, days: Collection[date]) -> list[Presence]:
    if not days:
        return []
    logged = Interaction.objects.visible_to(asking.me).filter(on__in=days)
    mine = Relationship.objects.changeable_by(asking.me).values("pk")
    rows = Presence.objects.filter(on__in=days, interaction__in=logged, relationship__in=mine)
    rows = rows.select_related("interaction", "relationship__counterpart", "relationship__actor")
    return sorted(
        rows.order_by("-interaction_id", "pk")[:_LOOKED_AT],
        key=lambda row: (row.interaction_id, row.pk),
    )


def _sealed(people: Collection[uuid.UUID]) -> dict[uuid.UUID, _Keys]:
    """Return the blind traces of the sealed names of these counterparts."""
    keys: dict[uuid.UUID, _Keys] = defaultdict(set)
    if people:
        names = SealedName.objects.filter(counterpart__in=people).values("pk")
        rows = NameKey.objects.filter(row__in=names)
        for whose, form, key in rows.values_list("counterpart", "form", "key"):
            keys[whose].add((form, key))
    return keys


def _first(
    log: Written, there: Sequence[Presence], sealed: dict[uuid.UUID, _Keys]
) -> dict[uuid.UUID, Presence]:
    """Return the first contacts of a log's day, each with whom of it the log may mean."""
    found: dict[uuid.UUID, Presence] = {}
    for row in there:
        if row.on != log.on or row.interaction_id in found:
            continue
        whose = row.relationship.counterpart_id
        keys = sealed.get(whose, set()) if whose else set()
        if row.relationship_id in log.known or _means(log.who, row.relationship.called, keys):
            found[row.interaction_id] = row
        if len(found) == MOST_EARLIER:
            break
    return found


def _means(who: str, alias: str, sealed: _Keys) -> bool:
    """Say whether what was written may be somebody's name, as the search of people would."""
    asked = asked_keys(who)[:_WORDS]
    if not asked:
        return False
    kept = name_keys(alias)
    met = sum(
        any(one.startswith(word) for one in kept.words)
        or not set(kept.skeletons).isdisjoint(skeletons)
        or (NameKey.Form.SEALED_WORD, blind_index(word)) in sealed
        or any((NameKey.Form.SEALED_SKELETON, blind_index(one)) in sealed for one in skeletons)
        for word, skeletons in asked
    )
    return max(alike(who, alias), met / len(asked) * _MET) >= _TOO_FEW
