"""The history: what was done, by whom and when, and whether it can be taken back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Count, Min, QuerySet
from django.db.models.expressions import RawSQL

from rapport.records.asking import Asking
from rapport.records.chain import moment_of_clock
from rapport.records.first_of_each import EACH, first_of_each
from rapport.records.hanging import relationships_of
from rapport.records.models import Colleague, Duty, Export, Operation, Relationship, ScopeHead
from rapport.records.operations import recorded_models
from rapport.records.prepared import prepared
from rapport.records.private_rows import kinds_apart, not_there_for, without_others
from rapport.records.raw_rows import among
from rapport.records.undo_permissions import closed_to, may_take_back, rows_by_kind, touches_of

PAGE = 40


class _Line(NamedTuple):
    """An operation as far as the page shows it; a page reads hundreds, and makes no records."""

    sequence: int
    change_set: uuid.UUID
    verb: str
    by: uuid.UUID | None
    clock: int
    model: str
    row: uuid.UUID
    effect: int
    scope: uuid.UUID


_COLUMNS = (*_Line._fields[:-1], "chain__scope")


class ExportEntry(NamedTuple):
    """What the history says of an export: what, for what purpose, which columns, how sensitive.

    How many rows it had, and how sensitive they were, is told to whoever made it, and to whoever
    minds data protection: to others it would tell of rows that they may not see.
    """

    what: str
    purpose: str
    columns: tuple[str, ...]
    many: int | None = None
    sensitivity: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """One change set. ``aliases`` name whom it concerned, as far as ``me`` may see."""

    change_set: uuid.UUID
    verb: str
    by: str
    at: datetime
    changes: int
    kinds: tuple[str, ...]
    aliases: tuple[str, ...]
    relationship: uuid.UUID | None
    may_undo: bool
    export: ExportEntry | None = None


@dataclass(frozen=True, slots=True)
class History:
    """A page of the history, newest first; ``following`` is where the next page begins."""

    change_sets: tuple[Done, ...]
    following: int | None
    content_hidden: bool


def history(asking: Asking, *, before: int | None = None, page: int = PAGE) -> History:
    """Return the change sets in my circles and office; an auditor sees them all, without whom."""
    me = asking.me
    auditor = me.has_duty(Duty.AUDITOR)
    scopes = None if auditor else [*me.readable_circles(), me.office_id, me.pk]
    read, cut = _open_to(me, scopes, before=before, count=page * 12)
    groups = [list(group) for _, group in groupby(read, key=lambda one: one.change_set)]
    if cut and len(groups) > 1:
        # The last change set may go on behind what was read: it begins the next page.
        groups.pop()
    shown = groups[:page]
    sizes = {group[0].change_set: len(group) for group in shown}
    following = shown[-1][-1].sequence if shown and (cut or len(groups) > page) else None
    if cut and len(groups) == 1:
        # One change set fills more than was read: it is shown whole, as one line.
        change_set = Operation.objects.filter(change_set=groups[0][0].change_set)
        mine = change_set if scopes is None else change_set.filter(chain__scope__in=among(scopes))
        mine = mine.exclude(row__in=_others(me, mine, joining=not auditor))
        whole = mine.aggregate(n=Count("pk"), first=Min("sequence"))
        sizes[groups[0][0].change_set], following = whole["n"], whole["first"]
        if not _open_to(me, scopes, before=following, count=1)[0]:
            following = None
    names = _names({one.by for group in shown for one in group if one.by})
    about = _about(me, [one for group in shown for one in group[:20]])
    allowed = _may_undo(me, shown, sizes)
    left = {} if auditor else _exports(me, shown)
    change_sets = tuple(
        replace(_done(group, sizes, names, about, allowed), export=left.get(group[0].change_set))
        for group in shown
    )
    return History(change_sets=change_sets, following=following, content_hidden=auditor)


def _open_to(
    me: Colleague, scopes: Sequence[uuid.UUID] | None, *, before: int | None, count: int
) -> tuple[list[_Line], bool]:
    """Return the newest operations that ``me`` may know of, and whether there may be more.

    What was done to a record for named people only is for them alone: that it was done would tell
    the others of the circle that there is such a record. So it is with what joins records of which
    ``me`` does not see one. An auditor sees that it was done. What is one colleague's alone not
    even an auditor is told of.
    """
    read: list[_Line] = []
    while len(read) < count:
        some = _newest(scopes, before=before, count=count)
        closed = set() if scopes is None else _closed_in(me, some)
        known = without_others(me, some, joining=scopes is not None)
        read += [one for one in known if one.row not in closed]
        if len(some) < count:
            return read[:count], len(read) > count
        before = some[-1].sequence
    return read[:count], True


def _closed_in(me: Colleague, operations: Sequence[_Line]) -> set[uuid.UUID]:
    return closed_to(me, rows_by_kind((one.model, one.row) for one in operations))


def _newest(scopes: Sequence[uuid.UUID] | None, *, before: int | None, count: int) -> list[_Line]:
    """Return the newest operations of these scopes (all, where none are named), newest first.

    Each scope is read off its own part of an index, so that a small circle's history is found
    as soon in a large office as in a small one.
    """
    end = () if before is None else (str(before),)
    if scopes is None:
        return list(map(_Line._make, _newest_of_all(end, count)))
    # The newest of all are not older than the last of these, of which each scope gives its share.
    share = -(-2 * count // len(scopes))
    some = _newest_places(list(scopes), end, share, count)
    floor = some[-1] if len(some) == count else 0
    return list(map(_Line._make, _newest_of_each(list(scopes), end, (str(floor),), count)))


@prepared
def _newest_of_all(end: tuple[str, ...], count: int) -> "QuerySet[Operation, Any]":
    return _up_to(end).values_list(*_COLUMNS)[:count]


@prepared
def _newest_places(
    scopes: list[uuid.UUID], end: tuple[str, ...], share: int, count: int
) -> "QuerySet[Operation, int]":
    some = _of_each(scopes, _up_to(end).filter(chain_id=EACH)[:share])
    return some.values_list("sequence", flat=True)[:count]


@prepared
def _newest_of_each(
    scopes: list[uuid.UUID], end: tuple[str, ...], floor: tuple[str, ...], count: int
) -> "QuerySet[Operation, Any]":
    of_one = _up_to(end).filter(chain_id=EACH, sequence__gte=_place(floor))
    return _of_each(scopes, of_one[:count]).values_list(*_COLUMNS)[:count]


def _up_to(end: tuple[str, ...]) -> "QuerySet[Operation]":
    """Return what was done before a place in the history, newest first."""
    rows = Operation.objects.order_by("-sequence")
    return rows.filter(sequence__lt=_place(end)) if end else rows


def _place(written: tuple[str, ...]) -> RawSQL:
    """Return a place in the history for a question that is filled in with texts."""
    return RawSQL("CAST(%s AS bigint)", written)


def _of_each(scopes: list[uuid.UUID], of_one: "QuerySet[Operation]") -> "QuerySet[Operation]":
    chains = ScopeHead.objects.filter(scope__in=among(scopes)).values("pk")
    return Operation.objects.filter(pk__in=first_of_each(chains, of_one)).order_by("-sequence")


def _may_undo(
    me: Colleague, shown: Sequence[Sequence[_Line]], sizes: dict[uuid.UUID, int]
) -> set[uuid.UUID]:
    """Return the change sets that ``me`` may take back: none of which a part is another's."""
    # An auditor is told of what joins records of others; it keeps nobody from taking back theirs.
    every = rows_by_kind((one.model, one.row) for group in shown for one in group)
    carried = not_there_for(me, every) if me.has_duty(Duty.AUDITOR) else frozenset()
    mine = {
        group[0].change_set: [one for one in group if one.row not in carried] for group in shown
    }
    allowed = [group for group in shown if may_take_back(me, touches_of(mine[group[0].change_set]))]
    closed = _closed_in(me, [one for group in allowed for one in mine[group[0].change_set]])
    counted = Operation.objects.filter(change_set__in=[group[0].change_set for group in allowed])
    counted = counted.exclude(row__in=_others(me, counted))
    # An operation without its content was erased: of that change nothing whole can come back.
    whole = dict(counted.values_list("change_set").annotate(n=Count("payload")))
    return {
        group[0].change_set
        for group in allowed
        if whole.get(key := group[0].change_set, 0) == sizes[key] - len(group) + len(mine[key])
        and not any(one.row in closed for one in group)
    }


