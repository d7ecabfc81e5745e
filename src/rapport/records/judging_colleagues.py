"""Colleagues as the rules are told of them: who goes, who could, who met somebody first.

Only what everybody of their office sees of a colleague has a part in it, for everybody who sees the
relationship reads what is found. Of a colleague of another office nothing is told.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from rapport.records.models import Colleague, Function, OurPresence, Presence
from rapport.records.raw_rows import Key, among_stored, as_uuid, rows_as_stored
from rapport.records.spoken import spoken
from rapport.records.whose import Place, Sight
from rapport.rules.days import later
from rapport.rules.facts import ColleagueFact, InteractionFact, MeetingFact
from rapport.rules.the_right_team import LOOKED_BACK


def colleagues_there(changed: Sequence[Key]) -> Mapping[tuple[Key, Key], tuple[Key, ...]]:
    """Return who of us was there, by relationship and contact, where the lead has changed.

    Anywhere else no rule asks for it.
    """
    there: dict[tuple[Key, Key], list[Key]] = defaultdict(list)
    if not changed:
        return {}
    contacts = Presence.objects.filter(relationship__in=[as_uuid(key) for key in changed])
    rows = contacts.filter(interaction__ours__isnull=False)
    for relationship, key, colleague in rows_as_stored(
        rows, "relationship_id", "interaction_id", "interaction__ours__colleague_id"
    ):
        there[relationship, key].append(colleague)
    return {place: tuple(colleagues) for place, colleagues in there.items()}


def with_who_was_there(
    interactions: Mapping[Key, list[Any]], today: date
) -> dict[Key, list[InteractionFact]]:
    """Say who of us was in the contacts of those whom somebody of security met first.

    Returns their contacts, by relationship.
    """
    secured = _first_met_by_security(interactions, today)
    there = colleagues_there(secured)
    for relationship in secured:
        interactions[relationship][:] = [
            one._replace(ours=there.get((relationship, one.key), ()))
            for one in interactions[relationship]
        ]
    return {relationship: interactions[relationship] for relationship in secured}


def _first_met_by_security(interactions: Mapping[Key, Sequence[Any]], today: date) -> list[Key]:
    """Return the relationships whose first contact was lately, and somebody of security there."""
    since = later(today, -LOOKED_BACK)
    first = {
        relationship: met.key
        for relationship, contacts in interactions.items()
        if (met := next((one for one in contacts if one.two_way), None)) and met.on > since
    }
    if not first:
        return []
    there = OurPresence.objects.filter(
        interaction__in=among_stored(set(first.values())),
        colleague__function=Function.SECURITY,
    )
    secured = {key for (key,) in rows_as_stored(there, "interaction_id")}
    return [relationship for relationship, key in first.items() if key in secured]


class _OneOfUs(NamedTuple):
    key: Key
    office: Key
    function: str
    origin: str
    languages: Any
    end: date | None
    active: int


_COLUMNS = ("pk", "office_id", "function", "origin", "languages", "end_of_mission", "is_active")


class Team:
    """The colleagues of all offices, read once and only where somebody asks."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._read: dict[Key, _OneOfUs] | None = None

    def facts(
        self,
        place: Place,
        office: Key,
        *,
        contacts: Sequence[InteractionFact],
        meetings: Sequence[MeetingFact],
    ) -> tuple[ColleagueFact, ...]:
        """Return those who were in these contacts or go to meetings, and whoever else could go."""
        if not contacts and not meetings:
            return ()
        wanted: dict[Any, None] = dict.fromkeys(who for one in contacts for who in one.ours)
        wanted |= dict.fromkeys(who for one in meetings for who, _ in one.ours)
        if any(one.state == "planned" for one in meetings):
            wanted |= dict.fromkeys(self._could_go(place, office))
        rows = (self._everybody.get(who) for who in wanted)
        return tuple(self._fact(row, place, office) for row in rows if row is not None)

    @property
    def _everybody(self) -> dict[Key, _OneOfUs]:
        if self._read is None:
            rows = rows_as_stored(Colleague.objects.order_by("pk"), *_COLUMNS)
            self._read = {row[0]: _OneOfUs(*row) for row in rows}
        return self._read

    def _could_go(self, place: Place, office: Key) -> Iterable[Key]:
        """Yield who sees the relationship and said whether they are national or international."""
        for who, one in self._everybody.items():
            if one.origin and one.active and one.office == office and self._sight.sees(who, place):
                yield who

    def _fact(self, one: _OneOfUs, place: Place, office: Key) -> ColleagueFact:
        if one.office != office:
            return ColleagueFact(one.key, "", "", frozenset(), here=False, until=None)
        said = one.languages
        ends = (self._sight.until(one.key, place), one.end)
        return ColleagueFact(
            key=one.key,
            function=one.function,
            origin=one.origin,
            languages=spoken(json.loads(said) if isinstance(said, str) else said),
            here=bool(one.active) and self._sight.sees(one.key, place),
            until=min((day for day in ends if day is not None), default=None),
        )
