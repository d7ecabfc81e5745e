"""XLSX workbooks: what is in the package, which sheets there are, and their cells as text.

The package is checked before the reader sees it: sizes, ratio, checksums, and how far out its
cells lie, since a reader lays a sheet out as a full rectangle.
"""

import codecs
import contextlib
import datetime as dt
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO

import python_calamine

from rapport.formats.limits import Limits
from rapport.formats.refusals import refusal

#: What zipfile raises when a package does not hold together.
_BROKEN_PACKAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    IndexError,
    OSError,
    RuntimeError,
    ValueError,
)
_DIRECTORY_ENTRY = b"PK\x01\x02"
_WORKBOOK = "xl/workbook.xml"
_ENCRYPTED_FLAG = 1
_SMALL = 1024 * 1024
_READ_AT_ONCE = 1024 * 1024
_LONGEST_REFERENCE = 64
_COLUMN_LETTERS = re.compile(rb"""\br=["']([A-Za-z]{1,9})[0-9]""")
_FORMULA_WITHOUT_RESULT = re.compile(rb"</f>\s*(?:<v>\s*</v>|<v\s*/>)?\s*</c>")
_MOST_MERGED = 1_000
_LAST_MINUTE = dt.time(23, 59)
_ROW_NUMBERS = re.compile(rb"""\br=["'][A-Za-z]*([0-9]{5,})["']""")

Value = str | float | int | bool | dt.date | dt.time | dt.timedelta


class Workbook:
    """One sheet of a workbook, chosen by name or the first that can be seen."""

    def __init__(self, data: bytes, limits: Limits, *, sheet: str | None) -> None:
        self.formulas_unread = _check_package(data, limits)
        try:
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
            self.sheets = _sheets_of(book)
            self.sheet = _chosen(sheet, self.sheets)
            self._sheet = book.get_sheet_by_name(self.sheet)
        except (python_calamine.CalamineError, ValueError, OSError) as error:
            raise refusal("damaged") from error
        self.filled, self.width = self._measure()
        self._merged = _merged_downwards(self._sheet.merged_cell_ranges or ())

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Yield every row with its number, from 1; blank ones too.

        A cell merged over several rows says the same in each of them, as the eye reads it.
        """
        above: dict[int, str] = {}
        for number, row in enumerate(self._sheet.iter_rows(), start=1):
            cells = [value if type(value) is str else text_of(value) for value in row]
            for column, first, last in self._merged:
                if number == first and column < len(cells):
                    above[column] = cells[column]
                elif first < number <= last and column < len(cells) and any(cells):
                    cells[column] = cells[column] or above.get(column, "")
            yield number, cells

    def _measure(self) -> tuple[int, int]:
        """Return how many rows have something in them, and how many columns there are."""
        start, end = self._sheet.start, self._sheet.end
        if start is None or end is None:
            return 0, 0
        width = end[1] - start[1] + 1
        blank: list[Value] = [""] * width
        filled = sum(row not in ([""], blank) for row in self._sheet.iter_rows())
        return filled, width


def text_of(value: Value) -> str:
    """Write one cell as text: dates as 2018-12-31, whole numbers without a point.

    The last seconds before midnight are the next day: spreadsheets make them of one by rounding.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        if value.time() > _LAST_MINUTE and value.date() < dt.date.max:
            value = dt.datetime.combine(value.date(), dt.time.min) + dt.timedelta(days=1)
        midnight = value.time() == dt.time.min
        return value.isoformat(sep=" ", timespec="minutes")[: 10 if midnight else None]
    return value.isoformat(timespec="minutes") if isinstance(value, dt.time) else str(value)


def _merged_downwards(
    ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]],
) -> list[tuple[int, int, int]]:
    """Return column, first row and last row of cells merged over several rows of one column.

    A title merged across columns is left as it is, and so is a sheet with thousands of them.
    """
    down = [
        (left, top + 1, bottom + 1)
        for (top, left), (bottom, right) in ranges
        if top < bottom and left == right
    ]
    return down if len(down) <= _MOST_MERGED else []


def _sheets_of(book: python_calamine.CalamineWorkbook) -> list[str]:
    """Worksheets in their order, hidden ones after the visible ones."""
    worksheets = [
        each for each in book.sheets_metadata if each.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    worksheets.sort(key=lambda each: each.visible != python_calamine.SheetVisibleEnum.Visible)
    return [each.name for each in worksheets]


def _chosen(wished: str | None, sheets: list[str]) -> str:
    if not sheets:
        raise refusal("empty")
    if wished is None:
        return sheets[0]
    if wished not in sheets:
        raise refusal("no_such_sheet")
    return wished


def _check_package(data: bytes, limits: Limits) -> int:
    """Refuse what could do harm; return how many formulas have no result stored."""
    if data.count(_DIRECTORY_ENTRY) > limits.archive_entries:
        raise refusal("too_many_parts", limit=limits.archive_entries)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            _check_sizes(entries, len(data), limits)
            _check_names(entries)
            unread = 0
            for entry in entries:
                with package.open(entry) as part:
                    unread += _read_through(part, limits, is_sheet="worksheets/" in entry.filename)
            return unread
    except _BROKEN_PACKAGE as error:
        raise refusal("damaged") from error


def _check_sizes(entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_bytes:
        raise refusal("unpacks_too_large", limit=limits.unpacked_bytes >> 20)
    if unpacked > max(_SMALL, packed * limits.unpacked_ratio):
        raise refusal("packed_too_tightly", limit=limits.unpacked_ratio)


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise refusal("password")
    if _WORKBOOK not in names:
        if "mimetype" in names or "word/document.xml" in names:
            raise refusal("not_readable_here", kind="office")
        raise refusal("not_a_table", kind="packed")
    if len(set(names)) < len(names):
        raise refusal("damaged")


def _read_through(part: IO[bytes], limits: Limits, *, is_sheet: bool) -> int:
    """Unpack one part and forget it: checks its checksum and length, and how far its cells lie.

    Returns how many of its formulas have no result stored, and so read as nothing.
    """
    farthest_row, columns, tail, unread = 0, set[bytes](), b"", 0
    while piece := part.read(_READ_AT_ONCE):
        if not is_sheet:
            continue
        seen = tail + piece
        columns.update(_COLUMN_LETTERS.findall(seen))
        farthest_row = max(farthest_row, *map(int, _ROW_NUMBERS.findall(seen)), 0)
        unread += len(_FORMULA_WITHOUT_RESULT.findall(seen))
        tail = seen[-_LONGEST_REFERENCE:]
    farthest = max((_column_number(letters) for letters in columns), default=0)
    if farthest_row * farthest > 2 * limits.rows * limits.columns:
        raise refusal("cells_too_far", row=farthest_row, column=farthest)
    return unread


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def ready() -> None:
    """Load now what zipfile and the reader would import late: a sealed process cannot."""
    codecs.lookup("cp437")
    with contextlib.suppress(python_calamine.CalamineError):
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(b""))
