"""Reading a table: the child's side.  Bytes in, frames out (see :mod:`rapport.imports.sandbox`)."""

import itertools
from typing import Any

from rapport.formats.limits import Limits
from rapport.formats.refusals import refusal
from rapport.imports.tables import encodings, xlsx_reader
from rapport.imports.tables.cleaning import Cleaner
from rapport.imports.tables.columns import is_known_header
from rapport.imports.tables.csv_reader import CommaText
from rapport.imports.tables.file_type import kind_of
from rapport.imports.tables.headers import HeaderGuess, guess_header_row, name_columns
from rapport.imports.tables.sending import Emit, Numbered, Sender
from rapport.imports.tables.sieve import Sieve
from rapport.imports.tables.xlsx_reader import Workbook

_HEADER_LOOK = 40

encodings.ready()
xlsx_reader.ready()


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
    guess, above = _find_header(table, wish["header_row"])
    header_row = guess.row
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
            "header_sure": guess.sure,
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
    sieve = Sieve(titles if header_row else [], is_known_header)
    for other in guess.others:
        sieve.note(other, "second_header")
    sender = Sender(len(headers), named, limits, cleaner=cleaner, sieve=sieve, emit=emit)
    sender.send(itertools.islice(sieve.through(rows), wish["first"]))


def _find_header(table: CommaText | Workbook, wished: int | None) -> tuple[HeaderGuess, list[str]]:
    """Give which row the header is, and its cells."""
    if wished is None:
        start = list(itertools.islice(table.numbered(), _HEADER_LOOK))
        guess = guess_header_row(start)
        return guess, dict(start).get(guess.row, [])
    if wished <= 0:
        return HeaderGuess(0, sure=True), []
    found = next((each for each in table.numbered() if each[0] == wished), None)
    if found is None:
        raise refusal("no_such_header_row", row=wished)
    return HeaderGuess(found[0], sure=True), found[1]


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
