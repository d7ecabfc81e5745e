"""Reading a table: the child's side.  Bytes in, frames out (see :mod:`rapport.imports.sandbox`)."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from rapport.formats.limits import Limits
from rapport.formats.refusals import refusal
from rapport.imports.tables import encodings, xlsx_reader
from rapport.imports.tables.cleaning import Cleaner
from rapport.imports.tables.csv_reader import CommaText
from rapport.imports.tables.file_type import kind_of
from rapport.imports.tables.headers import guess_header_row, name_columns
from rapport.imports.tables.xlsx_reader import Workbook

_PIECE_ROWS = 1_000
_PIECE_CHARACTERS = 1024 * 1024
_HEADER_LOOK = 40

encodings.ready()
xlsx_reader.ready()

Numbered = Iterator[tuple[int, list[str]]]
Emit = Callable[[dict[str, Any]], None]


def translate_table(data: bytes, wish: dict[str, Any], limits: Limits, emit: Emit) -> None:
    """Send what the file is and its headers, then its rows in pieces.

    ``wish`` holds the fields of TableWish and the file's ending.
    """
    table: CommaText | Workbook
    if kind_of(data, wish["ending"]) == "workbook":
        table = Workbook(data, limits, sheet=wish["sheet"])
    else:
        table = CommaText(data, limits, encoding=wish["encoding"], delimiter=wish["delimiter"])
    if not table.filled:
        raise refusal("empty_sheet" if isinstance(table, Workbook) else "empty")
    if table.width > limits.columns:
        raise refusal("too_many_columns", found=table.width, limit=limits.columns)
    cleaner = Cleaner()
    header_row, sure, above = _find_header(table, wish["header_row"])
    titles = cleaner.clean([header_row], [above])[0]
    headers = name_columns(titles, table.width, wish["unnamed"])
    row_count = table.filled - _filled_up_to(table.numbered(), header_row)
    if row_count > limits.rows:
        raise refusal("too_many_rows", found=row_count, limit=limits.rows)
    emit(
        {
            **_about(table),
            "headers": headers,
            "header_row": header_row,
            "header_sure": sure,
            "row_count": row_count,
        }
    )
    if isinstance(table, CommaText) and not table.quotes_match:
        cleaner.warn(header_row, 0, "quotes")
    if isinstance(table, Workbook):
        for _ in range(table.formulas_unread):
            cleaner.warn(header_row, 0, "formula_unread")
    rows = ((number, row) for number, row in table.numbered() if number > header_row and any(row))
    named = len(titles) if header_row else len(headers)
    sender = _Sender(len(headers), named, limits, cleaner, emit)
    sender.send(itertools.islice(rows, wish["first"]))


def _find_header(table: CommaText | Workbook, wished: int | None) -> tuple[int, bool, list[str]]:
    """Give the header's number (0 for none), whether that is sure, and its cells."""
    if wished is None:
        start = list(itertools.islice(table.numbered(), _HEADER_LOOK))
        number, sure = guess_header_row(start)
        return number, sure, dict(start).get(number, [])
    if wished <= 0:
        return 0, True, []
    found = next((each for each in table.numbered() if each[0] == wished), None)
    if found is None:
        raise refusal("no_such_header_row", row=wished)
    return found[0], True, found[1]


def _filled_up_to(rows: Numbered, last: int) -> int:
    return sum(any(row) for _, row in itertools.takewhile(lambda each: each[0] <= last, rows))


def _about(table: CommaText | Workbook) -> dict[str, Any]:
    if isinstance(table, Workbook):
        return {
            "kind": "xlsx",
            "encodings": [],
            "encoding": "",
            "delimiter": "",
            "delimiter_sure": True,
            "sheets": table.sheets,
            "sheet": table.sheet,
        }
    return {
        "kind": "csv",
        "encodings": [[each.name, each.sure, each.sample] for each in table.guesses],
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "delimiter_sure": table.delimiter_sure,
        "sheets": [],
        "sheet": "",
    }


class _Sender:
    """Sends rows in pieces of at most a thousand rows and about a million characters."""

    def __init__(
        self, width: int, named: int, limits: Limits, cleaner: Cleaner, emit: Emit
    ) -> None:
        self._width = width
        self._named = named
        self._limits = limits
        self._cleaner = cleaner
        self._emit = emit
        self._numbers: list[int] = []
        self._rows: list[list[str]] = []
        self._pending = 0
        self._sent = 0

    def send(self, rows: Numbered) -> None:
        """Send all of them; raises the refusals about cells and the sum of text."""
        for number, row in rows:
            if max(map(len, row)) > self._limits.cell_characters:
                raise refusal("cell_too_long", row=number, limit=self._limits.cell_characters)
            if any(row[self._named :]):
                self._cleaner.warn(number, self._named, "more_cells_than_headers")
            missing = self._width - len(row)
            self._numbers.append(number)
            self._rows.append(row + [""] * missing if missing else row)
            self._pending += sum(map(len, row))
            if len(self._rows) == _PIECE_ROWS or self._pending > _PIECE_CHARACTERS:
                self._send_piece()
        if self._rows or self._cleaner.count:
            self._send_piece()

    def _send_piece(self) -> None:
        self._sent += self._pending
        if self._sent > self._limits.text_bytes:
            raise refusal("too_much_text", limit=self._limits.text_bytes >> 20)
        rows = self._cleaner.clean(self._numbers, self._rows)
        warnings, count = self._cleaner.hand_over()
        self._emit(
            {"numbers": self._numbers, "rows": rows, "warnings": warnings, "warning_count": count}
        )
        self._numbers, self._rows, self._pending = [], [], 0
