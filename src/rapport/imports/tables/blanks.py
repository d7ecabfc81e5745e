"""Whether an empty cell seems to mean "as above", as in registers written in blocks."""

from collections.abc import Mapping, Sequence

from rapport.imports.tables.column_guess import Question
from rapport.imports.tables.header_words import Meaning

_SOME_NAMES_BLANK = 0.1
_MOST_DAYS_BLANK = 0.5
_FEWEST_ROWS = 3


def blank_seems_above(
    columns: Sequence[Sequence[str]], meanings: Mapping[int, Meaning], questions: Sequence[Question]
) -> bool:
    """Say whether to offer that a blank repeats the cell above it.

    It is offered in a register with days where the first row has a name and further rows lack
    one but say something else, or where most days are blank under the first.  A list of people
    without days has blanks that mean nothing.
    """
    days = [place for place, meaning in meanings.items() if meaning == "date"]
    days += [each.columns[0] for each in questions if each.meaning == "date"]
    names = [place for place, meaning in meanings.items() if meaning in ("alias", "real_name")]
    rows = [number for number in range(len(columns[0]) if columns else 0) if _said(columns, number)]
    if not days or not names or len(rows) < _FEWEST_ROWS:
        return False
    return _blank_share(columns, names, rows) >= _SOME_NAMES_BLANK or (
        _blank_share(columns, days[:1], rows) >= _MOST_DAYS_BLANK
    )


def _said(columns: Sequence[Sequence[str]], row: int) -> bool:
    """Say whether a row has two cells or more: one alone is a heading, or nothing."""
    return sum(bool(column[row]) for column in columns) > 1


def _blank_share(
    columns: Sequence[Sequence[str]], places: Sequence[int], rows: Sequence[int]
) -> float:
    """Return in which share of the rows all these columns are blank; 0 if the first row is."""
    blank = [not any(columns[place][row] for place in places) for row in rows]
    return 0.0 if blank[0] else sum(blank) / len(blank)
