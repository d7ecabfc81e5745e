"""What is past the day until which it was to be kept, and what is not."""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from rapport.records.hanging import relationships_of
from rapport.records.models import Colleague, ScopedModel, Waiver
from rapport.records.models.declared import End
from rapport.records.operations import recorded_models
from rapport.records.prepared import prepared

_CHUNK = 500


def ending_kinds() -> dict[type[ScopedModel], End]:
    """Return the kinds of record that end on a day of their own, with how they do."""
    return {
        kind: kind.ENDS
        for kind in recorded_models().values()
        if issubclass(kind, ScopedModel) and kind.ENDS is not None
    }


def standing(kind: type[ScopedModel], me: Colleague, day: date) -> "QuerySet[Any]":
    """Return the rows of a kind that ``me`` may read and that have not ended, nor what they repeat.

    What has ended is in the store until it is purged, and nobody finds a word of it there.
    """
    rows: QuerySet[Any] = kind.objects.visible_to(me)
    if kind.ENDS is not None:
        rows = rows.exclude(**{f"{kind.ENDS.day}__lt": day})
    if kind.RESTS_ON is not None:
        name, as_it_must_be = kind.RESTS_ON
        column: Any = kind._meta.get_field(name)  # noqa: SLF001 - Meta API
        below = standing(column.related_model, me, day).filter(as_it_must_be)
        there = Exists(below.filter(pk=OuterRef(column.attname)))
        rows = rows.filter(Q(**{f"{name}__isnull": True}) | Q(there))
    return rows


def due(today: date) -> list[ScopedModel]:
    """Return what is past its last day, the oldest first, without what is kept for a reason.

    With it what was held back by somebody whose own last day is over. A waiver of the rule that
    warns of the end keeps a record while it lasts.
    """
    found: list[ScopedModel] = []
    for kind, end in ending_kinds().items():
        rows = _past(kind._meta.model_name or "", today)  # noqa: SLF001 - documented Meta API
        for start in range(0, len(rows), _CHUNK):
            chunk = rows[start : start + _CHUNK]
            held = set(_held(kind, [row.pk for row in chunk], end.rule, today))
            found += [row for row in chunk if row.pk not in held]
    known = {row.pk for row in found}
    return [*found, *(row for row in _left_behind(today) if row.pk not in known)]


def _left_behind(today: date) -> Iterator[ScopedModel]:
    """Yield what somebody held back who is not here (``Colleague.is_here``): nobody kept it."""
    for name, kind in recorded_models().items():
        if not issubclass(kind, ScopedModel) or kind.OWN_UNTIL is None:
            continue
        if kind.OWN_UNTIL.held_back:
            yield from _held_back(name, today)


@prepared
def _past(ending: str, day: date) -> "QuerySet[Any]":
    """Return the rows of a kind whose own last day is over, the oldest first."""
    kind: Any = recorded_models()[ending]
    past = {f"{kind.ENDS.day}__lt": day}
    rows: QuerySet[Any] = kind._base_manager.filter(**past)  # noqa: SLF001 - Meta API
    return rows.order_by("pk")


@prepared
def _held_back(held: str, day: date) -> "QuerySet[Any]":
    """Return the rows of a kind that are held back by somebody who has left."""
    kind: Any = recorded_models()[held]
    whose = kind.OWN_UNTIL.whose
    ended = Q(**{f"{whose}__end_of_mission__lt": day})
    gone = ended | Q(**{f"{whose}__is_active": False})
    rows: QuerySet[Any] = kind._base_manager.filter(gone)  # noqa: SLF001 - Meta API
    return rows.filter(**{f"{whose}__isnull": False}).order_by("pk")


def _held(
    kind: type[ScopedModel], keys: list[uuid.UUID], rule: str, today: date
) -> Iterator[uuid.UUID]:
    """Yield the keys of those that a waiver keeps: it saw them, or silences whatever there is."""
    if not rule:
        return
    about = relationships_of(kind, keys)
    every = {key for relationships in about.values() for key in relationships}
    waivers = Waiver.objects.filter(relationship__in=every, code=rule, until__gte=today)
    seen: dict[uuid.UUID, list[list[str]]] = defaultdict(list)
    for relationship, keys_seen in waivers.values_list("relationship_id", "seen"):
        seen[relationship].append(keys_seen)
    for key, relationships in about.items():
        lists = [one for relationship in relationships for one in seen[relationship]]
        if any(not one or str(key) in one for one in lists):
            yield key