def _others(
    me: Colleague, operations: "QuerySet[Operation]", *, joining: bool = True
) -> frozenset[uuid.UUID]:
    """Return the rows among these operations that are not there for ``me``."""
    carried = operations.filter(model__in=list(kinds_apart())).order_by()
    rows = rows_by_kind(carried.values_list("model", "row").distinct())
    return not_there_for(me, rows, joining=joining)


def _done(
    group: Sequence[_Line],
    sizes: dict[uuid.UUID, int],
    names: dict[uuid.UUID, str],
    about: dict[uuid.UUID, Relationship],
    mine: set[uuid.UUID],
) -> Done:
    first = group[-1]
    known = [about[one.row] for one in group if one.row in about]
    aliases = tuple(dict.fromkeys(row.called for row in known))[:3]
    return Done(
        change_set=first.change_set,
        verb=first.verb,
        by=names.get(first.by, "") if first.by else "",
        at=moment_of_clock(first.clock),
        changes=sizes[first.change_set],
        kinds=tuple(dict.fromkeys(one.model for one in reversed(group))),
        aliases=aliases,
        relationship=known[0].pk if known else None,
        may_undo=first.change_set in mine,
    )


def _exports(me: Colleague, shown: Sequence[Sequence[_Line]]) -> dict[uuid.UUID, ExportEntry]:
    """Return what was exported by change set, of the exports of the office of ``me``."""
    of_set = {one.change_set: one.row for every in shown for one in every if one.model == "export"}
    if not of_set:
        return {}
    rows = Export.objects.filter(pk__in=set(of_set.values()), office=me.office_id)
    said = {row.pk: _export(me, row) for row in rows}
    return {change_set: said[row] for change_set, row in of_set.items() if row in said}


