"""Groups and institutions as a list is narrowed by them: which there are, where, how big."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import Actor, ActorKind, ActorPlace, Colleague, Sensitivity
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among
from rapport.vault import encryption

SMALLER = frozenset({ActorKind.COMMUNITY, ActorKind.RELIGIOUS, ActorKind.AFFECTED})
"""Kinds of groups that are easily forgotten beside those with power."""

_PURPOSE = "place in an address"
_MOST = 2000
_KEPT = 1 << 15


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """A group one may know of, and where it is."""

    key: uuid.UUID
    name: str
    places: tuple[str, ...]
    is_smaller: bool


def known_groups(asking: Asking, called: list[uuid.UUID] | None = None) -> list[KnownGroup]:
    """Return the groups whoever asks may know of, by name, with the places they are in today.

    Those are its areas and where it is noted to be, each once however it is spelled. Of
    thousands they are the newest; with ``called`` they are these alone.
    """
    noted: dict[uuid.UUID, list[str]] = defaultdict(list)
    for key, place in places_noted(asking.me, asking.day):
        noted[key].append(place)
    groups = [
        KnownGroup(key, str(names[0]), _each_once([*areas, *noted[key]]), kind in SMALLER)
        for key, names, kind, areas in (
            _newest(asking.me) if called is None else _called(asking.me, called)
        )
        if names
    ]
    return sorted(groups, key=lambda group: fold(group.name))


def _each_once(places: Iterable[str]) -> tuple[str, ...]:
    spelled: dict[str, str] = {}
    for place in map(str, places):
        spelled.setdefault(place_key(place), place)
    return tuple(spelled.values())


_Told = tuple[uuid.UUID, list[str], str, list[str]]


@prepared
def _newest(me: Colleague) -> "QuerySet[Actor, _Told]":
    return _groups(me)[:_MOST]


@prepared
def _called(me: Colleague, keys: list[uuid.UUID]) -> "QuerySet[Actor, _Told]":
    return _groups(me).filter(pk__in=among(keys))


def _groups(me: Colleague) -> "QuerySet[Actor, _Told]":
    rows = Actor.objects.visible_to(me).filter(sensitivity__lt=Sensitivity.SEVERE)
    return rows.order_by("-pk").values_list("pk", "names", "kind", "areas")


def groups_wanted(
    asking: Asking, *, actor: uuid.UUID | None, place: str, smaller: bool
) -> list[uuid.UUID]:
    """Return the keys of the groups that are all that is asked for."""
    return [
        group.key
        for group in known_groups(asking)
        if (actor is None or group.key == actor)
        and (not place or place in map(place_key, group.places))
        and (not smaller or group.is_smaller)
    ]


def place_key(place: str) -> str:
    """Return the key of a place, which stands for it in an address: it names nothing."""
    return encryption.blind_index(fold(place), purpose=_PURPOSE)[:6].hex()


def listed(said: Any) -> Sequence[str]:
    """Return names or areas as the driver gives them: text in the encrypted file, or a list."""
    return _read(said) if isinstance(said, str) else tuple(str(one) for one in said or () if one)


@lru_cache(maxsize=_KEPT)
def _read(said: str) -> tuple[str, ...]:
    return tuple(str(one) for one in json.loads(said) if one)


@lru_cache(maxsize=_KEPT)
def as_compared(place: str) -> str:
    """Return a place as it is compared: one spelled in two ways is one."""
    return " ".join(fold(place).split())


@prepared
def places_noted(me: Colleague, day: date) -> "QuerySet[ActorPlace, tuple[uuid.UUID, str]]":
    """Return the actors ``me`` may see with the places they are noted to be in on a day."""
    still = Q(until__isnull=True) | Q(until__gte=day)
    rows: QuerySet[ActorPlace] = ActorPlace.objects.visible_to(me).filter(still).order_by("pk")
    return rows.values_list("actor_id", "place")


def places_of(groups: Iterable[KnownGroup]) -> list[tuple[str, str]]:
    """Return the places of these groups with their keys, by name, each once."""
    places = {place_key(place): place for group in groups for place in group.places if place}
    return sorted(places.items(), key=lambda one: fold(one[1]))
