"""The files a list comes as: CSV with its code book beside it, or one workbook with it inside.

Both hold codes, which are the same in every language; what each means stands in the code book, in
the language of whoever exported it.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence

from django.utils.translation import get_language_bidi, gettext, gettext_lazy

from rapport.exchange.exports.frame import marked
from rapport.exchange.exports.kind import Column, Form, Sheet
from rapport.formats.sheets_out import Table, write_csv, write_workbook
from rapport.records.models.scoped import Sensitivity

SENSITIVITY = Column(
    "sensitivity",
    gettext_lazy("Sensitivity"),
    gettext_lazy("How much harm the row could do in the wrong hands"),
    codes=tuple((str(one.value), one.label) for one in Sensitivity),
)
"""The last column of every list."""

_UNUSUAL_DAY = (1980, 1, 1, 0, 0, 0)


def _headers(sheet: Sheet) -> list[str]:
    return [column.name for column in (*sheet.columns, SENSITIVITY)]


def _rows(sheet: Sheet) -> Iterator[list[str]]:
    for row in sheet.rows:
        cells = [_text(row.values[column.name]) for column in sheet.columns]
        yield [*cells, str(int(row.sensitivity))]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return "; ".join(map(_text, value))
    return str(value)


def code_book(columns: Sequence[Column]) -> Iterator[list[str]]:
    """Yield what each column and each code of it means: column, title, code, meaning."""
    for column in columns:
        yield [column.name, str(column.title), "", str(column.about)]
        for code, label in column.codes:
            yield [column.name, str(column.title), str(code), str(label)]


def _book(sheet: Sheet) -> tuple[list[str], list[list[str]]]:
    rows = list(code_book((*sheet.columns, SENSITIVITY)))
    return ["column", "title", "code", "meaning"], rows


def write_workbook_of(sheet: Sheet) -> bytes:
    """Return a workbook: the list, its code book, and what it is."""
    headers, rows = _book(sheet)
    tables = [
        Table(sheet.title, _headers(sheet), _rows(sheet)),
        Table(gettext("Code book"), headers, rows),
        Table(gettext("About this file"), ["about"], [[marked(sheet)]]),
    ]
    return write_workbook(tables, right_to_left=get_language_bidi())


def write_csv_of(sheet: Sheet) -> bytes:
    """Return a zip file: the list, its code book, and what it is, each as CSV."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in (
            ("list.csv", write_csv(_headers(sheet), _rows(sheet))),
            ("code-book.csv", write_csv(*_book(sheet))),
            ("about.csv", write_csv(["about"], [[marked(sheet)]])),
        ):
            part = zipfile.ZipInfo(name, _UNUSUAL_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(part, data)
    return packed.getvalue()


_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = (
    Form("xlsx", gettext_lazy("Workbook (XLSX)"), ".xlsx", _SHEET, write_workbook_of),
    Form("csv", gettext_lazy("CSV, in a zip file"), ".csv.zip", "application/zip", write_csv_of),
)
