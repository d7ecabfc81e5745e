"""Who and what is recorded already, as the rows of a register name it."""

import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import date

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

_AT_ONCE = 500


def name_key(name: str) -> str:
    """Return what two spellings of a name share; a name that folds to nothing is its own key."""
    return fold(name) or name


def known_people(by: Colleague, circle: Circle) -> dict[str, uuid.UUID]:
    """Return the relationships ``by`` may change in the circle, by folded alias."""
    rows = Relationship.objects.changeable_by(by).with_people().filter(circle=circle)
    return {
        name_key(alias): key
        for key, alias in rows.values_list("pk", "counterpart__alias").iterator(chunk_size=5000)
    }


def sensitivities(by: Colleague, circle: Circle) -> dict[uuid.UUID, int]:
    """Return how sensitive each relationship is that ``by`` may change in the circle."""
    rows = Relationship.objects.changeable_by(by).filter(circle=circle)
    return dict(rows.values_list("pk", "sensitivity"))


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


def aliases_in(by: Colleague, circle: uuid.UUID) -> list[str]:
    """Return what the people of a circle are called whom ``by`` may change."""
    rows = Relationship.objects.changeable_by(by).with_people().filter(circle_id=circle)
    return list(rows.values_list("counterpart__alias", flat=True))


def recorded_contacts(by: Colleague, circle: uuid.UUID, alias: str) -> set[tuple[date, str]]:
    """Return the days and folded words of the contacts with somebody of this alias."""
    rows = Interaction.objects.visible_to(by).filter(
        theirs__relationship__circle_id=circle, theirs__relationship__counterpart__alias=alias
    )
    return {(on, fold(line)) for on, line in rows.values_list("on", "line")}


def groups_by_alias(by: Colleague, circle: uuid.UUID) -> dict[str, str]:
    """Return the group of each of those ``by`` may change in the circle, by folded alias."""
    rows = Relationship.objects.changeable_by(by).filter(
        circle_id=circle, counterpart__actor__isnull=False
    )
    found = rows.values_list("counterpart__alias", "counterpart__actor__names")
    return {name_key(alias): names[0] for alias, names in found if names}


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
