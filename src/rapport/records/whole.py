"""All that is of some records: what stands in the tables, and what only the history still holds.

What belongs to a record is found from the models and the log, kind by kind.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from django.db import models

from rapport.records.hanging import belonging_to, hanging_on, shared_with
from rapport.records.models import Counterpart, LoggedModel, Operation, Relationship
from rapport.records.models.scoped import ScopedModel
from rapport.records.operations import RowState, about_in, part_rows, recorded_models, state_after

_CHUNK = 500
_PERSON = (Counterpart, Relationship)


@dataclass
class Whole:
    """Rows with all that belongs to them.

    ``rows`` stand in the tables. ``gone`` stand in the history alone, each with its last operation
    and what it was then: what was removed, undone or merged away before. ``shared`` are
    contacts and meetings in which others take part too.
    """

    rows: dict[uuid.UUID, LoggedModel] = field(default_factory=dict)
    gone: dict[uuid.UUID, tuple[Operation, RowState]] = field(default_factory=dict)
    shared: list[ScopedModel] = field(default_factory=list)

    @property
    def keys(self) -> set[uuid.UUID]:
        """Return the keys of all that goes."""
        return self.rows.keys() | self.gone.keys()


def whole_of(keys: Iterable[uuid.UUID]) -> Whole:
    """Return the rows with these keys and all that belongs to them, now or in the history.

    O(rows that ever ended) where a person is among them, for the history has no index of that.
    """
    asked = set(keys)
    whole = Whole()
    for row in _standing(asked):
        whole.rows[row.pk] = row
        if isinstance(row, ScopedModel):
            whole.rows.update((below.pk, below) for below in belonging_to(row))
    whole.rows.update((row.pk, row) for row in _going_with(whole.rows.keys()))
    _add_shared(whole)
    if missing := asked - whole.rows.keys():
        whole.gone.update((key, one) for key, one in _ended().items() if key in missing)
    if any(hanging_on(type(row)) for row in whole.rows.values()) or whole.gone:
        _add_gone(whole, _ended())
    return whole


def _standing(keys: set[uuid.UUID]) -> Iterator[LoggedModel]:
    for model in recorded_models().values():
        for chunk in _chunks(sorted(keys)):
            yield from model._base_manager.filter(pk__in=chunk)  # noqa: SLF001 - Meta API


def _going_with(keys: Collection[uuid.UUID]) -> Iterator[LoggedModel]:
    """Yield the rows that are about any of these without pointing at them."""
    for model in recorded_models().values():
        for name in model.GOES_WITH:
            for chunk in _chunks(sorted(keys)):
                yield from model._base_manager.filter(**{f"{name}__in": chunk})  # noqa: SLF001


def _add_shared(whole: Whole) -> None:
    """Add what is shared by these relationships alone; what others are in too stays."""
    going = {key for key, row in whole.rows.items() if isinstance(row, Relationship)}
    for row in shared_with(going):
        if row.pk in whole.rows:
            continue
        if {key for key, *_ in part_rows(row, "theirs")} <= going:
            whole.rows[row.pk] = row
            whole.rows.update((below.pk, below) for below in belonging_to(row))
        else:
            whole.shared.append(row)


def _ended() -> dict[uuid.UUID, tuple[Operation, RowState]]:
    """Return the rows that are there no more and of which the history still has the content."""
    with_content = Operation.objects.filter(payload__isnull=False)
    ends = with_content.filter(effect=-1).values("row")
    logs = Operation.objects.filter(row__in=ends).order_by("row", "sequence")
    found = {}
    for key, log in groupby(logs.iterator(chunk_size=2000), key=lambda one: one.row):
        operations = list(log)
        state = state_after(operations)
        if not state.alive:
            found[key] = (operations[-1], state)
    return found


def _add_gone(whole: Whole, ended: dict[uuid.UUID, tuple[Operation, RowState]]) -> None:
    """Add the rows that belonged, when they went, to what goes, and records merged into it."""
    left = {key: one for key, one in ended.items() if key not in whole.gone}
    fresh = whole.keys
    while fresh:
        written_in = _change_sets_of(sorted(fresh))
        keys = whole.keys
        fresh = {
            key
            for key, (last, state) in left.items()
            if _is_of(keys, last.model, state)
            or (last.change_set in written_in and recorded_models()[last.model] in _PERSON)
        }
        whole.gone.update((key, left.pop(key)) for key in fresh)


def _is_of(keys: set[uuid.UUID], kind: str, state: RowState) -> bool:
    model = recorded_models()[kind]
    columns = _belongs_by(model) if issubclass(model, ScopedModel) else model.GOES_WITH
    pointed = {state.value(name) for name in columns} - {None}
    theirs = about_in({name: state.value(name, []) for name in model.PARTS})
    alone = bool(theirs) and theirs <= keys
    return alone or any(uuid.UUID(key) in keys for key in pointed)


def _change_sets_of(rows: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Return the change sets in which these rows were written, and did not go.

    A person's record that went in one of them was merged into what these rows are of.
    """
    found: set[uuid.UUID] = set()
    for chunk in _chunks(rows):
        log = Operation.objects.filter(row__in=chunk).exclude(effect=-1)
        found.update(log.values_list("change_set", flat=True))
    return found


@cache
def _belongs_by(model: type[LoggedModel]) -> tuple[str, ...]:
    """Return the columns by which rows of a kind belong to another record behind a circle."""
    return tuple(
        column.name
        for column in model._meta.concrete_fields  # noqa: SLF001 - documented Meta API
        if isinstance(column, models.ForeignKey)
        and column.remote_field.on_delete is models.CASCADE
        and issubclass(column.remote_field.model, ScopedModel)
    )


def _chunks(keys: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]
