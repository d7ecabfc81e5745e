"""Where the header is, and what to call columns that have no name of their own."""

import itertools
import re
from collections import Counter
from typing import NamedTuple

from rapport.imports.tables.columns import is_known_header

_LOOK_AT = 10
_HEADER_ROWS = 3
_LONGEST_HEADER = 80
_FULL_ENOUGH = 0.6
_NUMBERLIKE = re.compile(r"[\d٠-٩۰-۹\s.,:/+()-]+")


class HeaderGuess(NamedTuple):
    """Which row names the columns: its number (0 for none), and whether that is sure.

    ``others`` are rows beside it that look like headers too, and have fewer known words.
    """

    row: int
    sure: bool
    others: tuple[int, ...] = ()


def guess_header_row(rows: list[tuple[int, list[str]]]) -> HeaderGuess:
    """Find the row that names the columns among the first ``rows``.

    A header is the first nearly full row of short, different words, none of them a number or a
    date; of several such rows under each other, the one with most known words.  It is sure when
    the rows below look different from it in some column.
    """
    filled = [(number, row) for number, row in rows[: _LOOK_AT * 3] if any(row)][:_LOOK_AT]
    if not filled:
        return HeaderGuess(0, sure=True)
    fullest = max(sum(map(bool, row)) for _, row in filled)
    for position, (_, row) in enumerate(filled):
        cells = [cell for cell in row if cell]
        if len(cells) < _FULL_ENOUGH * fullest:
            continue
        if not _could_be_header(cells):
            break
        return _best_of(filled, position)
    return HeaderGuess(0, sure=False)


def _best_of(filled: list[tuple[int, list[str]]], position: int) -> HeaderGuess:
    """Choose among the row at a position and those under it that could be headers as well."""
    under = itertools.takewhile(
        lambda each: _could_be_header([cell for cell in filled[each][1] if cell]),
        range(position, min(position + _HEADER_ROWS, len(filled))),
    )
    known = {each: sum(map(is_known_header, filled[each][1])) for each in under}
    best = max(known, key=lambda each: (known[each], -each))
    number, row = filled[best]
    others = tuple(filled[each][0] for each in known if each < best)
    sure = known[best] > 0 or _differs_below(row, [below for _, below in filled[best + 1 :]])
    return HeaderGuess(number, sure, others)


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
