"""Sealed names that stand in a text, in the script they were sealed in or in another.

Two words of a name must be there, or its only one. In another script there are no words to
compare: consonant skeletons that stand close together find a name, and a comparison by ear of the
name itself, opened for that alone, confirms it.
"""

import unicodedata
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product
from typing import NamedTuple, TypeVar

from rapport.names import asked_keys, likeness, words
from rapport.records.models import NameKey, SealedName, Sensitivity
from rapport.records.name_index import blind_index, open_name
from rapport.records.raw_rows import Key, among, as_stored, as_uuid, rows_as_stored

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


_Row = tuple[Key, int]
"""The row of a sealed name as the store has its key, and how much one word of it counts."""

Spoken = Sequence[tuple[str, tuple[str, ...]]]
"""The words of a text in order, each with the skeletons by which it could be part of a name."""


def names_in(texts: Mapping[_Key, str]) -> dict[_Key, list[Name]]:
    """Return, by text, the sealed names that stand in it, whoever may know of them.

    A word that is in thousands of names costs little: their rows are counted as the store has
    them, and only names of which two words are there, or the only one, are looked at.
    """
    if not SealedName.objects.exists():
        return {key: [] for key in texts}
    written = {key: frozenset(words(text)) for key, text in texts.items()}
    spoken = {key: spoken_words(text) for key, text in texts.items()}
    exact = _rows_with(
        (NameKey.Form.SEALED_WORD, NameKey.Form.SEALED_ALONE),
        {word for each in written.values() for word in each},
    )
    by_ear = _rows_with(
        (NameKey.Form.SEALED_SKELETON,),
        {key for each in spoken.values() for _, keys in each for key in keys},
    )
    read = {key: _written_in(said, exact) for key, said in written.items()}
    heard = {key: _candidates(said, by_ear) for key, said in spoken.items()}
    _let_go_of_single_words(heard)
    names = _names({row for rows in (*read.values(), *heard.values()) for row in rows})
    found = {key: {names[row]: None for row in rows if row in names} for key, rows in read.items()}
    told = {
        key: {names[row]: pieces for row, pieces in rows.items() if row in names}
        for key, rows in heard.items()
    }
    _confirm(found, told)
    return {key: list(names) for key, names in found.items()}


@lru_cache(maxsize=4096)
def spoken_words(text: str) -> Spoken:
    """Return the words of a text that can be part of a name, with their skeletons."""
    return tuple(
        (asked.word, tuple(key for key in asked.skeletons if len(key) >= _LEAST))
        for asked in asked_keys(text)
    )


@lru_cache(maxsize=1 << 16)
def _trace(word: str) -> str:
    return blind_index(word)


def _written_in(said: Iterable[str], exact: Mapping[str, list[_Row]]) -> list[Key]:
    """Return the rows of the names of which two words, or the only one, are written there."""
    counted = Counter[Key]()
    for word in said:
        for row, weight in exact.get(word, ()):
            counted[row] += weight
    return [row for row, weight in counted.items() if weight >= 2]


def _candidates(spoken: Spoken, by_ear: Mapping[str, list[_Row]]) -> dict[Key, set[str]]:
    """Return the names that may be heard in a text, each with the pieces of it to compare."""
    places: dict[Key, list[int]] = defaultdict(list)
    for place, (_, keys) in enumerate(spoken):
        for row in {row for key in keys for row, _ in by_ear.get(key, ())}:
            places[row].append(place)
    # Most names are met in one word, which says nothing unless it is long enough to stand alone.
    alone = [max(map(len, keys), default=0) >= _LEAST_ALONE for _, keys in spoken]
    heard = {
        row: _pieces(spoken, found)
        for row, found in places.items()
        if len(found) > 1 or alone[found[0]]
    }
    return {row: pieces for row, pieces in heard.items() if pieces}


def _let_go_of_single_words(heard: Mapping[_Key, dict[Key, set[str]]]) -> None:
    """Leave a single word only to the names that are of one word: it is no part of another."""
    single = {
        row
        for candidates in heard.values()
        for row, pieces in candidates.items()
        if not any(" " in piece for piece in pieces)
    }
    of_one_word = {
        row
        for some in _in_parts(sorted(single))
        for (row,) in rows_as_stored(
            NameKey.objects.filter(form=NameKey.Form.SEALED_ALONE, row__in=among(some)), "row"
        )
    }
    for candidates in heard.values():
        for row in [row for row in candidates if row in single and row not in of_one_word]:
            del candidates[row]


def _pieces(spoken: Spoken, places: Sequence[int]) -> set[str]:
    """Return pairs of words that stand close together, and single words that are rare enough."""
    pieces = {
        f"{spoken[first][0]} {spoken[second][0]}"
        for first in places
        for second in places
        if first < second <= first + _NEAR
    }
    alone = (spoken[place] for place in places)
    return pieces | {word for word, keys in alone if max(map(len, keys)) >= _LEAST_ALONE}


def _confirm(
    found: Mapping[_Key, dict[Name, None]], heard: Mapping[_Key, dict[Name, set[str]]]
) -> None:
    """Add to ``found`` the names of ``heard`` that sound like what stands in the text.

    A name of somebody who is named there already, in the script of the text, adds nothing.
    """
    for key, candidates in heard.items():
        known = {name.counterpart for name in found[key]}
        for name in [name for name in candidates if name.counterpart in known]:
            del candidates[name]
    wanted = {name.row for names in heard.values() for name, pieces in names.items() if pieces}
    names = _opened(sorted(wanted))
    for key, candidates in heard.items():
        for name, pieces in candidates.items():
            if name.row in names and any(sounds_like(piece, names[name.row]) for piece in pieces):
                found[key][name] = None


def _opened(rows: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the real names of these rows. They are compared, and shown to nobody."""
    names = {}
    for start in range(0, len(rows), _CHUNK):
        there = SealedName.objects.filter(pk__in=rows[start : start + _CHUNK])
        names.update({row.pk: open_name(bytes(row.sealed)) for row in there})
    return names


@lru_cache(maxsize=1 << 14)
def sounds_like(piece: str, name: str) -> bool:
    """Say whether words of a text are a name, or two words of it, in another script."""
    if _scripts(piece) & _scripts(name):
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


def _scripts(text: str) -> set[str]:
    return {unicodedata.name(sign, "").split(" ")[0] for sign in text if sign.isalpha()}


def _rows_with(forms: Sequence[NameKey.Form], wanted: Iterable[str]) -> Mapping[str, list[_Row]]:
    """Return the rows of sealed names that have each word or skeleton, with what it counts."""
    found: dict[str, list[_Row]] = defaultdict(list)
    plain = {_trace(word): word for word in wanted}
    traces = sorted(plain)
    for start in range(0, len(traces), _CHUNK):
        keys = NameKey.objects.filter(form__in=forms, key__in=traces[start : start + _CHUNK])
        for row, form, key in rows_as_stored(keys, "row", "form", "key"):
            found[plain[key]].append((row, 2 if form == NameKey.Form.SEALED_ALONE else 1))
    return found


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
