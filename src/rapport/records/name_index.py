"""Finding a counterpart by name: words of the alias, and blind traces of sealed names.

A sealed name leaves only keyed hashes of its whole words and of their consonant skeletons, so
that the index, copied without the key, names nobody. The price: a sealed name is found by whole
words, in any spelling, and not by its first letters.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection
from django.db.models import Q, QuerySet

from rapport.names import asked_keys, name_keys
from rapport.records.bulk_sql import insert_values
from rapport.records.models import Counterpart, LoggedModel, NameKey, SealedName
from rapport.vault import encryption

_PURPOSE = "sealed name"
_BATCH = 2000
_LAST = "\U0010ffff"


def blind_index(word: str) -> str:
    """Return the trace of one word of a sealed name."""
    return encryption.blind_index(word, purpose=_PURPOSE).hex()


def seal_name(name: str) -> bytes:
    """Return a real name as it is kept."""
    return encryption.seal(name.encode(), purpose=_PURPOSE)


def open_name(sealed: bytes) -> str:
    """Return a sealed name in clear. Whoever calls this records that it was looked at."""
    return encryption.unseal(bytes(sealed), purpose=_PURPOSE).decode()


NameKeyValues = tuple[uuid.UUID, uuid.UUID, int, str]


def remember(rows: Sequence[LoggedModel]) -> None:
    """Add the keys of counterparts and of sealed names."""
    insert_values(NameKey, (key for row in rows for key in _keys(row)))


def forget_rows(rows: Sequence[LoggedModel]) -> None:
    """Drop the keys made from these rows."""
    keys = [row.pk for row in rows]
    for start in range(0, len(keys), 500):
        NameKey.objects.filter(row__in=keys[start : start + 500]).delete()


def _keys(row: LoggedModel) -> Iterator[NameKeyValues]:
    if isinstance(row, Counterpart):
        found = name_keys(row.alias)
        yield from _of(row.pk, row.pk, NameKey.Form.WORD, found.words)
        yield from _of(row.pk, row.pk, NameKey.Form.SKELETON, found.skeletons)
    elif isinstance(row, SealedName):
        found = name_keys(open_name(bytes(row.sealed)))
        about = row.counterpart_id
        yield from _of(about, row.pk, NameKey.Form.SEALED_WORD, map(blind_index, found.words))
        if len(set(found.words)) == 1:
            yield from _of(about, row.pk, NameKey.Form.SEALED_ALONE, map(blind_index, found.words))
        yield from _of(
            about, row.pk, NameKey.Form.SEALED_SKELETON, map(blind_index, found.skeletons)
        )


def _of(
    counterpart: uuid.UUID, row: uuid.UUID, form: NameKey.Form, keys: Iterable[str]
) -> Iterator[NameKeyValues]:
    for key in dict.fromkeys(keys):
        yield counterpart, row, form.value, key[:64]


def _begins(prefix: str) -> Q:
    """Return the condition that a key begins with ``prefix``, so that each store uses an index."""
    if connection.vendor == "postgresql":
        return Q(key__startswith=prefix)
    return Q(key__gte=prefix, key__lt=prefix + _LAST)


def matching(text: str) -> "list[QuerySet[NameKey]]":
    """Return, for each word typed, the keys it meets; a person must meet every word.

    Words match the alias by their beginning, and the alias or a sealed name by spelling-folded
    whole word or by consonant skeleton, in any script. Titles and articles are not asked for,
    unless nothing else is.
    """
    answers = []
    for word, skeletons in asked_keys(text):
        wanted = Q(form=NameKey.Form.WORD) & _begins(word)
        wanted |= Q(form=NameKey.Form.SEALED_WORD, key=blind_index(word))
        wanted |= Q(form=NameKey.Form.SKELETON, key__in=skeletons)
        sealed = [blind_index(skeleton) for skeleton in skeletons]
        wanted |= Q(form=NameKey.Form.SEALED_SKELETON, key__in=sealed)
        answers.append(NameKey.objects.filter(wanted))
    return answers


def keys_named(text: str) -> "QuerySet[NameKey, uuid.UUID] | None":
    """Return, as a question within another, the counterparts whose names meet every word.

    Nothing where ``text`` has no word. Not filtered by who asks.
    """
    every = matching(text)
    if not every:
        return None
    first = every[0]
    for others in every[1:]:
        first = first.filter(counterpart_id__in=others.values("counterpart_id"))
    return first.values_list("counterpart_id", flat=True)


def counterparts_named(text: str, *, limit: int = 500) -> list[uuid.UUID]:
    """Return the keys of counterparts whose names meet every word of ``text``.

    Not filtered by who asks: pass the answer through ``visible_to``.
    """
    found = keys_named(text)
    return [] if found is None else list(found.distinct()[:limit])
