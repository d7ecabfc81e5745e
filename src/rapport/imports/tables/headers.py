"""Where the header is, and what to call columns that have no name of their own."""

import re
from collections import Counter

from rapport.imports.tables.columns import is_known_header

_LOOK_AT = 10
_LONGEST_HEADER = 80
_FULL_ENOUGH = 0.6
_NUMBERLIKE = re.compile(r"[\d٠-٩۰-۹\s.,:/+()-]+")


def guess_header_row(rows: list[tuple[int, list[str]]]) -> tuple[int, bool]:
    """Say which row names the columns (its number, 0 for none) and whether that is sure.

    A header is the first nearly full row of short, different words, none of them a number or a
    date.  It is sure when the rows below look different from it in some column.
    """
    filled = [(number, row) for number, row in rows[: _LOOK_AT * 3] if any(row)][:_LOOK_AT]
    if not filled:
        return 0, True
    fullest = max(sum(map(bool, row)) for _, row in filled)
    for position, (number, row) in enumerate(filled):
        cells = [cell for cell in row if cell]
        if len(cells) < _FULL_ENOUGH * fullest:
            continue
        if not _could_be_header(cells):
            break
        known = any(map(is_known_header, cells))
        return number, known or _differs_below(row, [below for _, below in filled[position + 1 :]])
    return 0, False


def name_columns(cells: list[str], width: int, unnamed: str) -> list[str]:
    """Give every one of ``width`` columns a name, all different.

    >>> name_columns(["Name", "", "Name"], 4, "Column %(number)s")
    ['Name', 'Column 2', 'Name (2)', 'Column 4']
    """
    padded = [*cells, *[""] * (width - len(cells))]
    taken: Counter[str] = Counter()
    names = []
    for number, cell in enumerate(padded, start=1):
        name = " ".join(cell.split())[:_LONGEST_HEADER] or unnamed % {"number": number}
        taken[name] += 1
        while taken[name] > 1:
            name = f"{name} ({taken[name]})"
            taken[name] += 1
        names.append(name)
    return names


def _could_be_header(cells: list[str]) -> bool:
    return (
        all(len(cell) <= _LONGEST_HEADER and not _NUMBERLIKE.fullmatch(cell) for cell in cells)
        and not any("@" in cell for cell in cells)
        and len({cell.casefold() for cell in cells}) >= _FULL_ENOUGH * len(cells)
    )


def _differs_below(header: list[str], below: list[list[str]]) -> bool:
    """Say whether some column holds only numbers, dates or repeated words below its name."""
    for column, title in enumerate(header):
        values = [row[column] for row in below if column < len(row) and row[column]]
        if not title or not values:
            continue
        if all(_NUMBERLIKE.fullmatch(value) for value in values):
            return True
        if len(values) > 1 and len(set(values)) <= len(values) // 2 and title not in values:
            return True
    return False
