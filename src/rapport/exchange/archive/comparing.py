"""An archive beside a store in use: what is new, and what differs, field by field."""

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop

from rapport.exchange.archive.reading import Archive
from rapport.exchange.archive.rows import is_whole, parts_plain, row_of
from rapport.exchange.archive.writing import plain_row
from rapport.records.asking import Asking
from rapport.records.labels import label_of
from rapport.records.models import Circle, Colleague, Office, Operation
from rapport.records.models.logged import LoggedModel
from rapport.records.models.scoped import ScopedModel
from rapport.records.operations import columns_of, parts_of, recorded_models
from rapport.records.refusals import CannotBe

_AT_ONCE = 500
_US = (Office, Colleague, Circle)
"""Who we are: what is not known here is brought along, what is known stays as it is here."""

_STAYS = frozenset({"office", "circle", "sensitivity"})
"""Columns that say who may see a row stay as they are here; so do those of whose alone one is."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field that differs: as it is here, and as the archive has it; neither if it is sealed."""

    name: str
    title: str
    here: Any
    there: Any
    is_sealed: bool = False


@dataclass(frozen=True, slots=True)
class Differing:
    """A record that is here and differs: which, what it is called, and its fields."""

    kind: str
    key: uuid.UUID
    label: str
    fields: tuple[Field, ...]


@dataclass(slots=True)
class Compared:
    """What an archive holds beside this store.

    ``new`` are the records that would be added, by kind; ``left_out`` counts those that are not
    for whoever compares, or were removed here, or hang on such.
    """

    new: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    differing: list[Differing] = field(default_factory=list)
    same: int = 0
    left_out: int = 0

    @property
    def many_new(self) -> int:
        """Return how many records are new."""
        return sum(map(len, self.new.values()))


def compare(asking: Asking, archive: Archive) -> Compared:
    """Return what of an archive is new in this store, and what differs; nothing is written.

    Only what whoever asks may change here is compared, and only what they could add is new.
    """
    compared = Compared()
    mine = frozenset(asking.me.writable_circles())
    here = {key for model in _US for key in model.objects.values_list("pk", flat=True)}
    for name, model in recorded_models().items():
        new = compared.new[name] = []
        for some in _batches(archive.records(name)):
            rows = _rows_here(model, some)
            gone = _removed_here(some, rows)
            for plain in some:
                key = uuid.UUID(plain["id"])
                if not is_whole(model, plain):
                    raise _unreadable()
                row = rows.get(key)
                if row is None:
                    if key in gone or not _may_add(asking, model, plain, mine, here):
                        compared.left_out += 1
                    else:
                        new.append(plain)
                elif model not in _US and not model.OF_ITS_STORE:
                    _note(asking, compared, row, plain)
    _leave_what_hangs_on_nothing(compared)
    return compared


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _rows_here(
    model: type[LoggedModel], some: list[dict[str, Any]]
) -> dict[uuid.UUID, LoggedModel]:
    keys = [uuid.UUID(plain["id"]) for plain in some]
    return {row.pk: row for row in model._base_manager.filter(pk__in=keys)}  # noqa: SLF001


def _removed_here(some: list[dict[str, Any]], rows: Mapping[uuid.UUID, Any]) -> set[uuid.UUID]:
    """Return the keys of what this store once had: it was removed, and does not come back so."""
    missing = [uuid.UUID(plain["id"]) for plain in some if uuid.UUID(plain["id"]) not in rows]
    known = Operation.objects.filter(row__in=missing)
    return set(known.order_by().values_list("row", flat=True).distinct())


def _may_add(
    asking: Asking,
    model: type[LoggedModel],
    plain: Mapping[str, Any],
    mine: Collection[uuid.UUID],
    here: Collection[uuid.UUID],
) -> bool:
    """Say whether whoever asks could add this: in circles they write in, or that are new here.

    Who writes in none adds nothing. What is somebody's own is added by nobody else, and what is
    private by nobody at all: it is in no archive.
    """
    if not mine or model.OF_ITS_STORE:
        return False
    if model in _US:
        return True
    row = row_of(model, plain, sealing=False)
    if isinstance(row, ScopedModel):
        return not row.is_private and (row.circle_id in mine or row.circle_id not in here)
    scope = row.scope()
    if scope == getattr(row, "by_id", None):
        return bool(scope == asking.me.pk)
    return scope in mine or scope == asking.me.office_id or scope not in here


