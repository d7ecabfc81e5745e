"""XLSX with text cells only, written in memory.

A cell here has the type "inline string" and is marked as quoted, so no program computes it, not
even after a person clicks into it.  Written by us because the usual library puts each sheet, in
the clear, into a temporary file on the disk (docs/decisions/0022-writing-workbooks-ourselves.md).
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from rapport.formats.refusals import refusal

_MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 32_767
_LONGEST_SHEET_NAME = 31
_UNUSUAL_DAY = (1980, 1, 1, 0, 0, 0)  # no clock: the same rows give the same bytes
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
_BUFFER = 1_000
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_FIXED_PARTS = {
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    # Style 1 is text (number format 49, "@") and quoted; style 2 the same in bold, for headers.
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}">'
        '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0"/></cellStyleXfs>'
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>'
        '<xf numFmtId="49" fontId="1" xfId="0" quotePrefix="1" applyNumberFormat="1"'
        ' applyFont="1"/></cellXfs></styleSheet>'
    ),
}


class Table(NamedTuple):
    """One sheet of a workbook: its name, its header, its rows."""

    sheet: str
    headers: Sequence[str]
    rows: Iterable[Sequence[str]]


def write_xlsx(
    headers: Sequence[str], rows: Iterable[Sequence[str]], *, sheet: str = "Rapport"
) -> bytes:
    """Write one sheet with a header that stays in view; every cell is text.

    Characters a workbook cannot hold are left out.  Raises CannotTranslate ("excel_rows",
    "excel_cell") for what a spreadsheet program could not open.
    """
    return write_workbook([Table(sheet, headers, rows)])


def write_workbook(tables: Sequence[Table], *, right_to_left: bool = False) -> bytes:
    """Write a sheet for each table, as :func:`write_xlsx` does for one; their names differ.

    ``right_to_left``: the first column stands at the right, as readers of Arabic expect it.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in _parts(tables):
            package.writestr(_part(name), _DECLARATION + body)
        for number, table in enumerate(tables, start=1):
            with package.open(_part(f"xl/worksheets/sheet{number}.xml"), "w") as part:
                for piece in _sheet(table.headers, table.rows, right_to_left=right_to_left):
                    part.write(piece.encode())
    return packed.getvalue()


def _parts(tables: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """Yield the small parts of a workbook with these sheets."""
    numbers = range(1, len(tables) + 1)
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml"'
        f' ContentType="{_TYPE}.worksheet+xml"/>'
        for number in numbers
    )
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{sheets}</Types>'
    )
    yield "[Content_Types].xml", types
    yield from _FIXED_PARTS.items()
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet"'
        f' Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    last = len(tables) + 1
    styles = f'<Relationship Id="rId{last}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    yield (
        "xl/_rels/workbook.xml.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}{styles}</Relationships>',
    )
    yield "xl/workbook.xml", _workbook([table.sheet for table in tables])


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, _UNUSUAL_DAY)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _workbook(sheets: Sequence[str]) -> str:
    named = "".join(
        f'<sheet name={quoteattr(_sheet_name(sheet))} sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, start=1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>'


def _sheet_name(sheet: str) -> str:
    name = _NOT_IN_SHEET_NAMES.sub(" ", _NOT_XML.sub("", sheet)).strip()[:_LONGEST_SHEET_NAME]
    return name or "Rapport"


def _sheet(
    headers: Sequence[str], rows: Iterable[Sequence[str]], *, right_to_left: bool
) -> Iterator[str]:
    turned = ' rightToLeft="1"' if right_to_left else ""
    yield (
        f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView{turned}'
        ' workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        "</sheetView></sheetViews><sheetData>"
    )
    yield _row(1, headers, style=2)
    buffered: list[str] = []
    for number, row in enumerate(rows, start=2):
        if number > _MOST_ROWS:
            raise refusal("excel_rows", limit=_MOST_ROWS)
        buffered.append(_row(number, row, style=1))
        if len(buffered) == _BUFFER:
            yield "".join(buffered)
            buffered.clear()
    yield "".join(buffered)
    yield "</sheetData></worksheet>"


def _row(number: int, cells: Sequence[str], *, style: int) -> str:
    if any(len(cell) > _MOST_CHARACTERS for cell in cells):
        raise refusal("excel_cell", row=number, limit=_MOST_CHARACTERS)
    written = "".join(
        f'<c r="{_column(index)}{number}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{escape(_NOT_XML.sub("", cell))}</t></is></c>'
        for index, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{number}">{written}</row>'


def _column(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
