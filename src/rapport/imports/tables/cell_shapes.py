"""What the cells of one column are like: days, numbers, names, posts, long texts."""

import dataclasses
import re
from collections.abc import Callable, Sequence

from rapport.formats.dates.reading import BadDate, guess_date_order, read_day
from rapport.imports.tables.cell_words import FORMS_OF_ADDRESS, POSTS, PURPOSES, YES_NO
from rapport.names import fold

MOSTLY = 0.8
HARDLY = 0.3
_SHORT_CHARACTERS = 25
_DAYS_LOOKED_AT = 50
_LONGEST_NAME = 120
_SEVERAL_SHARE = 0.05
_PHONE = re.compile(r"\+?[\d٠-٩۰-۹][\d٠-٩۰-۹\s()./-]{6,18}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_COMMA = re.compile(r"[,،]")

#: What may part several people in one cell; a comma does only beside another, or with an "and".
_PARTED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("semicolon", re.compile(r"[;؛]")),
    ("newline", re.compile(r"\n")),
    ("and", re.compile(r"\s(?:and|et|y|и|و)\s|&", re.IGNORECASE)),
    ("slash", re.compile(r"\s/\s")),
    ("plus", re.compile(r"\s\+\s")),
)


@dataclasses.dataclass(frozen=True, slots=True)
class CellShape:
    """The cells of a column that have something in them, and how large a share is of a kind."""

    cells: tuple[str, ...]
    days: float = 0.0
    yes_no: float = 0.0
    phones: float = 0.0
    emails: float = 0.0

    @property
    def filled(self) -> int:
        """Return how many cells have something in them."""
        return len(self.cells)

    def share(self, holds: Callable[[str], bool]) -> float:
        """Return of how many filled cells something holds; of no cell, 0."""
        return sum(map(holds, self.cells)) / len(self.cells) if self.cells else 0.0

    def are_forms_of_address(self) -> bool:
        """Say whether nearly all are known ones, or short and each used again and again."""
        if self.share(lambda cell: fold(cell) in FORMS_OF_ADDRESS) >= MOSTLY:
            return True
        return self.repeat() and self.are_short() and not self.are_posts()

    def are_posts(self) -> bool:
        """Say whether half of them begin or end as a post does: Head of permits, Vice mayor."""
        return self.share(_is_post) >= 0.5

    def are_purposes(self) -> bool:
        """Say whether they are chosen from a few rather than written each time anew."""
        known = self.share(lambda cell: fold(cell) in PURPOSES)
        return known >= 0.5 or (self.repeat() and self.are_short())

    def are_short(self) -> bool:
        """Say whether nearly all are short."""
        return self.share(lambda cell: len(cell) <= _SHORT_CHARACTERS) >= MOSTLY

    def repeat(self) -> bool:
        """Say whether each is used twice or more on average."""
        return self.filled >= 4 and 2 * len({fold(cell) for cell in self.cells}) <= self.filled

    def several_people(self) -> tuple[tuple[str, ...], int, str]:
        """Say what seems to part several people in a cell, in how many cells, and one of those.

        Nothing parts them while such cells are fewer than a twentieth.
        """
        found = [(cell, parted) for cell in self.cells if (parted := _parted_by(cell))]
        if not found or len(found) < _SEVERAL_SHARE * self.filled:
            return (), 0, ""
        met = {separator for _, parted in found for separator in parted}
        known = [*(name for name, _ in _PARTED), "comma"]
        return tuple(name for name in known if name in met), len(found), found[0][0]


def shape_of(column: Sequence[str]) -> CellShape:
    """Look at the cells of a column, blanks left out."""
    cells = tuple(cell for cell in column if cell.strip())
    if not cells:
        return CellShape(())
    order = guess_date_order(cells[:_DAYS_LOOKED_AT]).order
    shape = CellShape(cells)
    days = shape.share(lambda cell: not isinstance(read_day(cell, order), BadDate))
    return CellShape(
        cells,
        days=days,
        yes_no=shape.share(lambda cell: fold(cell) in YES_NO),
        phones=shape.share(lambda cell: bool(_PHONE.fullmatch(cell))) - days,
        emails=shape.share(lambda cell: bool(_EMAIL.fullmatch(cell))),
    )


def is_day(cell: str) -> bool:
    """Say whether a cell is a day in some order."""
    return guess_date_order([cell]).fits != {"dmy": 0, "mdy": 0, "ymd": 0}


def _is_post(cell: str) -> bool:
    words = fold(cell).split()
    return bool(words) and (words[0] in POSTS or words[-1] in POSTS)


def _parted_by(cell: str) -> set[str]:
    """Return what seems to part people in a cell; nothing for "Barzani, Ahmad"."""
    parted = {name for name, pattern in _PARTED if pattern.search(cell)}
    commas = len(_COMMA.findall(cell))
    if commas > 1 or (commas and "and" in parted) or (len(cell) > _LONGEST_NAME and commas):
        parted.add("comma")
    return parted
