"""Whether two people were said not to be the same, under the names they have now."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet

from rapport.names import fold
from rapport.records.models import Colleague, Counterpart, SealedName, ToldApart
from rapport.records.name_index import open_name
from rapport.vault import encryption

_PURPOSE = "told apart"
_CHUNK = 500

Pair = tuple[uuid.UUID, uuid.UUID]
Names = Mapping[uuid.UUID, Sequence[str]]
"""What each person is called: the alias, then the real names. They are compared, not shown."""


def names_of(people: Collection[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Return the alias and the real names of counterparts, whoever may see them, by their keys."""
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    ordered = sorted(people)
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        for key, alias in Counterpart.objects.filter(pk__in=chunk).values_list("pk", "alias"):
            found[key].append(alias)
        sealed = SealedName.objects.filter(counterpart_id__in=chunk).order_by("pk")
        for key, name in sealed.values_list("counterpart_id", "sealed"):
            found[key].append(open_name(bytes(name)))
    return dict(found)


def mark_of(pair: Pair, names: Names) -> str:
    """Return the keyed trace of two people and what both are called, in either order."""
    called = ("\n".join([str(key), *sorted({fold(name) for name in names[key]})]) for key in pair)
    return encryption.blind_index("\n\n".join(sorted(called)), purpose=_PURPOSE).hex()


def told_apart(me: Colleague, pairs: Iterable[Pair], names: Names) -> set[Pair]:
    """Return those of these pairs that were said not to be the same, as far as ``me`` may know."""
    marks = {mark_of(pair, names): pair for pair in pairs}
    ordered = sorted(marks)
    found: set[Pair] = set()
    for start in range(0, len(ordered), _CHUNK):
        known = told_to(me).filter(mark__in=ordered[start : start + _CHUNK])
        found.update(marks[mark] for mark in known.values_list("mark", flat=True))
    return found


def told_to(me: Colleague) -> "QuerySet[ToldApart]":
    """Return what was said in the circles I read, and what I said for myself."""
    own = Q(circle__isnull=True, by_id=me.pk)
    return ToldApart.objects.filter(own | Q(circle_id__in=me.readable_circles()))
