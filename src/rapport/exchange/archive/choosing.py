"""What goes into an archive: which chains of the history, which rows, and whose content stays."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from rapport.records.asking import Asking
from rapport.records.models import Circle, Colleague, Office, Operation, ScopeHead, SealedName
from rapport.records.models.logged import LoggedModel
from rapport.records.models.scoped import BehindCircle, ScopedModel, Sensitivity
from rapport.records.operations import parts_of, recorded_models, state_after
from rapport.records.row_logs import logs_of

CIRCLE, OFFICE, STORE = "circle", "office", "store"
_CHUNK = 500
_NAMES = str(SealedName._meta.model_name)  # noqa: SLF001 - documented Meta API


@dataclass
class Chosen:
    """What goes: chains, rows by kind, and the rows of which the content stays.

    ``is_complete``: every chain of the store goes, so its history can be read from end to end.
    ``severe`` counts the rows for named people only that whoever asks sees and nobody agreed to.
    """

    of: str
    name: str
    chains: list[ScopeHead]
    rows: dict[str, set[uuid.UUID]] = field(default_factory=dict)
    withheld: set[uuid.UUID] = field(default_factory=set)
    is_complete: bool = False
    severe: list[list[str]] = field(default_factory=list)

    @property
    def many(self) -> int:
        """Return how many records go."""
        return sum(map(len, self.rows.values()))

    @property
    def has_names(self) -> bool:
        """Say whether real names go, or would if a second person agreed."""
        return bool(self.rows[_NAMES]) or any(kind == _NAMES for kind, _key in self.severe)

    @property
    def people_named(self) -> set[uuid.UUID]:
        """Return the keys of the counterparts whose real names go."""
        going = self.rows[_NAMES]
        pairs = SealedName.objects.values_list("pk", "counterpart")
        return {person for key, person in pairs if key in going} if going else set()


def choose(
    asking: Asking, *, circle: uuid.UUID | None = None, whole: bool = False, agreed: Any = ()
) -> Chosen:
    """Return what goes of a circle, of the office or, if it is ``whole``, of the store.

    Of each, what whoever asks may see. ``agreed`` are the kinds and keys of what is for named
    people only and a second person agreed to; the rest of that stays.
    """
    chosen = _places(asking, circle, whole=whole)
    scopes = {chain.scope for chain in chosen.chains}
    may_go = {tuple(mark) for mark in agreed}
    for name, model in recorded_models().items():
        if issubclass(model, BehindCircle):
            chosen.rows[name], severe = _seen(asking.me, model, scopes, may_go)
            chosen.severe += severe
        else:
            chosen.rows[name] = _in_common(asking.me, model, scopes)
    _bring_us(chosen)
    _leave_what_points_elsewhere(chosen)
    chosen.withheld = set(_withheld(asking, chosen, scopes))
    return chosen


def _places(asking: Asking, circle: uuid.UUID | None, *, whole: bool) -> Chosen:
    """Return the chains of what was asked for, as far as it is for whoever asks.

    They are those of circles and offices: no colleague's own goes, whoever asks.
    """
    me = asking.me
    mine = set(me.readable_circles())
    every = list(ScopeHead.objects.order_by("pk"))
    of, name = OFFICE, me.office.name
    if circle is not None:
        row = Circle.objects.select_related("office").get(pk=circle)
        scopes, of, name = {circle, row.office_id}, CIRCLE, row.name
    elif whole:
        scopes = mine | set(Office.objects.values_list("pk", flat=True))
        of, name = STORE, me.office.name
    else:
        ours = Circle.objects.filter(pk__in=mine, office=me.office_id)
        scopes = set(ours.values_list("pk", flat=True)) | {me.office_id}
    chosen = Chosen(of, name, [chain for chain in every if chain.scope in scopes])
    chosen.is_complete = whole and len(chosen.chains) == len(every)
    return chosen


def _seen(
    me: Colleague, model: type[Any], scopes: set[uuid.UUID], may_go: Collection[Any]
) -> tuple[set[uuid.UUID], list[list[str]]]:
    """Return the rows of a kind that go, and the kinds and keys of what nobody agreed to.

    What is somebody's own goes into no archive, not even into theirs.
    """
    name = str(model._meta.model_name)  # noqa: SLF001 - documented Meta API
    seen = model.objects.visible_to(me).nobodys_own()
    seen = seen.filter(circle__in=scopes & set(me.readable_circles()))
    found, staying = set(), []
    for key, level in seen.values_list("pk", "sensitivity").iterator(chunk_size=5000):
        if level < Sensitivity.SEVERE or (name, key.hex) in may_go:
            found.add(key)
        else:
            staying.append([name, key.hex])
    return found, staying


def _in_common(
    me: Colleague, model: type[LoggedModel], scopes: Collection[uuid.UUID]
) -> set[uuid.UUID]:
    """Return the rows that stand behind no circle, of the scopes that go."""
    if not model.is_archived_for(me):
        return set()
    every = model._base_manager.all()  # noqa: SLF001 - documented Meta API
    return {row.pk for row in every.iterator(chunk_size=2000) if row.scope() in scopes}


def _bring_us(chosen: Chosen) -> None:
    """Let the colleagues and offices go that a row names, of whatever office they are."""
    for of_us in (Colleague, Office):
        going = chosen.rows[str(of_us._meta.model_name)]  # noqa: SLF001 - documented Meta API
        for name, model in recorded_models().items():
            for column in _links(model, {of_us: going}):
                pairs: Any = model._base_manager.values_list("pk", column.attname)  # noqa: SLF001
                rows = chosen.rows[name]
                going |= {at for key, at in pairs.iterator(chunk_size=5000) if at and key in rows}
            for child in parts_of(model).values():
                owner = f"{child.OWNER}_id"  # type: ignore[attr-defined]
                for column in _links(child, {of_us: going}):
                    pairs = child._base_manager.values_list(owner, column.attname)  # noqa: SLF001
                    rows = chosen.rows[name]
                    going |= {at for key, at in pairs.iterator(chunk_size=5000) if key in rows}
    offices = chosen.rows["office"]
    above = dict(Office.objects.values_list("pk", "parent"))
    while not offices.issuperset(filter(None, map(above.get, offices))):
        offices |= set(filter(None, map(above.get, offices)))


def _leave_what_points_elsewhere(chosen: Chosen) -> None:
    """Leave out what points at a row that does not go, until nothing does."""
    going = {model: chosen.rows[name] for name, model in recorded_models().items()}
    left = True
    while left:
        left = False
        for model, keys in going.items():
            missing = set(_pointing_out(model, keys, going))
            keys.difference_update(missing)
            left = left or bool(missing)


def _pointing_out(
    model: type[LoggedModel], keys: set[uuid.UUID], going: dict[Any, set[uuid.UUID]]
) -> Iterator[uuid.UUID]:
    """Yield the keys of those rows that point at one that does not go."""
    if not keys:
        return
    for column in _links(model, going):
        every = model._base_manager.filter(**{f"{column.name}__isnull": False})  # noqa: SLF001
        there = going[column.related_model]
        for key, at in every.values_list("pk", column.attname).iterator(chunk_size=5000):
            if key in keys and at not in there:
                yield key
    for child in parts_of(model).values():
        owner = f"{child.OWNER}_id"  # type: ignore[attr-defined]
        for column in _links(child, going):
            if column.name == child.OWNER:  # type: ignore[attr-defined]
                continue
            there = going[column.related_model]
            pairs = child._base_manager.values_list(owner, column.attname)  # noqa: SLF001
            for key, at in pairs.iterator(chunk_size=5000):
                if key in keys and at not in there:
                    yield key


def _links(model: type[models.Model], going: dict[Any, set[uuid.UUID]]) -> Iterator[Any]:
    for column in model._meta.concrete_fields:  # noqa: SLF001 - documented Meta API
        if column.is_relation and column.related_model in going:
            yield column


def _withheld(asking: Asking, chosen: Chosen, scopes: Collection[uuid.UUID]) -> Iterator[uuid.UUID]:
    """Yield the rows of these chains whose content stays.

    They are there and do not go; or they have gone, and were not for everybody of their circle.
    """
    chains = [chain.pk for chain in chosen.chains if chain.scope in scopes]
    known = Operation.objects.filter(chain__in=chains)
    kinds: dict[str, set[uuid.UUID]] = defaultdict(set)
    pairs = known.order_by().values_list("model", "row").distinct()
    for name, key in pairs.iterator(chunk_size=5000):
        if key not in chosen.rows[name]:
            kinds[name].add(key)
    for name, keys in kinds.items():
        model = recorded_models()[name]
        ordered = sorted(keys)
        for start in range(0, len(ordered), _CHUNK):
            some = ordered[start : start + _CHUNK]
            there = model._base_manager.filter(pk__in=some)  # noqa: SLF001 - documented Meta API
            staying = set(there.values_list("pk", flat=True))
            yield from staying
            yield from _gone_and_closed(asking, model, sorted(set(some) - staying))


def _gone_and_closed(
    asking: Asking, model: type[LoggedModel], gone: list[uuid.UUID]
) -> Iterator[uuid.UUID]:
    if not gone:
        return
    if not model.is_archived_for(asking.me):
        yield from gone
        return
    if not issubclass(model, ScopedModel):
        return
    if model.JOINS or model.OWN_UNTIL is not None:
        yield from gone
        return
    for key, log in logs_of(gone).items():
        # An erased row has no content; what it was is not known any more.
        if state_after(log).value("sensitivity", 0) >= Sensitivity.SEVERE:
            yield key
