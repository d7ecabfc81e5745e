"""Sealed names heard in a text: written there in another script than the one they were sealed in.

There are no words to compare: consonant skeletons that stand close together find a name, and a
comparison by ear of the name itself, opened for that alone, confirms it. The same words stand
together again and again, so that what was heard in them is kept beside the traces.
"""

import uuid
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from rapport.names import Asked, asked_keys, likeness
from rapport.records.models import SealedName
from rapport.records.name_index import open_name
from rapport.records.raw_rows import Key, among, as_uuid, rows_as_stored
from rapport.records.sealed_traces import Heard, Traces, scripts_of

_CHUNK = 500
_Key = TypeVar("_Key", bound=Hashable)
_NEAR = 3
"""How many words apart two words of one name may stand: "Abu Kamil al-Rashid"."""

_LEAST = 2
"""Consonants without which a skeleton fits almost any word."""

_LEAST_ALONE = 4
"""Consonants that make a name of one word rare enough to be known by ear."""

Spoken = Sequence[tuple[str, tuple[str, ...]]]
"""The words of a text in order, each with the skeletons by which it could be part of a name."""

_NOTHING = Heard(frozenset(), frozenset())

_Pieces = dict[str, frozenset[Key]]
"""Words of a text to compare, two or one, each with the rows of the names they may be."""


def heard_in(texts: Mapping[_Key, Spoken], traces: Traces) -> dict[_Key, set[Key]]:
    """Return, by text, the rows of the sealed names that are heard in it."""
    traces.listen_for({key for said in texts.values() for _, keys in said for key in keys})
    pairs, alone = _Pieces(), _Pieces()
    met = {text: _met(said, traces, pairs, alone) for text, said in texts.items()}
    of_one_word = traces.of_one_word(alone.values())
    _listen({**pairs, **{word: rows & of_one_word for word, rows in alone.items()}}, traces)
    return {text: _heard(texts[text], pieces, traces) for text, pieces in met.items()}


def _met(said: Spoken, traces: Traces, pairs: _Pieces, alone: _Pieces) -> list[str]:
    """Return the pieces of a text that may be names; add those to which nobody has listened yet.

    Those are pairs of words that stand close together, and single words that are rare enough. Most
    names are met in one word, which says nothing unless it may be the whole of them.
    """
    pieces: list[str] = []
    rows: dict[str, frozenset[Key]] = {}
    known = traces.heard
    names = [keys if keys and traces.is_met(word, keys) else () for word, keys in said]
    for first, keys in enumerate(names):
        for second in range(first + 1, min(first + _NEAR + 1, len(names)) if keys else 0):
            if names[second]:
                piece = f"{said[first][0]} {said[second][0]}"
                pieces.append(piece)
                if piece not in known and piece not in pairs:
                    for word, its_keys in (said[first], said[second]):
                        if word not in rows:
                            rows[word] = traces.by_ear(word, its_keys)
                    pairs[piece] = rows[said[first][0]] & rows[said[second][0]]
    for keys, (word, _) in zip(names, said, strict=True):
        if keys and _stands_alone(keys):
            pieces.append(word)
            if word not in known and word not in alone:
                alone[word] = traces.alone_by_ear(word, keys)
    return pieces


def _listen(pieces: _Pieces, traces: Traces) -> None:
    """Compare pieces of texts with the names they may be, and keep what was heard."""
    opened = _opened({row for rows in pieces.values() for row in rows})
    for piece, rows in pieces.items():
        names = [(row, opened[row]) for row in rows & opened.keys()]
        heard = frozenset(row for row, name in names if sounds_like(piece, name))
        pair = names if " " in piece else ()
        short = frozenset(row for row, name in pair if len(_words_of(name)) == 1)
        traces.heard[piece] = Heard(heard, short) if heard or short else _NOTHING


def _heard(said: Spoken, pieces: Sequence[str], traces: Traces) -> set[Key]:
    """Return the rows of the names that are heard in the pieces of one text."""
    heard = set[Key]()
    short = set[Key]()
    for piece in pieces:
        found = traces.heard[piece]
        heard |= found.rows
        short |= found.of_one_word
    short -= heard
    if short:
        # Met in two words, of which one alone may be the name: "Dr Kamil" is called by one.
        opened = _opened(short)
        for word, keys in said:
            if _stands_alone(keys):
                heard.update(
                    row
                    for row in traces.by_ear(word, keys) & opened.keys()
                    if sounds_like(word, opened[row])
                )
    return heard


@lru_cache(maxsize=4096)
def spoken_words(text: str) -> Spoken:
    """Return the words of a text that can be part of a name, with their skeletons."""
    return tuple((asked.word, _long_enough(asked.skeletons)) for asked in asked_keys(text))


@lru_cache(maxsize=1 << 14)
def _long_enough(skeletons: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for key in skeletons if len(key) >= _LEAST)


@lru_cache(maxsize=1 << 14)
def _stands_alone(keys: tuple[str, ...]) -> bool:
    """Say whether a word with these skeletons is rare enough to be a name by itself."""
    return max(map(len, keys), default=0) >= _LEAST_ALONE


def _opened(rows: Collection[Key]) -> dict[Key, str]:
    """Return the real names of these rows. They are compared, and shown to nobody."""
    names = {}
    for some in in_parts(sorted(rows)):
        there = SealedName.objects.filter(pk__in=among(some))
        names.update({row: open_name(told) for row, told in rows_as_stored(there, "pk", "sealed")})
    return names


@lru_cache(maxsize=1 << 14)
def sounds_like(piece: str, name: str) -> bool:
    """Say whether words of a text are a name, or two words of it, in another script."""
    if not scripts_of(piece).isdisjoint(scripts_of(name)):
        return False
    theirs, ours = _words_of(name), piece.split()
    if len(ours) == 1:
        return len(theirs) == 1 and likeness(piece, name).probable
    pairs = (
        f"{first.word} {second.word}"
        for place, first in enumerate(theirs)
        for second in theirs[place + 1 :]
    )
    return any(likeness(piece, pair).probable for pair in pairs)


@lru_cache(maxsize=1 << 14)
def _words_of(name: str) -> tuple[Asked, ...]:
    return asked_keys(name)


def in_parts(rows: Sequence[Key]) -> Iterator[list[uuid.UUID]]:
    """Yield keys as the records have them, some at a time."""
    for start in range(0, len(rows), _CHUNK):
        yield [as_uuid(row) for row in rows[start : start + _CHUNK]]