def _note(asking: Asking, compared: Compared, row: LoggedModel, plain: dict[str, Any]) -> None:
    fields = tuple(_differing(row, plain))
    if not fields:
        compared.same += 1
    elif _may_change(asking, row):
        kind = str(row._meta.model_name)  # noqa: SLF001 - documented Meta API
        compared.differing.append(Differing(kind, row.pk, label_of(row), fields))
    else:
        compared.left_out += 1


def _may_change(asking: Asking, row: LoggedModel) -> bool:
    if isinstance(row, ScopedModel):
        mine = type(row).objects.changeable_by(asking.me)
        return bool(mine.filter(pk=row.pk).exists())
    writable = asking.me.writable_circles()
    in_common = {asking.me.office_id} if writable and row.OF_WRITERS else set()
    return row.scope() in {asking.me.pk, *writable, *in_common}


def _differing(row: LoggedModel, plain: Mapping[str, Any]) -> Iterator[Field]:
    model = type(row)
    here = {**plain_row(row), **parts_plain(row)}
    stays = _STAYS | _whose(row)
    for column in columns_of(model):
        name = column.name
        if name in stays or name not in plain or here[name] == plain[name]:
            continue
        title: Any = model._meta.get_field(name)  # noqa: SLF001 - documented Meta API
        called = str(title.verbose_name)
        if name in model.SEALED:
            # Comparing opens no real name: only that they differ is said.
            yield Field(name, called, None, None, is_sealed=True)
        else:
            yield Field(name, called, here[name], plain[name])
    for name in model.PARTS:
        if name in plain and sorted(here[name]) != sorted(plain[name]):
            yield Field(name, name, here[name], plain[name])


def _whose(row: LoggedModel) -> frozenset[str]:
    """Return the columns that say whose alone a row is, if it is anybody's."""
    if isinstance(row, ScopedModel):
        own = row.OWN_UNTIL
        return frozenset((*own.people, own.shared) if own is not None else ())
    return frozenset({"by"} if row.scope() == getattr(row, "by_id", None) else ())


def _leave_what_hangs_on_nothing(compared: Compared) -> None:
    """Leave out what would point at a record that is neither here nor among what is new."""
    coming = {
        recorded_models()[name]: {uuid.UUID(plain["id"]) for plain in rows}
        for name, rows in compared.new.items()
    }
    left = True
    while left:
        left = False
        for name, rows in compared.new.items():
            model = recorded_models()[name]
            fit = [plain for plain in rows if _finds_all(model, plain, coming)]
            if len(fit) < len(rows):
                compared.left_out += len(rows) - len(fit)
                compared.new[name] = fit
                coming[model] = {uuid.UUID(plain["id"]) for plain in fit}
                left = True


def _finds_all(
    model: type[LoggedModel], plain: Mapping[str, Any], coming: Mapping[Any, set[uuid.UUID]]
) -> bool:
    for other, at in _points_at(model, plain, coming):
        if at not in coming[other] and not other._base_manager.filter(pk=at).exists():  # noqa: SLF001
            return False
    return True


def _points_at(
    model: type[LoggedModel], plain: Mapping[str, Any], coming: Mapping[Any, set[uuid.UUID]]
) -> Iterator[tuple[Any, uuid.UUID]]:
    """Yield what a record points at, itself or by its parts: of which kind, and its key."""
    row = row_of(model, plain, sealing=False)
    for column in model._meta.concrete_fields:  # noqa: SLF001 - documented Meta API
        at = getattr(row, column.attname)
        if column.is_relation and column.related_model in coming and at is not None:
            yield column.related_model, at
    for name, child in parts_of(model).items():
        whose: Any = child._meta.get_field(child.VALUES[0])  # type: ignore[attr-defined]  # noqa: SLF001
        for entry in plain.get(name, ()):
            yield whose.related_model, uuid.UUID(entry[0])


def _unreadable() -> CannotBe:
    return CannotBe(
        gettext_noop("A record in this archive cannot be read."),
        next_step=gettext_noop("Update Rapport, or ask for the archive again."),
    )
