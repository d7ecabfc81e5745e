"""Finding somebody by name: words of aliases and of groups, and blind traces of sealed names.

A sealed name leaves only keyed hashes of its whole words and of their consonant skeletons, so
that the index, copied without the key, names nobody. The price: a sealed name is found by whole
words, in any spelling, and not by its first letters.
"""

import uuid
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Lookup, Q, QuerySet

from rapport.names import Asked, asked_keys, name_keys
from rapport.records.bulk_sql import insert_values
from rapport.records.models import Actor, Counterpart, GroupKey, LoggedModel, NameKey, SealedName
from rapport.vault import encryption

_PURPOSE = "sealed name"
_BATCH = 2000
_LAST = "\U0010ffff"
_LONGEST = 64
"""So many letters of a word are kept; whoever types more of one meets it by its sound."""


def blind_index(word: str) -> str:
    """Return the trace of one word of a sealed name: 72 bits, in twelve letters.

    Two words out of a million have the same by a chance of one to ten thousand million.
    """
    return urlsafe_b64encode(encryption.blind_index(word, purpose=_PURPOSE)[:9]).decode()


def seal_name(name: str) -> bytes:
    """Return a real name as it is kept."""
    return encryption.seal(name.encode(), purpose=_PURPOSE)


def open_name(sealed: bytes) -> str:
    """Return a sealed name in clear. Whoever calls this records that it was looked at."""
    return encryption.unseal(bytes(sealed), purpose=_PURPOSE).decode()


NAMED: tuple[type[LoggedModel], ...] = (Actor, Counterpart, SealedName)
"""What has names that are found."""

KEPT = (NameKey, GroupKey)
"""The tables of what names are found by, each made from the rows of :data:`NAMED`."""

NameKeyValues = tuple[uuid.UUID, uuid.UUID, int, str]


def remember(rows: Sequence[LoggedModel]) -> None:
    """Add the keys of counterparts, of sealed names and of groups."""
    insert_values(NameKey, (key for row in rows for key in _keys(row)))
    groups = (row for row in rows if isinstance(row, Actor))
    insert_values(GroupKey, (key for row in groups for key in _keys_of_group(row)))


def forget_rows(rows: Sequence[LoggedModel]) -> None:
    """Drop the keys made from these rows."""
    groups = [row.pk for row in rows if isinstance(row, Actor)]
    others = [row.pk for row in rows if not isinstance(row, Actor)]
    for start in range(0, len(groups), 500):
        GroupKey.objects.filter(actor__in=groups[start : start + 500]).delete()
    for start in range(0, len(others), 500):
        NameKey.objects.filter(row__in=others[start : start + 500]).delete()


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
        yield counterpart, row, form.value, key[:_LONGEST]


def _keys_of_group(group: Actor) -> Iterator[tuple[uuid.UUID, int, str]]:
    found = [name_keys(str(name)) for name in group.names if name]
    for form, keys in (
        (NameKey.Form.WORD, [word for one in found for word in one.words]),
        (NameKey.Form.SKELETON, [skeleton for one in found for skeleton in one.skeletons]),
    ):
        for key in dict.fromkeys(keys):
            yield group.pk, form.value, key[:_LONGEST]


Texts = tuple[str, ...]
"""What one word typed asks for: its beginning, its blind trace, then two of each skeleton."""


class _Like(Lookup):
    """A pattern as a value of its own, so that a prepared question can fill it in."""

    lookup_name = "like"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return ``key LIKE pattern``."""
        left, values = self.process_lhs(compiler, connection)
        right, pattern = self.process_rhs(compiler, connection)
        return f"{left} LIKE {right}", (*values, *pattern)


for _index in (NameKey, GroupKey):
    _index._meta.get_field("key").register_lookup(_Like)  # noqa: SLF001 - documented Meta API


def asked_texts(text: str) -> tuple[Texts, ...]:
    """Return, for each word typed, the texts that :func:`keys_of` looks for.

    Words match the alias by their beginning, and the alias or a sealed name by spelling-folded
    whole word or by consonant skeleton, in any script. Titles and articles are not asked for,
    unless nothing else is.
    """
    return tuple(
        (*_beginning(word), blind_index(word), *skeletons, *map(blind_index, skeletons))
        for word, skeletons in asked_keys(text)
    )


def texts_of_groups(asked: Sequence[Asked]) -> tuple[Texts, ...]:
    """Return, for each word asked for, the texts that :func:`groups_of` looks for."""
    return tuple((*_beginning(word), *skeletons) for word, skeletons in asked)


def groups_of(words: Sequence[Texts]) -> "QuerySet[GroupKey, uuid.UUID]":
    """Return, as a question within another, the groups of which some names meet every word.

    ``words`` are what :func:`texts_of_groups` returned, at least one. Not filtered by who asks,
    and one name may meet one word and another name the next.
    """
    first, *rest = (
        GroupKey.objects.filter(
            Q(form=NameKey.Form.WORD) & _begins(begin, end)
            | Q(form=NameKey.Form.SKELETON, key__in=skeletons)
        )
        for begin, end, *skeletons in words
    )
    for others in rest:
        first = first.filter(actor_id__in=others.values("actor_id"))
    return first.values_list("actor_id", flat=True)


def _beginning(word: str) -> Texts:
    """Return what keys beginning with ``word`` lie between, or are like: each store's index."""
    if connection.vendor == "postgresql":
        return (f"{connection.ops.prep_for_like_query(word)}%", "")
    return (word, word + _LAST)


def _met(first: str, end: str, blind: str, *skeletons: str) -> Q:
    """Return the condition that a key meets one word typed."""
    plain, sealed = skeletons[: len(skeletons) // 2], skeletons[len(skeletons) // 2 :]
    return (
        (Q(form=NameKey.Form.WORD) & _begins(first, end))
        | Q(form=NameKey.Form.SEALED_WORD, key=blind)
        | Q(form=NameKey.Form.SKELETON, key__in=plain)
        | Q(form=NameKey.Form.SEALED_SKELETON, key__in=sealed)
    )


def _begins(first: str, end: str) -> Q:
    """Return the condition that a key begins with what :func:`_beginning` returned."""
    if connection.vendor == "postgresql":
        return Q(key__like=first)
    return Q(key__gte=first, key__lt=end)


def keys_of(words: "Sequence[Texts]") -> "QuerySet[NameKey, uuid.UUID]":
    """Return, as a question within another, the counterparts whose names meet every word.

    ``words`` are what :func:`asked_texts` returned, at least one. Not filtered by who asks.
    """
    first, *rest = (NameKey.objects.filter(_met(*texts)) for texts in words)
    for others in rest:
        first = first.filter(counterpart_id__in=others.values("counterpart_id"))
    return first.values_list("counterpart_id", flat=True)


def keys_named(text: str) -> "QuerySet[NameKey, uuid.UUID] | None":
    """Return, as a question within another, the counterparts whose names meet every word.

    Nothing where ``text`` has no word. Not filtered by who asks.
    """
    words = asked_texts(text)
    return keys_of(words) if words else None


def counterparts_named(text: str, *, limit: int = 500) -> list[uuid.UUID]:
    """Return the keys of counterparts whose names meet every word of ``text``.

    Not filtered by who asks: pass the answer through ``visible_to``.
    """
    found = keys_named(text)
    return [] if found is None else list(found.distinct()[:limit])
