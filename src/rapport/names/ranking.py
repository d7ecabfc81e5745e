"""Ranking: how alike a question and a name sound, for putting hits in order; it decides nothing."""

from collections.abc import Iterable
from typing import TypeVar

from rapport.names.pairing import alike_parts
from rapport.names.parts import MOST_PARTS, Part, name_of

Key = TypeVar("Key")

_BEGINS = 0.9  # a word that begins as asked, while somebody is still typing
_MORE = 0.02  # what each word of the name that was not asked for takes away
_OUT_OF_ORDER = 0.01
_DOUBT = 0.75  # what remains of a word that may be another one


def rank(question: str, names: Iterable[tuple[Key, str]]) -> list[tuple[Key, float]]:
    """Return the keys of ``names`` with how alike each is, the most alike first, 0 to 1."""
    likened = [(key, alike(question, name)) for key, name in names]
    return sorted(likened, key=lambda one: -one[1])


def alike(question: str, name: str) -> float:
    """Return how alike a name is to what was asked, 0 to 1: the mean over the words asked for.

    A word that was not asked for takes a little away. Not symmetric: a question is often short.
    """
    asked, parts = name_of(question).parts, name_of(name).parts
    if not asked or not parts:
        return 0.0
    left = dict(enumerate(parts))
    total = 0.0
    last = -1
    for part in asked:
        place, best = max(
            ((place, _alike(part, other)) for place, other in left.items()),
            key=lambda one: (one[1], -one[0]),
            default=(last, 0.0),
        )
        if best:
            total += best - (_OUT_OF_ORDER if place < last else 0.0)
            last = place
            del left[place]
    more = max(0, len(parts) - len(asked))
    return max(0.0, total / len(asked) - _MORE * min(more, MOST_PARTS))


def _alike(asked: Part, part: Part) -> float:
    found, doubt = alike_parts(asked, part)
    if doubt or (found and (asked.kind == "servant") != (part.kind == "servant")):
        found *= _DOUBT
    if found < _BEGINS and part.word.startswith(asked.word):
        return _BEGINS
    return found
