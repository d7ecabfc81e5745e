"""Rows read once for all who read their circle, for answers that go through all that there is.

Whoever reads a circle may read all in it that is below severe: that part is asked for by the first
of them, by the form that decides access, and serves the others. What is severe is asked for each of
them alone, and what joins others is left to whoever sees each end. So nothing is read that nobody
who asks may read, and nothing kept says who asked.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q

from rapport.records.models import Colleague, Sensitivity
from rapport.records.models.scoped import ScopedQuerySet
from rapport.records.raw_rows import Key, as_stored, each_row_as_stored

Row = tuple[Any, ...]
Made = Callable[[Iterable[Row]], Iterable[Row]]
"""What is kept of the rows of a part: worked out once, and the same for all who see it."""


class RowsByCircle:
    """Rows of some questions, by circle, as they stood when they were first asked for."""

    def __init__(self) -> None:
        self._parts: dict[str, dict[uuid.UUID, list[Row]]] = {}
        self._asked: dict[str, tuple[Sequence[int], Sequence[str]]] = {}

    def parts(
        self,
        me: Colleague,
        rows: ScopedQuerySet[Any],
        *columns: str,
        made: Made = list,
        ends: Sequence[int] = (),
        there: Collection[Key] = (),
    ) -> dict[uuid.UUID | None, list[Row]]:
        """Return what ``me`` may see of a question, sorted, by circle; under None what is severe.

        The same kind is always asked the same: other columns are refused. ``ends``: at which
        places a row has keys of what it joins, once it is ``made``; ``there``: those that this
        reader sees. Each column of ``JOINS`` is asked for, and there are as many ends as any row
        joins others: fewer are refused. That ``made`` puts each at its place is for its tests to
        say. Nobody's own rows are asked for so.
        """
        kind = rows.model
        if kind.OWN_UNTIL is not None or bool(kind.JOINS) != bool(ends):
            raise TypeError(f"Rows of {kind.__name__} are not alike to all who read them.")
        if self._asked.setdefault(kind.__name__, (tuple(ends), columns)) != (tuple(ends), columns):
            raise TypeError(f"Rows of {kind.__name__} were kept for another question.")
        kept = self._parts.setdefault(kind.__name__, {})
        circles = me.readable_circles()
        new = [circle for circle in circles if circle not in kept]
        found = _found(me, rows, new, columns)
        _check_ends(kind, found, columns, ends)
        kept |= {circle: sorted(made(found.get(as_stored(circle), ()))) for circle in new}
        mine: dict[uuid.UUID | None, list[Row]] = {circle: kept[circle] for circle in circles}
        mine[None] = sorted(made(found.get(None, ())))
        return {circle: _with_ends(part, ends, there) for circle, part in mine.items()}


def _found(
    me: Colleague, rows: ScopedQuerySet[Any], circles: list[uuid.UUID], columns: Sequence[str]
) -> dict[Key | None, list[Row]]:
    """Return by circle what is to be kept of circles that are new, and under None what is severe.

    What joins nothing is read through once: what a reader sees below severe all who read there see.
    """
    severe = Q(sensitivity=Sensitivity.SEVERE)
    if rows.model.JOINS:
        asked = [rows.alike_to_readers(me, circles), rows.visible_to(me).filter(severe)]
    else:
        asked = [rows.visible_to(me).filter(severe | Q(circle_id__in=circles))]
    found: dict[Key | None, list[Row]] = defaultdict(list)
    for each in asked:
        told = each_row_as_stored(each.order_by(), "circle_id", "sensitivity", *columns)
        for circle, level, *row in told:
            found[None if level == Sensitivity.SEVERE else circle].append(tuple(row))
    return found


def _check_ends(
    kind: Any, found: Mapping[Key | None, list[Row]], columns: Sequence[str], ends: Sequence[int]
) -> None:
    """Refuse a question that does not look at as many ends as some row of it has."""
    names = [f"{column}_id" for column in kind.JOINS]
    if not {*names} <= {*columns}:
        raise TypeError(f"Rows of {kind.__name__} join others by columns that are not asked for.")
    places = [columns.index(name) for name in names]
    if places and any(
        len(places) - [row[place] for place in places].count(None) > len({*ends})
        for part in found.values()
        for row in part
    ):
        raise TypeError(f"A row of {kind.__name__} joins more than is looked at.")


def _with_ends(part: list[Row], ends: Sequence[int], there: Collection[Key]) -> list[Row]:
    """Keep rows of which all ends are there."""
    for place in ends:
        part = [row for row in part if row[place] is None or row[place] in there]
    return part
