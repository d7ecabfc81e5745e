"""What hangs on a record, and which relationships it is about: found from the models.

Nothing here names a kind. A new model is found by its foreign keys and its ``LINK``.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from rapport.records.models import LoggedModel, Relationship, ScopedModel
from rapport.records.models.declared import Link
from rapport.records.models.scoped import AboutRelationship, BehindCircle
from rapport.records.operations import RowState, about_in, parts_of, recorded_models
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

_CHUNK = 500
_THEIRS = "theirs"


class Hanging(NamedTuple):
    """A kind of record that points at another: its model, the column, and whether it belongs.

    What belongs (``CASCADE``) goes where the other goes. What does not only mentions it.
    """

    model: type[ScopedModel]
    column: str
    belongs: bool


@cache
def hanging_on(model: type[LoggedModel]) -> tuple[Hanging, ...]:
    """Return every kind of scoped record that points at a record of ``model``."""
    found = []
    for other in recorded_models().values():
        if not issubclass(other, ScopedModel):
            continue
        for field in other._meta.concrete_fields:  # noqa: SLF001 - documented Meta API
            if isinstance(field, models.ForeignKey) and field.related_model is model:
                belongs = field.remote_field.on_delete is models.CASCADE
                found.append(Hanging(other, field.name, belongs))
    return tuple(found)


def rows_of(row: LoggedModel, hanging: Hanging) -> list[ScopedModel]:
    """Return the rows of one kind that point at ``row``, whoever may see them, oldest first."""
    return rows_at([row.pk], hanging)


def rows_at(keys: Sequence[uuid.UUID], hanging: Hanging) -> list[ScopedModel]:
    """Return the rows of one kind that point at one of these, as :func:`rows_of` does."""
    wanted = {f"{hanging.column}__in": among(keys)}
    return list(hanging.model._base_manager.filter(**wanted).order_by("pk"))  # noqa: SLF001


def belonging_to(row: ScopedModel) -> Iterator[ScopedModel]:
    """Yield all that belongs to a record, and what belongs to that in turn."""
    for hanging in hanging_on(type(row)):
        if hanging.belongs:
            for below in rows_of(row, hanging):
                yield below
                yield from belonging_to(below)


@cache
def shared_kinds() -> tuple[type[ScopedModel], ...]:
    """Return the kinds that several relationships share: those with a part on their side."""
    every = recorded_models().values()
    return tuple(kind for kind in every if issubclass(kind, ScopedModel) and _THEIRS in kind.PARTS)


def shared_with(relationships: Iterable[uuid.UUID]) -> Iterator[ScopedModel]:
    """Yield what these relationships took part in or are to, each once, kind by kind."""
    ordered = sorted(relationships)
    for kind in shared_kinds():
        there = parts_of(kind)[_THEIRS]._base_manager  # noqa: SLF001 - Meta API
        owner = there.model.OWNER  # type: ignore[attr-defined]
        found: set[uuid.UUID] = set()
        for start in range(0, len(ordered), _CHUNK):
            chunk = ordered[start : start + _CHUNK]
            keys = there.filter(relationship__in=chunk).values(owner)
            for row in kind._base_manager.filter(pk__in=keys).order_by("pk"):  # noqa: SLF001
                if row.pk not in found:
                    found.add(row.pk)
                    yield row


def relationships_of(
    model: type[LoggedModel], keys: Iterable[uuid.UUID], *, noticed: bool = False
) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Return, for rows of one kind by key, the keys of the relationships each is about.

    Rows that are about none, or are not there, are left out. With ``noticed`` they are those whose
    findings rest on its words, or may.
    """
    link = noticed_at(model) if noticed else link_of(model)
    ordered = sorted(keys)
    about: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    if link is None:
        return about
    for start in range(0, len(ordered), _CHUNK):
        name = str(model._meta.model_name)  # noqa: SLF001 - documented Meta API
        ours = dict(_linked_by(name, link.ours, ordered[start : start + _CHUNK]))
        linked = linked_relationships(link, set(ours.values()) - {None})
        for key, value in ours.items():
            about[key] += linked.get(value, ())
        for column, kind in others_joined(model):
            joined = dict(_linked_by(name, column, ordered[start : start + _CHUNK]))
            ends = set(joined.values()) - {None}
            itself = kind is Relationship
            theirs = {one: [one] for one in ends} if itself else relationships_of(kind, ends)
            for key, other in joined.items():
                about[key] += [one for one in theirs.get(other, ()) if one not in about[key]]
    return {key: found for key, found in about.items() if found}


def linked_relationships(
    link: Link, values: Iterable[uuid.UUID]
) -> Mapping[uuid.UUID, list[uuid.UUID]]:
    """Return the keys of relationships by what ``link.theirs`` holds in them."""
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for value, key in _linked_at(link.theirs, list(values)):
        found[value].append(key)
    return found


