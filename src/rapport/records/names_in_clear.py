"""Sealed names that stand in a text, in the script they were sealed in or in another.

Two words of a name must be there, or its only one; in another script it is heard (``heard_names``).
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple, TypeVar

from rapport.names import words
from rapport.records.heard_names import heard_in, in_parts, spoken_words
from rapport.records.models import SealedName, Sensitivity
from rapport.records.raw_rows import Key, among, as_stored
from rapport.records.sealed_traces import RowsBy, Traces

_Key = TypeVar("_Key", bound=Hashable)
_MANY = 500
"""Of so many texts at once it is worth knowing beforehand of which script each sealed name is."""


class Name(NamedTuple):
    """A sealed name: its row, whose it is, and who may know of it."""

    row: uuid.UUID
    counterpart: uuid.UUID
    circle: uuid.UUID
    severe: bool


def names_in(texts: Mapping[_Key, str], traces: Traces | None = None) -> dict[_Key, list[Name]]:
    """Return, by text, the sealed names that stand in it, whoever may know of them.

    A word that is in thousands of names costs little: sets of their rows are met with those of the
    words beside it, and only names of which two words are there, or the only one, are looked at.
    ``traces`` are those of other texts read before, while no name was sealed or changed.
    """
    if not SealedName.objects.exists():
        return {key: [] for key in texts}
    traces = traces or Traces()
    if len(texts) >= _MANY:
        traces.expect_many()
    written = {key: frozenset(words(text)) for key, text in texts.items()}
    spoken = {key: spoken_words(text) for key, text in texts.items()}
    exact = traces.of_words({word for each in written.values() for word in each})
    read = {key: _written_in(said, *exact) for key, said in written.items()}
    heard = heard_in(spoken, traces)
    names = _names({row for rows in (*read.values(), *heard.values()) for row in rows})
    found = {key: {names[row]: None for row in rows if row in names} for key, rows in read.items()}
    for key, rows in heard.items():
        # A name of somebody who is named there already, in the script of the text, adds nothing.
        known = {name.counterpart for name in found[key]}
        for row in rows & names.keys():
            if names[row].counterpart not in known:
                found[key][names[row]] = None
    return {key: list(names) for key, names in found.items()}


def _written_in(said: Iterable[str], word_of: RowsBy, only_word_of: RowsBy) -> set[Key]:
    """Return the rows of the names of which two words, or the only one, are written there."""
    once, found = set[Key](), set[Key]()
    for word in said:
        rows = word_of.get(word)
        if rows:
            found |= once & rows
            found.update(only_word_of.get(word, ()))
            once |= rows
    return found


def _names(rows: Collection[Key]) -> dict[Key, Name]:
    """Return the names of these rows, and who may know of them; none that has gone."""
    found = {}
    for some in in_parts(sorted(rows)):
        there = SealedName.objects.filter(pk__in=among(some))
        columns = ("pk", "counterpart_id", "counterpart__circle_id", "counterpart__sensitivity")
        for row, whose, circle, level in there.values_list(*columns):
            found[as_stored(row)] = Name(row, whose, circle, level >= Sensitivity.SEVERE)
    return found


def questions_for(names: Iterable[str], vocabulary: Iterable[str]) -> set[str]:
    """Return what to ask the index of words, to find the texts in which these names may stand.

    ``vocabulary`` are the words of all texts: among them are the names' words as they are written
    in another script.
    """
    keyed = {name: _spellings(name) for name in names}
    by_skeleton: dict[str, list[set[str]]] = defaultdict(list)
    for spelled in keyed.values():
        for spellings, skeletons in spelled:
            for key in skeletons:
                by_skeleton[key].append(spellings)
    for word in vocabulary:
        for _, skeletons in spoken_words(word):
            for key in skeletons:
                for spellings in by_skeleton.get(key, ()):
                    spellings.add(word)
    return {question for spelled in keyed.values() for question in _questions(spelled)}


Spelled = Sequence[tuple[set[str], tuple[str, ...]]]
"""The words of a name, each with the ways to write it and its skeletons."""


def _spellings(name: str) -> Spelled:
    spoken = dict(spoken_words(name))
    return [({word}, spoken.get(word, ())) for word in dict.fromkeys(words(name))]


def _questions(spelled: Spelled) -> Iterator[str]:
    """Yield every pair of two words of a name, in every way to write them, or its only word."""
    if len(spelled) == 1:
        yield from spelled[0][0]
    for (first, _), (second, _) in combinations(spelled, 2):
        for pair in product(sorted(first), sorted(second)):
            yield " ".join(pair)
