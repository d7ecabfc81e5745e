"""Making cells fit to keep: composed, no control characters, no hidden changes of direction.

Overrides and embeddings of direction make a name look like another one, so they are taken out
and the row is marked; the harmless marks (LRM, RLM, ALM) stay inside a text, where they order
mixed lines, and are trimmed at its ends.
"""

import re
import unicodedata

from rapport.imports.tables.types import RowWarning, Trouble

#: C0 without tab and line ends, DEL, C1, noncharacters of the basic plane.
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
_DIRECTIONS = r"\u202a-\u202e\u2066-\u2069"
_UNREADABLE = "\ufffd"
_CONTROL = re.compile(f"[{_CONTROLS}]")
_DIRECTION = re.compile(f"[{_DIRECTIONS}]")
_SUSPECT = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_UNREADABLE}]")
_INVISIBLE_ENDS = "\ufeff\u200b\u2060\u200e\u200f\u061c"
_UNIX_LINES = re.compile("\r\n?")
_LARGEST_LIST = 1_000


class Cleaner:
    """Cleans rows a piece at a time and keeps what it noticed.

    ``warnings`` holds the first thousand of the whole file, ``count`` all.
    """

    def __init__(self) -> None:
        self.warnings: list[RowWarning] = []
        self.count = 0
        self._listed = 0

    def clean(self, numbers: list[int], rows: list[list[str]]) -> list[list[str]]:
        """Clean a piece of the table: the rows, with their numbers.  Most pieces need nothing."""
        trimmed = [[cell.strip() for cell in row] for row in rows]
        whole = "".join(["".join(row) for row in trimmed])
        if whole.isascii() and whole.isprintable():
            return trimmed
        if "\r" in whole:
            trimmed = [[_UNIX_LINES.sub("\n", cell) for cell in row] for row in trimmed]
        if not _SUSPECT.search(whole):
            return [
                [cell if cell.isascii() else _composed(cell) for cell in row] for row in trimmed
            ]
        return [
            [self._clean_cell(number, column, cell) for column, cell in enumerate(row)]
            for number, row in zip(numbers, trimmed, strict=True)
        ]

    def warn(self, row: int, column: int, trouble: Trouble) -> None:
        """Remember one thing worth telling the person."""
        self.count += 1
        if self._listed < _LARGEST_LIST:
            self._listed += 1
            self.warnings.append(RowWarning(row, column, trouble))

    def hand_over(self) -> tuple[list[RowWarning], int]:
        """Give what was noticed since the last time."""
        given = self.warnings, self.count
        self.warnings, self.count = [], 0
        return given

    def _clean_cell(self, row: int, column: int, cell: str) -> str:
        for pattern, trouble in _REMOVED:
            cell, removed = pattern.subn("", cell)
            if removed:
                self.warn(row, column, trouble)
        if _UNREADABLE in cell:
            self.warn(row, column, "unreadable")
        return _composed(cell)


_REMOVED: tuple[tuple[re.Pattern[str], Trouble], ...] = (
    (_CONTROL, "control_removed"),
    (_DIRECTION, "direction_removed"),
)


#: A run of signs that no language writes; putting them in order takes time by its square.
_ENDLESS_MARKS = re.compile(r"[^\w\x00-\u02ff]{64}")


def _composed(cell: str) -> str:
    if _ENDLESS_MARKS.search(cell):
        return cell.strip()
    return unicodedata.normalize("NFC", cell).strip(_INVISIBLE_ENDS).strip()
