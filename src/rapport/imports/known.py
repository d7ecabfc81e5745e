"""Who and what is recorded already, as the rows of a register name it."""

import json
import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from rapport.names import fold
from rapport.records import name_index
from rapport.records.models import (
    Actor,
    Circle,
    Colleague,
    Insight,
    Interaction,
    OurPart,
    OurPresence,
    Relationship,
    SealedName,
)
from rapport.records.raw_rows import as_uuid, rows_as_stored

_AT_ONCE = 500


def name_key(name: str) -> str:
    """Return what two spellings of a name share; a name that folds to nothing is its own key."""
    return fold(name) or name


class Recorded(NamedTuple):
    """Somebody ``by`` may change in the circle; ``group`` is theirs by its first name, or blank."""

    key: uuid.UUID
    alias: str
    sensitivity: int
    group: str


def known_people(by: Colleague, circle: uuid.UUID) -> list[Recorded]:
    """Return everybody ``by`` may change in the circle, read once and without making records."""
    rows = Relationship.objects.changeable_by(by).with_people().filter(circle=circle)
    columns = ("pk", "counterpart__alias", "sensitivity", "counterpart__actor__names")
    return [
        Recorded(as_uuid(key), alias, sensitivity, _first_of(names))
        for key, alias, sensitivity, names in rows_as_stored(rows, *columns)
    ]


def by_alias(people: Iterable[Recorded]) -> dict[str, uuid.UUID]:
    """Return the relationships with these people, by folded alias."""
    return {name_key(one.alias): one.key for one in people}


def _first_of(names: Any) -> str:
    """Return the first of a group's names, which are written as JSON; blank without a group."""
    told = json.loads(names) if isinstance(names, str) else names
    return told[0] if told else ""


def known_names(by: Colleague, circle: uuid.UUID) -> dict[str, list[str]]:
    """Return the aliases of those whose sealed names are known, by the key of the name.

    So that a list of real names alone meets the people it brought the last time.
    """
    rows = SealedName.objects.changeable_by(by).filter(circle=circle).order_by("pk")
    sealed = rows.values_list("sealed", "counterpart__alias").iterator(chunk_size=2000)
    found: dict[str, list[str]] = {}
    for name, alias in sealed:
        aliases = found.setdefault(name_key(name_index.open_name(bytes(name))), [])
        if alias not in aliases:
            aliases.append(alias)
    return found


def known_actors(by: Colleague, circle: Circle) -> dict[str, Actor]:
    """Return the groups and institutions ``by`` sees in the circle, by the key of their name."""
    rows = Actor.objects.visible_to(by).filter(circle=circle)
    return {name_key(actor.name): actor for actor in rows}


def known_colleagues(by: Colleague) -> dict[str, uuid.UUID]:
    """Return colleagues of the office by folded name, those who cannot sign in too."""
    rows = Colleague.objects.filter(office_id=by.office_id).values_list("name", "pk")
    return {name_key(name): key for name, key in rows}


def recorded_contacts(by: Colleague, circle: uuid.UUID, alias: str) -> set[tuple[date, str]]:
    """Return the days and folded words of the contacts with somebody of this alias."""
    rows = Interaction.objects.visible_to(by).filter(
        theirs__relationship__circle_id=circle, theirs__relationship__counterpart__alias=alias
    )
    return {(on, fold(line)) for on, line in rows.values_list("on", "line")}


class AlreadyRecorded:
    """Tells which rows of a register are there already.

    A row is there if each of its people has an interaction of the same day, with the same words
    and the same one of us. One interaction answers for one row: who writes two alike rows means
    two meetings, and a register that grew by a third brings a third.
    """

    def __init__(self, by: Colleague) -> None:
        self._by = by
        self._looked_up: set[uuid.UUID] = set()
        # Hashes, because a large office has a million of them.
        self._left: Counter[int] = Counter()

    def look_up(self, relationships: Iterable[uuid.UUID]) -> None:
        """Read what is recorded of these people; call before anything new is written of them."""
        fresh = sorted(set(relationships) - self._looked_up)
        self._looked_up.update(fresh)
        for start in range(0, len(fresh), _AT_ONCE):
            self._read(fresh[start : start + _AT_ONCE])

    def has(
        self,
        relationships: Iterable[uuid.UUID],
        on: date,
        line: str,
        colleague: uuid.UUID | None,
    ) -> bool:
        """Say whether this is recorded; what answered for one row answers for no other."""
        keys = [hash((key, on, fold(line), colleague)) for key in relationships]
        if not all(self._left.get(key, 0) > 0 for key in keys):
            return False
        self._left.subtract(keys)
        return True

    def _read(self, relationships: list[uuid.UUID]) -> None:
        mine = Interaction.objects.visible_to(self._by)
        rows = list(
            mine.filter(theirs__relationship__in=relationships).values_list(
                "theirs__relationship", "on", "line", "pk"
            )
        )
        leads = dict(
            OurPresence.objects.filter(
                interaction__theirs__relationship__in=relationships, part=OurPart.LEAD
            ).values_list("interaction", "colleague")
        )
        self._left.update(
            hash((key, on, fold(line), leads.get(interaction)))
            for key, on, line, interaction in rows
        )


class AlreadyNoted:
    """Tells which notes of a register are there already; each answers once, as contacts do."""

    def __init__(self, by: Colleague) -> None:
        self._by = by
        self._looked_up: set[uuid.UUID] = set()
        self._left: Counter[tuple[uuid.UUID, str]] = Counter()

    def look_up(self, relationships: Iterable[uuid.UUID]) -> None:
        """Read what is noted of these people; call before anything new is written of them."""
        fresh = sorted(set(relationships) - self._looked_up)
        self._looked_up.update(fresh)
        for start in range(0, len(fresh), _AT_ONCE):
            notes = Insight.objects.visible_to(self._by).filter(
                relationship__in=fresh[start : start + _AT_ONCE]
            )
            found = notes.values_list("relationship", "text")
            self._left.update((key, fold(text)) for key, text in found)

    def has(self, relationship: uuid.UUID, wordings: Iterable[str]) -> bool:
        """Say whether a note is there in one of its wordings."""
        if not self._left:
            return False
        keys = ((relationship, fold(text)) for text in wordings)
        found = next((key for key in keys if self._left[key] > 0), None)
        if found is not None:
            self._left[found] -= 1
        return found is not None
