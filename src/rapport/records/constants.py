"""What is the same at every asking, written into the SQL of a question to PostgreSQL.

PostgreSQL keeps one plan of a question for all its values where that costs no more than a plan made
for those at hand. Of a constant that comes as a value it knows neither how many rows have it, nor
that there is an index of just these rows.
"""

import re
from collections.abc import Sequence
from typing import Any

_PLACE = re.compile("%s|%%")


def with_constants(
    sql: str,
    values: Sequence[Any],
    places: Sequence[tuple[int, int]],
    *,
    told: Sequence[Any] = (),
) -> tuple[str, list[Any], tuple[tuple[int, int], ...]]:
    """Return a statement with texts, numbers, yes and no among its values written out.

    ``places`` are those that are filled in at each asking, and with what: they stay, and so do
    values of another kind. So does a text that was ``told``: nothing that somebody may have typed
    stands in SQL.
    """
    filled = dict(places)
    kept: list[Any] = []
    moved: list[tuple[int, int]] = []
    numbers = iter(range(len(values)))

    def written(place: "re.Match[str]") -> str:
        if place[0] == "%%":
            return place[0]
        number = next(numbers)
        value = values[number]
        is_told = isinstance(value, str) and value in told
        constant = None if number in filled or is_told else _literal(value)
        if constant is not None:
            return constant
        if number in filled:
            moved.append((len(kept), filled[number]))
        kept.append(value)
        return place[0]

    return _PLACE.sub(written, sql), kept, tuple(moved)


def _literal(value: Any) -> str | None:
    """Return how a constant stands in SQL; None where it is not of a kind that is written out."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int) and -(1 << 63) <= value < 1 << 63:
        # With its type: a bare number in an order would be that of a column.
        size = "integer" if -(1 << 31) <= value < 1 << 31 else "bigint"
        return f"'{int(value)}'::{size}"
    if isinstance(value, str) and not {"\\", "\0"} & set(value):
        return "'" + str.__str__(value).replace("'", "''").replace("%", "%%") + "'"
    return None
