"""Rows below the header that are no rows of a register: tags, totals, the header once more."""

import re
from collections.abc import Callable, Iterable, Iterator

from rapport.imports.tables.types import PassedOver, WhyPassedOver

_MOST_LISTED = 1_000
_LOOK_FOR_SECOND_HEADER = 2
#: A count or an amount, and no day: "30", "1 250", "12,5", "٣٠"; not "03.03.2025".
_NUMBER = r"[-+]?(?:\d{1,7}|\d{1,3}(?:[ .,'\u00a0\u202f]\d{3})+)(?:[.,]\d{1,2})?\s*%?"
_SURE = (
    r"(?:grand|sub|sous)?[\s-]*totals?|total\s+(?:g[ée]n[ée]ral|general|des?\s\w+)|"
    r"ال?مجموع(?:\s+الكلي)?|ال?[إا]جمالي|جمع\s+کل|итого|всего"
)
_LIKELY = r"somme|sum|suma|сумма|جمع"
_TOTAL = re.compile(
    rf"\W*(?:(?P<sure>{_SURE})|{_LIKELY})\W*(?P<number>{_NUMBER}(?:\s+\w+)?)?\W*", re.IGNORECASE
)
_IS_NUMBER = re.compile(rf"\s*{_NUMBER}\s*")


class Sieve:
    """Lets the rows of a register through and notes those that are none.

    ``titles`` are the cells of the header, none where there is no header.  ``is_known`` says
    whether a cell is a header as many registers have it.
    """

    def __init__(self, titles: Iterable[str], is_known: Callable[[str], bool]) -> None:
        self._titles = [title.strip() for title in titles]
        self._known = {title for title in self._titles if title}
        self._is_known = is_known
        self._passed: list[PassedOver] = []
        self._listed = 0
        self._seen = 0

    def note(self, row: int, why: WhyPassedOver) -> None:
        """Remember a row that is none."""
        if self._listed < _MOST_LISTED:
            self._listed += 1
            self._passed.append(PassedOver(row, why))

    def through(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows that are somebody's."""
        for number, row in rows:
            first = next(filter(None, row), "")
            why = self._why_not(first, row)
            if why is None:
                yield number, row
            else:
                self.note(number, why)

    def hand_over(self) -> list[PassedOver]:
        """Give what was passed over since the last time."""
        given, self._passed = self._passed, []
        return given

    def _why_not(self, first: str, row: list[str]) -> WhyPassedOver | None:
        # Most rows are settled by their first cell alone: there may be fifty thousand.
        self._seen += 1
        if first.startswith("#"):
            return "tag_row" if all(cell.startswith("#") for cell in row if cell) else None
        if first.strip() in self._known and self._is_header_again(row):
            return "second_header"
        if len(first) < 40 and (found := _TOTAL.fullmatch(first)) and _only_numbers(row, found):
            return "total"
        if self._known and self._seen <= _LOOK_FOR_SECOND_HEADER and self._is_translated(row):
            return "second_header"
        return None

    def _is_header_again(self, row: list[str]) -> bool:
        cells = [cell.strip() for cell in row]
        both = list(zip(cells, self._titles, strict=False))
        return all(cell == title for cell, title in both if cell) and sum(map(bool, cells)) > 1

    def _is_translated(self, row: list[str]) -> bool:
        cells = [cell for cell in row if cell.strip()]
        return len(cells) > 1 and all(map(self._is_known, cells))


def _only_numbers(row: list[str], total: re.Match[str]) -> bool:
    """Say whether nothing but numbers stands beside the word for a total."""
    others = [cell for cell in row if cell.strip() and cell != total[0]]
    if not all(map(_IS_NUMBER.fullmatch, others)):
        return False
    return bool(others or total["number"] or (total["sure"] and len(row) > 1))
