"""Sealed names that stand in a text, in the script they were sealed in or in another.

Two words of a name must be there, or its only one. In another script there are no words to
compare: consonant skeletons that stand close together find a name, and a comparison by ear of the
name itself, opened for that alone, confirms it.
"""

import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product
from typing import NamedTuple, TypeVar

from rapport.names import asked_keys, likeness, words
from rapport.records.models import SealedName, Sensitivity
from rapport.records.name_index import open_name
from rapport.records.raw_rows import Key, among, as_stored, as_uuid, rows_as_stored
from rapport.records.sealed_traces import RowsBy, Traces

_CHUNK = 500
_Key = TypeVar("_Key", bound=Hashable)
_NEAR = 3
"""How many words apart two words of one name may stand: "Abu Kamil al-Rashid"."""

_LEAST = 2
"""Consonants without which a skeleton fits almost any word."""

_LEAST_ALONE = 4
"""Consonants that make a name of one word rare enough to be known by ear."""


class Name(NamedTuple):
    """A sealed name: its row, whose it is, and who may know of it."""

    row: uuid.UUID
    counterpart: uuid.UUID
    circle: uuid.UUID
    severe: bool


Spoken = Sequence[tuple[str, tuple[str, ...]]]
"""The words of a text in order, each with the skeletons by which it could be part of a name."""


def names_in(texts: Mapping[_Key, str], traces: Traces | None = None) -> dict[_Key, list[Name]]:
    """Return, by text, the sealed names that stand in it, whoever may know of them.

    A word that is in thousands of names costs little: sets of their rows are met with those of the
    words beside it, and only names of which two words are there, or the only one, are looked at.
    ``traces`` are those of other texts read before, while no name was sealed or changed.
    """
    if not SealedName.objects.exists():
        return {key: [] for key in texts}
    traces = traces or Traces()
    written = {key: frozenset(words(text)) for key, text in texts.items()}
    spoken = {key: spoken_words(text) for key, text in texts.items()}
    exact = traces.of_words({word for each in written.values() for word in each})
    by_ear = traces.by_ear({keys for said in spoken.values() for _, keys in said})
    of_one_word = traces.of_one_word(
        rows for keys, rows in by_ear.items() if rows and _stands_alone(keys)
    )
    read = {key: _written_in(said, *exact) for key, said in written.items()}
    heard = {key: _candidates(said, by_ear, of_one_word) for key, said in spoken.items()}
    opened = _opened({row for pieces in heard.values() for row in pieces})
    heard = {key: _in_another_script(pieces, opened) for key, pieces in heard.items()}
    names = _names({row for rows in (*read.values(), *heard.values()) for row in rows})
    found = {key: {names[row]: None for row in rows if row in names} for key, rows in read.items()}
    for key, pieces in heard.items():
        # A name of somebody who is named there already, in the script of the text, adds nothing.
        known = {name.counterpart for name in found[key]}
        for row in pieces.keys() & names.keys():
            if names[row].counterpart not in known and _sounds(pieces[row], opened[row]):
                found[key][names[row]] = None
    return {key: list(names) for key, names in found.items()}


@lru_cache(maxsize=4096)
def spoken_words(text: str) -> Spoken:
    """Return the words of a text that can be part of a name, with their skeletons."""
    return tuple((asked.word, _long_enough(asked.skeletons)) for asked in asked_keys(text))


@lru_cache(maxsize=1 << 14)
def _long_enough(skeletons: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for key in skeletons if len(key) >= _LEAST)


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


def _candidates(
    spoken: Spoken,
    by_ear: Mapping[tuple[str, ...], frozenset[Key]],
    of_one_word: set[Key],
) -> dict[Key, set[str]]:
    """Return the names that may be heard in a text, each with the pieces of it to compare.

    Those are pairs of words that stand close together, and single words that are rare enough. Most
    names are met in one word, which says nothing unless it may be the whole of them.
    """
    pieces: dict[Key, set[str]] = defaultdict(set)
    met = [by_ear[keys] for _, keys in spoken]
    for first, rows in enumerate(met):
        for second in range(first + 1, min(first + _NEAR + 1, len(met)) if rows else 0):
            for row in rows & met[second]:
                pieces[row].add(f"{spoken[first][0]} {spoken[second][0]}")
    for rows, (word, keys) in zip(met, spoken, strict=True):
        if rows and _stands_alone(keys):
            for row in (rows & of_one_word) | (rows & pieces.keys()):
                pieces[row].add(word)
    return pieces


@lru_cache(maxsize=1 << 14)
def _stands_alone(keys: tuple[str, ...]) -> bool:
    """Say whether a word with these skeletons is rare enough to be a name by itself."""
    return max(map(len, keys), default=0) >= _LEAST_ALONE


def _opened(rows: Collection[Key]) -> dict[Key, str]:
    """Return the real names of these rows. They are compared, and shown to nobody."""
    names = {}
    for some in _in_parts(sorted(rows)):
        there = SealedName.objects.filter(pk__in=among(some))
        names.update({row: open_name(told) for row, told in rows_as_stored(there, "pk", "sealed")})
    return names


def _in_another_script(
    heard: Mapping[Key, set[str]], opened: Mapping[Key, str]
) -> dict[Key, set[str]]:
    """Return what is to be compared by ear: in one script, two words would be the same to the eye.

    Most names are in the script of the text, and go here.
    """
    apart: dict[Key, set[str]] = {}
    for row, pieces in heard.items():
        if row in opened:
            scripts = _scripts(opened[row])
            left = {piece for piece in pieces if scripts.isdisjoint(_scripts(piece))}
            if left:
                apart[row] = left
    return apart


def _sounds(pieces: Iterable[str], name: str) -> bool:
    return any(sounds_like(piece, name) for piece in pieces)


@lru_cache(maxsize=1 << 14)
def sounds_like(piece: str, name: str) -> bool:
    """Say whether words of a text are a name, or two words of it, in another script."""
    if not _scripts(piece).isdisjoint(_scripts(name)):
        return False
    theirs, ours = asked_keys(name), piece.split()
    if len(ours) == 1:
        return len(theirs) == 1 and likeness(piece, name).probable
    pairs = (
        f"{first.word} {second.word}"
        for place, first in enumerate(theirs)
        for second in theirs[place + 1 :]
    )
    return any(likeness(piece, pair).probable for pair in pairs)


_LATIN = frozenset({"LATIN"})


@lru_cache(maxsize=1 << 14)
def _scripts(text: str) -> frozenset[str]:
    if text.isascii():
        return _LATIN if any(map(str.isalpha, text)) else frozenset()
    return frozenset(unicodedata.name(sign, "").split(" ")[0] for sign in text if sign.isalpha())


def _names(rows: Collection[Key]) -> dict[Key, Name]:
    """Return the names of these rows, and who may know of them; none that has gone."""
    found = {}
    for some in _in_parts(sorted(rows)):
        there = SealedName.objects.filter(pk__in=among(some))
        columns = ("pk", "counterpart_id", "counterpart__circle_id", "counterpart__sensitivity")
        for row, whose, circle, level in there.values_list(*columns):
            found[as_stored(row)] = Name(row, whose, circle, level >= Sensitivity.SEVERE)
    return found


def _in_parts(rows: Sequence[Key]) -> Iterator[list[uuid.UUID]]:
    for start in range(0, len(rows), _CHUNK):
        yield [as_uuid(row) for row in rows[start : start + _CHUNK]]


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
