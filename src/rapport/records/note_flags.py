"""Marks on notes, made as they are written: hard words, and real names left in the clear.

The rules on care with data read these marks instead of every text again. A mark must not tell that
somebody is known in another circle: a name counts only in notes of its own circle, and that of a
person for named people only in notes about that very person.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from rapport.names import words
from rapport.records.hanging import link_of, relationships_of
from rapport.records.models import (
    LoggedModel,
    NameKey,
    Office,
    Relationship,
    SealedName,
    Sensitivity,
)
from rapport.records.name_index import blind_index
from rapport.records.text_index import texts_of
from rapport.rules.hard_words import hard_words_in

_MARKED = ("words_to_mind", "names_in_clear")
_CHUNK = 500
_Key = TypeVar("_Key", bound=Hashable)


Theirs = Mapping[uuid.UUID, Sequence[uuid.UUID]]
"""Which relationships took part, by interaction, where the tables do not say so yet."""


def mark(rows: Sequence[LoggedModel], theirs: Theirs | None = None) -> tuple[str, ...]:
    """Set the marks of rows of one kind; return which columns were set, none for most kinds."""
    if not rows or not hasattr(rows[0], "words_to_mind"):
        return ()
    extra = _office_words(rows)
    clear = _names_in_clear(rows, theirs or {}) if SealedName.objects.exists() else {}
    for row in rows:
        text = text_of(row)
        office: uuid.UUID = row.office_id  # type: ignore[attr-defined]
        row.words_to_mind = list(hard_words_in(text, extra=extra[office]))  # type: ignore[attr-defined]
        row.names_in_clear = clear.get(row.pk, 0)  # type: ignore[attr-defined]
    return _MARKED


def text_of(row: LoggedModel) -> str:
    """Return all that people wrote in a note."""
    return "\n".join(text for name in texts_of(type(row)) if (text := getattr(row, name)))


def _office_words(rows: Sequence[LoggedModel]) -> Mapping[uuid.UUID, tuple[str, ...]]:
    """Return the words each office has added to the list of words to mind."""
    offices = {row.office_id for row in rows}  # type: ignore[attr-defined]
    found = Office.objects.filter(pk__in=offices).values_list("pk", "rule_settings")
    return {key: tuple(settings.get("D04", {}).get("words", ())) for key, settings in found}


def _names_in_clear(rows: Sequence[LoggedModel], theirs: Theirs) -> dict[uuid.UUID, int]:
    """Count, for each row, the sealed names whose words stand in its text and that it may tell of.

    A name counts when two of its words are there, or its only one.
    """
    hits = _names_in({row.pk: text_of(row) for row in rows})
    severe = [row for row in rows if any(name.severe for name in hits[row.pk])]
    about = _about(severe, theirs)
    return {
        row.pk: sum(
            name.circle == row.circle_id  # type: ignore[attr-defined]
            and (not name.severe or name.counterpart in about[row.pk])
            for name in hits[row.pk]
        )
        for row in rows
    }


def with_real_names(
    texts: Iterable[str], *, circle: uuid.UUID, counterpart: uuid.UUID
) -> frozenset[str]:
    """Return the texts about a counterpart in which a sealed name of the circle stands."""
    return frozenset(
        text
        for text, names in _names_in({text: text for text in texts}).items()
        if any(
            name.circle == circle and (not name.severe or name.counterpart == counterpart)
            for name in names
        )
    )


def _names_in(texts: Mapping[_Key, str]) -> dict[_Key, list["_Name"]]:
    """Return the sealed names whose words stand in each text."""
    words_of = {key: {blind_index(word) for word in words(text)} for key, text in texts.items()}
    names_with = _names_with(sorted(set().union(*words_of.values())))
    hits: dict[_Key, list[_Name]] = {}
    for key, said in words_of.items():
        counted = Counter[_Name]()
        for word in said:
            for name, weight in names_with.get(word, ()):
                counted[name] += weight
        hits[key] = [name for name, weight in counted.items() if weight >= 2]
    return hits


class _Name(NamedTuple):
    """A sealed name: its row, whose it is, and who may know of it."""

    row: uuid.UUID
    counterpart: uuid.UUID
    circle: uuid.UUID
    severe: bool


def _names_with(wanted: Sequence[str]) -> Mapping[str, list[tuple[_Name, int]]]:
    """Return the sealed names that have each word, with how much it counts."""
    found: dict[str, list[tuple[_Name, int]]] = defaultdict(list)
    forms = (NameKey.Form.SEALED_WORD, NameKey.Form.SEALED_ALONE)
    columns = ("row", "counterpart_id", "counterpart__circle_id", "counterpart__sensitivity")
    for start in range(0, len(wanted), _CHUNK):
        keys = NameKey.objects.filter(form__in=forms, key__in=wanted[start : start + _CHUNK])
        for row, whose, circle, level, form, key in keys.values_list(*columns, "form", "key"):
            name = _Name(row, whose, circle, level >= Sensitivity.SEVERE)
            found[key].append((name, 2 if form == NameKey.Form.SEALED_ALONE else 1))
    return found


def _about(rows: Sequence[LoggedModel], theirs: Theirs) -> Mapping[uuid.UUID, set[uuid.UUID]]:
    """Return the counterparts that each of these rows is about."""
    about: dict[uuid.UUID, set[uuid.UUID]] = {}
    for row in rows:
        link = link_of(type(row))
        known = set(theirs.get(row.pk, ()))
        if link is not None and link.ours != "pk":
            known.add(getattr(row, link.ours))
        about[row.pk] = known
    silent = [row for row in rows if not about[row.pk]]
    if silent:
        found = relationships_of(type(silent[0]), (row.pk for row in silent))
        about.update((key, set(relationships)) for key, relationships in found.items())
    every = set().union(*about.values())
    whose = dict(Relationship.objects.filter(pk__in=every).values_list("pk", "counterpart_id"))
    return {
        row: {whose[key] for key in relationships if key in whose}
        for row, relationships in about.items()
    }
