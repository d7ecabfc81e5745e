"""Finding people by name: who meets every word, then who meets all but one, the most alike first.

Only people the reader may see are looked at. How alike an alias sounds puts them in order; a
sealed name is not opened for it: it counts for the words it meets, and no more.
"""

import uuid
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from rapport.briefings.groups import listed
from rapport.names import Asked, alike, asked_keys, name_keys
from rapport.records import name_index
from rapport.records.models import Actor, Colleague, Gate, Relationship
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

_Called = tuple[uuid.UUID, uuid.UUID, str]

RANKED = 150
"""Of the people who meet every word, so many of the newest are put in order."""

_NEARLY = 80  # of those who meet all words but one, for each word left out
_ENOUGH = 8  # if so many meet every word, nobody else is looked for
_NEAR = 0.7  # whoever is so alike was likely meant
_BEGUN = 3  # letters of the last word, before which nobody else is looked for
_WORDS = 6  # that are asked for; a longer question is no name
_MET = 0.8  # what a word counts that is met in a sealed name
_TOO_FEW = 0.45  # who is less alike than this is not offered


def found(me: Colleague, text: str) -> list[uuid.UUID]:
    """Return the relationships I may see of people called like ``text``, in order.

    First those who meet every word, then those of a group that is called so, then those who meet
    all words but one. The questions to the store are at most three more than the words.
    """
    texts = asked_for(text)
    return _in_order(me, text, texts, _called(me, RANKED, *texts)) if texts else []


def _in_order(
    me: Colleague, text: str, texts: tuple[name_index.Texts, ...], called: list[_Called]
) -> list[uuid.UUID]:
    """Return whom a name means in order; ``called`` are those who meet every word."""
    asked = asked_keys(text)
    whole = _ranked(text, dict.fromkeys(called, 1.0))
    if len(whole) < _ENOUGH:
        whole += _ranked(text, dict.fromkeys(_of_groups(me, list(groups_called(me, asked))), 0.0))
    if len(whole) < _ENOUGH and len(texts) > 1 and len(asked[-1].word) >= _BEGUN:
        whole += _nearly(me, text, texts)
    return list(dict.fromkeys(whole))


def asked_for(text: str) -> tuple[name_index.Texts, ...]:
    """Return, for each word of a name that is looked for, what it is found by."""
    return name_index.asked_texts(text)[:_WORDS]


def meant(me: Colleague, text: str, texts: tuple[name_index.Texts, ...]) -> list[uuid.UUID] | None:
    """Return whom a name means in order, of those I may see; ``None`` where very many have it.

    ``texts`` are what it is asked for by. Of very many nobody comes before another.
    """
    called = _called(me, RANKED, *texts) if texts else []
    return None if len(called) == RANKED else _in_order(me, text, texts, called)


def condition(me: Colleague, text: str) -> Q:
    """Return the condition on relationships that a name means them."""
    texts = asked_for(text)
    keys = meant(me, text, texts)
    if keys is None:
        return Q(counterpart_id__in=name_index.keys_of(texts))
    return Q(pk__in=among(keys))


def _nearly(me: Colleague, text: str, texts: tuple[name_index.Texts, ...]) -> list[uuid.UUID]:
    """Return who meets all words but one; where nobody of them is near, who meets any word."""
    met = (len(texts) - 1) / len(texts)
    rows = {
        row: met
        for place in range(len(texts))
        for row in _called(me, _NEARLY, *texts[:place], *texts[place + 1 :])
    }
    if len(texts) > 2 and not any(alike(text, alias) >= _NEAR for _, _, alias in rows):
        for one in texts:
            for row in _called(me, _NEARLY, one):
                rows.setdefault(row, 0.0)
    return _ranked(text, rows, above=_TOO_FEW)


def _ranked(text: str, rows: Mapping[_Called, float], above: float = 0.0) -> list[uuid.UUID]:
    """Return the keys of ``rows``, the most alike first, of those as alike the newest.

    With each row comes the share of the words that it is known to meet.
    """
    likened = {
        row[0]: (max(alike(text, row[2]), met * _MET), row[1].int) for row, met in rows.items()
    }
    kept = [key for key, how in likened.items() if how[0] >= above]
    return sorted(kept, key=lambda key: likened[key], reverse=True)


@prepared
def _called(
    me: Colleague, limit: int, *words: name_index.Texts
) -> "QuerySet[Relationship, _Called]":
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    rows = rows.filter(counterpart_id__in=name_index.keys_of(words)).order_by("-counterpart_id")
    return rows.values_list("pk", "counterpart_id", "counterpart__alias")[:limit]


def groups_called(me: Colleague, asked: tuple[Asked, ...]) -> dict[uuid.UUID, str]:
    """Return the groups I may know of of which a name meets every word asked for, by their key."""
    found = _groups(me, *name_index.texts_of_groups(asked[:_WORDS])) if asked else ()
    return {
        key: names[0]
        for key, names in ((key, listed(names)) for key, names in found)
        if any(meets(name, asked) for name in names)
    }


@prepared
def _groups(me: Colleague, *words: name_index.Texts) -> "QuerySet[Actor, tuple[uuid.UUID, Any]]":
    rows: QuerySet[Actor] = Actor.objects.visible_to(me)
    rows = rows.filter(pk__in=name_index.groups_of(words)).order_by("pk")
    return rows.values_list("pk", "names")


def gates_called(me: Colleague, asked: tuple[Asked, ...]) -> list[tuple[uuid.UUID, str, str]]:
    """Return the gates I may see whose name and place meet every word asked for, by name."""
    return [gate for gate in _gates(me) if meets(f"{gate[1]} {gate[2]}", asked)]


@prepared
def _gates(me: Colleague) -> "QuerySet[Gate, tuple[uuid.UUID, str, str]]":
    rows: QuerySet[Gate] = Gate.objects.visible_to(me).order_by("name", "pk")
    return rows.values_list("pk", "name", "place")


def _of_groups(me: Colleague, actors: list[uuid.UUID]) -> list[_Called]:
    if not actors:
        return []
    rows = Relationship.objects.visible_to(me).filter(counterpart__actor_id__in=among(actors))
    rows = rows.order_by("-counterpart_id")[:_NEARLY]
    return list(rows.values_list("pk", "counterpart_id", "counterpart__alias"))


def meets(name: str, asked: tuple[Asked, ...]) -> bool:
    """Say whether a name meets every word asked for, by its letters or as it sounds."""
    words, skeletons = _keys(name)
    return not any(f" {word}" not in words and skeletons.isdisjoint(keys) for word, keys in asked)


@lru_cache(maxsize=1 << 12)
def _keys(name: str) -> tuple[str, frozenset[str]]:
    """Return the words of a name, a blank before each, and how they sound."""
    keys = name_keys(name)
    return "".join([f" {word}" for word in keys.words]), frozenset(keys.skeletons)