@prepared
def _linked_by(model: str, column: str, keys: list[uuid.UUID]) -> "QuerySet[Any, tuple[Any, Any]]":
    rows: QuerySet[Any] = apps.get_model("records", model)._base_manager.all()  # noqa: SLF001
    return rows.filter(pk__in=among(keys)).values_list("pk", column)


@prepared
def _linked_at(
    column: str, values: list[uuid.UUID]
) -> "QuerySet[Relationship, tuple[Any, uuid.UUID]]":
    rows = Relationship._base_manager.filter(**{f"{column}__in": among(values)})  # noqa: SLF001
    return rows.order_by("pk").values_list(column, "pk")


@cache
def others_joined(model: type[models.Model]) -> tuple[tuple[str, type[LoggedModel]], ...]:
    """Return the columns of a kind that join a relationship beside the one of its link.

    They join it, or what hangs on one, as an agreement does; with each column stands what it joins.
    """
    joined = getattr(model, "JOINS", ())
    fields: list[Any] = [model._meta.get_field(column) for column in joined]  # noqa: SLF001
    link = link_of(model)
    return tuple(
        (field.attname, field.related_model)
        for field in fields
        if issubclass(field.related_model, (Relationship, AboutRelationship))
        and (link is None or field.attname != link.ours)
    )


def joins(model: type[models.Model]) -> bool:
    """Say whether rows of a kind join records, which may lie in different circles."""
    return bool(getattr(model, "JOINS", ()))


@cache
def joining_kinds() -> tuple[type[ScopedModel], ...]:
    """Return the kinds whose rows join others."""
    every = recorded_models().values()
    return tuple(kind for kind in every if issubclass(kind, ScopedModel) and joins(kind))


def rows_joining(model: type[ScopedModel], keys: Collection[uuid.UUID]) -> "QuerySet[Any]":
    """Return the rows of a kind that have one of these for an end."""
    wanted = among(sorted(keys))
    at_an_end = Q()
    for column in model.JOINS:
        at_an_end |= Q(**{f"{column}__in": wanted})
    return model._base_manager.filter(at_an_end)  # noqa: SLF001 - Meta API


def relationships_joined(model: type[models.Model], rows: Iterable[models.Model]) -> set[uuid.UUID]:
    """Return the relationships at the ends of rows, and those with what is an end itself.

    Of a group that is joined it is the relationship with the group; of what hangs on a
    relationship, as an agreement does, that one.
    """
    found: set[uuid.UUID] = set()
    ends: dict[Any, set[uuid.UUID]] = defaultdict(set)
    columns = [model._meta.get_field(column) for column in getattr(model, "JOINS", ())]  # noqa: SLF001
    for row in rows:
        for column in columns:
            ends[column.related_model].add(getattr(row, column.attname))  # type: ignore[union-attr]
    for kind, keys in ends.items():
        keys.discard(None)  # one end is one of several columns
        if kind is Relationship:
            found |= keys
            continue
        if issubclass(kind, AboutRelationship):
            for about in relationships_of(kind, keys).values():
                found.update(about)
        for hanging in hanging_on(kind):
            if keys and hanging.model is Relationship:
                for linked in linked_relationships(
                    Link("pk", f"{hanging.column}_id"), keys
                ).values():
                    found.update(linked)
    return found


def joined_in_log(model: type[LoggedModel], state: RowState) -> dict[type[Any], set[uuid.UUID]]:
    """Return the keys of all that a row joined, by kind, by the log when it was last there."""
    joined: dict[type[Any], set[uuid.UUID]] = defaultdict(set)
    for column in getattr(model, "JOINS", ()):
        if value := state.value(column):
            kind: Any = model._meta.get_field(column).related_model  # noqa: SLF001 - Meta API
            joined[kind].add(uuid.UUID(value))
    return joined


def relationships_in_log(model: type[LoggedModel], key: uuid.UUID, state: RowState) -> set[Any]:
    """Return the relationships a row was about, by the log, when it was last there."""
    link = link_of(model)
    if link is None:
        return set()
    about = about_in({name: state.value(name, []) for name in model.PARTS})
    if link.ours == "pk":
        about |= {key, *linked_relationships(link, [key]).get(key, ())}
    elif value := state.value(link.ours.removesuffix("_id")):
        pointed = uuid.UUID(value)
        about |= {pointed} if link.theirs == "pk" else set()
        about.update(linked_relationships(link, [pointed]).get(pointed, ()))
    return about | joined_in_log(model, state)[Relationship]


def link_of(model: type[models.Model]) -> Link | None:
    """Return how rows of a kind lead to relationships, if they do."""
    return model.LINK if issubclass(model, BehindCircle) else None


def noticed_at(model: type[models.Model]) -> Link | None:
    """Return how a kind leads to the relationships whose findings rest on its words, if any."""
    return (model.LINK or model.NOTICED) if issubclass(model, BehindCircle) else None
