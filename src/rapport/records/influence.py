"""How much a group weighs on a day, as it is kept: dated values, the newest by their day."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from rapport.records.models import Sensitivity
from rapport.records.raw_rows import Key

LOW = 1
"""An influence of at most so much is low."""


def influences(said: Any, today: date) -> tuple[tuple[date, int], ...]:
    """Return the dated values noted up to a day, the oldest first; the last said of a day counts.

    >>> influences('[["2026-02-01", 3], ["2026-01-01", 1]]', date(2026, 3, 1))
    ((datetime.date(2026, 1, 1), 1), (datetime.date(2026, 2, 1), 3))
    """
    if said in (None, "[]", []):
        return ()
    dated: Iterable[Any] = json.loads(said) if isinstance(said, str) else said
    until = today.isoformat()
    known = {one[0]: one[1] for one in dated if one[0] and one[0] <= until and type(one[1]) is int}
    return tuple((date.fromisoformat(day), known[day]) for day in sorted(known))


def influence_on(said: Any, today: date) -> int | None:
    """Return the influence noted for a day, of values noted as ``[day, value]`` or with a basis.

    They are text in the encrypted file, and a list on PostgreSQL.
    """
    if said in (None, "[]", []):
        return None
    dated: Iterable[Any] = json.loads(said) if isinstance(said, str) else said
    known = [(one[0], one[1]) for one in dated if one[0] <= today.isoformat()]
    # Of several on one day the one noted last counts.
    newest = max(enumerate(known), key=lambda one: (one[1][0], one[0]), default=None)
    return None if newest is None or type(newest[1][1]) is not int else newest[1][1]


def is_small(
    groups: Iterable[tuple[Key | None, int | None, Any]], circle: Key, today: date
) -> bool:
    """Say whether the influence of a group is low, as everybody who sees the relationship may know.

    ``groups`` are the circle, the sensitivity and the influence of the group somebody is of, or of
    the one the relationship is with.
    """
    for where, sensitivity, said in groups:
        if where == circle and sensitivity is not None and sensitivity < Sensitivity.SEVERE:
            influence = influence_on(said, today)
            if influence is not None and influence <= LOW:
                return True
    return False
