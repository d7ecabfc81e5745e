"""Names that stand in a text which a whole office is to read: the exact words, before it is saved.

Only what whoever writes may know themselves is looked for: a word that is marked tells that
somebody is known by it. Real names that are sealed are known again without being shown.
"""

import uuid
from collections.abc import Iterable, Iterator

from rapport.names import Mask
from rapport.names.fold import runs
from rapport.records.asking import Asking
from rapport.records.models import (
    Actor,
    ActorPlace,
    Colleague,
    Counterpart,
    CultureNote,
    Gate,
    Meeting,
)
from rapport.records.names_in_clear import names_in

_LEAST = 3
"""Letters without which one word of a name is no name."""

_APART = 2
"""So many words may stand between two words of a sealed name."""


def who_is_named(asking: Asking, text: str) -> tuple[str, ...]:
    """Return the names and places that stand in a text, as they are written there, each once."""
    known = Mask(_known(asking), "").found(text)
    covered = [word for name in known for word in name.split()]
    sealed = (words for words in _sealed(asking, text) if not set(words.split()) <= {*covered})
    return tuple(dict.fromkeys([*known, *sealed]))


def _known(asking: Asking) -> Iterator[str]:
    """Yield what people, groups, places and colleagues are called, as far as the writer knows."""
    me = asking.me
    for alias in Counterpart.objects.visible_to(me).values_list("alias", flat=True):
        yield alias
        yield from _capitals(alias)
    for names in Actor.objects.visible_to(me).values_list("names", flat=True):
        yield from names
    for name in Colleague.objects.filter(office=me.office_id).values_list("name", flat=True):
        yield name
        yield from (word for word in name.split() if len(word) >= _LEAST)
    yield from _of(Gate.objects.visible_to(me), "name", "place")
    yield from _of(ActorPlace.objects.visible_to(me), "place")
    yield from _of(Meeting.objects.visible_to(me), "place")
    yield from _of(CultureNote.objects.filter(office=me.office_id), "place")


def _of(rows: object, *columns: str) -> Iterator[str]:
    for values in rows.values_list(*columns).distinct():  # type: ignore[attr-defined]
        yield from filter(None, values)


def _capitals(alias: str) -> Iterator[str]:
    """Yield the last word of an alias that is called like a name: “Musa” of “Haji Musa”.

    A post in words ("the head of the hospital") has none.
    """
    words = alias.split()
    if len(words) > 1 and all(word[:1].isupper() for word in words) and len(words[-1]) > _LEAST:
        yield words[-1]


def _sealed(asking: Asking, text: str) -> Iterator[str]:
    """Yield the words of a text that are a sealed name, or two words of one."""
    found = names_in({piece: piece for piece in _pieces(text)})
    keys = {name.counterpart for names in found.values() for name in names}
    seen = _visible(asking, keys)
    hits = [
        piece for piece, names in found.items() if any(name.counterpart in seen for name in names)
    ]
    for piece in hits:
        # Of a longer piece and one within it, the shorter says which words it is.
        if not any(other != piece and other in piece for other in hits):
            yield piece


def _visible(asking: Asking, keys: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    there = Counterpart.objects.visible_to(asking.me).filter(pk__in=list(keys))
    return set(there.values_list("pk", flat=True))


def _pieces(text: str) -> Iterator[str]:
    """Yield each word of a text, and each run of a few, as it is written there."""
    places = list(runs(text))
    for number, (start, end) in enumerate(places):
        yield text[start:end]
        for _, last in places[number + 1 : number + 2 + _APART]:
            yield text[start:last]
