"""Rows that are not there for some who see what they hang on: no line, number or refusal tells.

They are one colleague's, and theirs whom they name, until they are shared if they ever are; or
they join what somebody may see to what they may not. What others do may carry such a row along
(two records are merged, a contact is removed, a person is erased). It must not keep them from
doing so, nor may anything tell them that there was one: no line or number of the history, no
refusal, no preview.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from rapport.records.hanging import Hanging, hanging_on, rows_at
from rapport.records.models import Colleague, LoggedModel, Operation, ScopedModel
from rapport.records.models.declared import OwnUntil
from rapport.records.operations import recorded_models, state_after
from rapport.records.row_logs import logs_of
from rapport.records.undo_permissions import closed_to

_CHUNK = 1000
_Told = TypeVar("_Told", bound=Any)


@cache
def kinds_apart() -> Mapping[str, type[ScopedModel]]:
    """Return the kinds whose rows may be not there for some, by their name in the log."""
    return {
        name: model
        for name, model in recorded_models().items()
        if issubclass(model, ScopedModel) and (model.OWN_UNTIL is not None or model.JOINS)
    }


def not_there_for(
    me: Colleague, rows: Mapping[str, Iterable[uuid.UUID]], *, joining: bool = True
) -> frozenset[uuid.UUID]:
    """Return those of these rows, by kind, that are not there for ``me``, there still or gone.

    They are somebody else's alone or, with ``joining``, lead to what ``me`` may not see.
    """
    hidden: set[uuid.UUID] = set()
    for name, model in kinds_apart().items():
        keys = sorted(set(rows.get(name, ())))
        for start in range(0, len(keys), _CHUNK):
            chunk = keys[start : start + _CHUNK]
            if model.OWN_UNTIL is not None:
                hidden |= _not_there(me, model, model.OWN_UNTIL, chunk)
            elif joining:
                hidden |= closed_to(me, {name: chunk})
    return frozenset(hidden)


def without_others(
    me: Colleague, operations: Iterable[_Told], *, joining: bool = True
) -> list[_Told]:
    """Return operations (or what was read of them) without those on rows not there for ``me``."""
    told = list(operations)
    rows: dict[str, set[uuid.UUID]] = defaultdict(set)
    for one in told:
        if one.model in kinds_apart():
            rows[one.model].add(one.row)
    hidden = not_there_for(me, rows, joining=joining) if rows else frozenset()
    return [one for one in told if one.row not in hidden]


def others_at(
    me: Colleague, rows: Iterable[LoggedModel]
) -> Mapping[uuid.UUID, list[tuple[ScopedModel, Hanging]]]:
    """Return, by the key of each of these, the rows not there for ``me`` that point at it.

    With each stands how it hangs there. A fixed number of questions for any number of rows.
    """
    keys: dict[type[LoggedModel], list[uuid.UUID]] = defaultdict(list)
    for row in rows:
        keys[type(row)].append(row.pk)
    found: dict[uuid.UUID, list[tuple[ScopedModel, Hanging]]] = defaultdict(list)
    for model, at in keys.items():
        for hanging in hanging_on(model):
            name = str(hanging.model._meta.model_name)  # noqa: SLF001 - documented Meta API
            if name in kinds_apart():
                below = rows_at(at, hanging)
                hidden = not_there_for(me, {name: [one.pk for one in below]}) if below else ()
                for one in below:
                    if one.pk in hidden:
                        found[getattr(one, f"{hanging.column}_id")].append((one, hanging))
    return found


def counted(keys: Collection[uuid.UUID]) -> int:
    """Return how many records these are as everybody is told: without any that some may not see.

    Of a row that was erased nobody can tell any more whether it had been shared, or what it joined.
    """
    ordered = sorted(keys)
    own = [name for name, kind in kinds_apart().items() if not _is_mostly_open(kind)]
    count = len(ordered)
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        rows = Operation.objects.filter(row__in=chunk, model__in=own)
        count -= rows.values("row").distinct().count()
    return count


def _is_mostly_open(kind: type[ScopedModel]) -> bool:
    """Say whether a kind is for all but where a row is held back, so that a count tells nothing."""
    return kind.OWN_UNTIL is not None and kind.OWN_UNTIL.held_back


def _not_there(
    me: Colleague, model: Any, declared: OwnUntil, keys: list[uuid.UUID]
) -> set[uuid.UUID]:
    people = tuple(f"{name}_id" for name in declared.people)
    shared = (declared.shared,) if declared.shared else ()
    there = model._base_manager.filter(pk__in=keys).values_list("pk", *people, *shared)  # noqa: SLF001 - Meta API
    known = {
        key: (set(said[: len(people)]) - {None}, bool(shared and said[-1])) for key, *said in there
    }
    for key, log in logs_of([key for key in keys if key not in known]).items():
        state = state_after(log)
        named = {uuid.UUID(who) for name in declared.people if (who := state.value(name))}
        known[key] = (named, bool(shared and state.value(declared.shared, False)))
    return {
        key
        for key, (named, is_shared) in known.items()
        if not is_shared and me.pk not in named and (named or not declared.held_back)
    }
