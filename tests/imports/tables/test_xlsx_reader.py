"""Reading XLSX: cells as text, dates as dates, formulas never computed, sheets by name."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.tables.hostile import cell, workbook
from rapport.formats.dates.reading import parse_date
from rapport.formats.refusals import WishNotMet
from rapport.imports.tables import TableWish, read_table
from rapport.imports.tables.xlsx_reader import text_of


def rows_of(sheet_rows, **wish):
    table = read_table(workbook(sheet_rows), name="register.xlsx", wish=TableWish(**wish))
    return table.headers, [row.cells for row in table.rows]


HEADER = f'<row r="1">{cell("A1", "name")}{cell("B1", "date")}</row>'


def test_a_date_cell_reads_as_a_date_whatever_the_order():
    _, rows = rows_of(f'{HEADER}<row r="2">{cell("A2", "A")}<c r="B2" s="1"><v>43465</v></c></row>')
    assert rows == [("A", "2018-12-31")]
    assert parse_date(rows[0][1], "mdy") == dt.date(2018, 12, 31)


def test_a_formula_gives_its_stored_value_and_is_never_computed():
    call = "HYPERLINK(&quot;http://127.0.0.1/?&quot;&amp;A2,&quot;x&quot;)"
    _, rows = rows_of(
        f'{HEADER}<row r="2"><c r="A2" t="str"><f>{call}</f><v>seen</v></c>'
        '<c r="B2"><f>1+1</f><v>7</v></c></row>'
    )
    assert rows == [("seen", "7")]


def test_an_unclosed_tag_is_damage_not_a_crash():
    with pytest.raises(Exception, match="damaged"):
        rows_of('<row r="1"><c r="A1">')


def test_blank_rows_keep_their_numbers():
    table = read_table(workbook(f'{HEADER}<row r="9">{cell("A9", "A")}</row>'), name="x.xlsx")
    assert [(row.number, row.cells) for row in table.rows] == [(9, ("A", ""))]


def test_visible_sheets_come_first_and_any_can_be_chosen():
    table = read_table(workbook(HEADER + '<row r="2"/>'), name="x.xlsx")
    assert table.sniffed.sheets == ("contacts", "kept away")
    assert table.sniffed.sheet == "contacts"
    assert "sheet" in table.sniffed.asks
    with pytest.raises(WishNotMet):
        rows_of(HEADER, sheet="nowhere")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (12.5, "12.5"),
        (1e20, "1e+20"),
        (True, "TRUE"),
        (dt.date(2018, 12, 31), "2018-12-31"),
        (dt.datetime.fromisoformat("2018-12-31"), "2018-12-31"),
        (dt.datetime.fromisoformat("2018-12-31T14:30"), "2018-12-31 14:30"),
        (dt.time(9, 5), "09:05"),
        (dt.datetime.fromisoformat("2021-12-19T23:59:12"), "2021-12-20"),
        (dt.datetime.fromisoformat("2021-12-31T23:59:59"), "2022-01-01"),
        (dt.datetime.fromisoformat("2021-12-19T23:59"), "2021-12-19 23:59"),
        (dt.datetime.fromisoformat("9999-12-31T23:59:59"), "9999-12-31 23:59"),
    ],
)
def test_every_cell_is_text(value, text):
    assert text_of(value) == text


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_stay_whole(number):
    assert text_of(float(number)) == str(number)


def test_a_cell_merged_over_several_rows_says_the_same_in_each():
    rows = (
        f'{HEADER}<row r="2">{cell("A2", "Abu Salim")}{cell("B2", "3 May 2018")}</row>'
        f'<row r="3">{cell("B3", "4 May 2018")}</row>'
        f'<row r="4">{cell("B4", "5 May 2018")}</row>'
    )
    merged = '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    table = read_table(workbook(rows, after=merged), name="register.xlsx")
    assert [row.cells[0] for row in table.rows] == ["Abu Salim", "Abu Salim", ""]


def test_a_formula_without_a_stored_result_is_noticed():
    rows = f'{HEADER}<row r="2"><c r="A2"><f>A1</f><v/></c>{cell("B2", "3 May 2018")}</row>'
    table = read_table(workbook(rows), name="register.xlsx")
    assert [(one.row, one.trouble) for one in table.warnings] == [(1, "formula_unread")]