def _export(me: Colleague, row: Export) -> ExportEntry:
    told = ExportEntry(row.what, str(row.get_purpose_display()), tuple(map(str, row.columns)))
    if row.by_id != me.pk and not me.is_shown_readings:
        return told
    return told._replace(many=row.many, sensitivity=str(row.get_sensitivity_display()))


def _names(keys: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    return dict(_called(sorted(keys))) if keys else {}


@prepared
def _called(colleagues: list[uuid.UUID]) -> "QuerySet[Colleague, tuple[uuid.UUID, str]]":
    rows = Colleague.objects.filter(pk__in=among(colleagues))
    return rows.order_by().values_list("pk", "name")


@prepared
def _visible(me: Colleague, keys: list[uuid.UUID]) -> "QuerySet[Relationship]":
    rows = Relationship.objects.visible_to(me).filter(pk__in=among(keys))
    return rows.select_related("counterpart", "actor").order_by()


def _about(me: Colleague, operations: list[_Line]) -> dict[uuid.UUID, Relationship]:
    """Return the first visible relationship that each changed row is about."""
    linked: dict[uuid.UUID, list[uuid.UUID]] = {}
    rows = rows_by_kind((operation.model, operation.row) for operation in operations)
    for kind, keys in rows.items():
        linked.update(relationships_of(recorded_models()[kind], keys))
    every = {key for keys in linked.values() for key in keys}
    seen = {row.pk: row for row in _visible(me, sorted(every))} if every else {}
    return {
        row: next(seen[key] for key in keys if key in seen)
        for row, keys in linked.items()
        if not seen.keys().isdisjoint(keys)
    }
