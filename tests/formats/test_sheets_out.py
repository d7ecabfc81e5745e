"""Writing tables: nothing in them acts, and everything comes back."""

import csv
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from in_turn import examples
from rapport.formats.refusals import NotWritable
from rapport.formats.sheets_out import could_act, defused, write_csv, write_xlsx
from rapport.imports.tables import read_table

ACTING = [
    "=1+1",
    '=HYPERLINK("http://127.0.0.1/?"&A1,"x")',
    "=cmd|' /C calc'!A0",
    "+1",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠1",
    " =1",
    '"=1"',
    "=1;x",
    "|cmd",
    "%0A=1",
    "\u200b=1",
    "\ufeff=1",
    "\u00a0=1",
    "'=1",
    " \t=1",
    "\u202f\u200f+1",
]


@pytest.mark.parametrize("payload", ACTING)
def test_a_text_that_could_act_is_defused(payload):
    assert could_act(payload)
    assert defused(payload) == f"'{payload}"


@pytest.mark.parametrize("text", ["", "Yousef", "علي", "a=b", "3 - 2", "'well'", '"he said"'])
def test_an_ordinary_text_stays_as_it_is(text):
    assert defused(text) == text


def test_csv_is_marked_quoted_and_defused():
    assert write_csv(["name", "note"], [["علي", "=1+1"]]) == (
        '\ufeff"name","note"\r\n"علي","\'=1+1"\r\n'.encode()
    )


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=4))
def test_no_written_csv_cell_starts_like_a_formula(cells):
    text = write_csv(cells, [cells]).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert all(cell[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"} for cell in row)


def test_every_workbook_cell_is_text_and_none_a_formula():
    sheet = zipfile.ZipFile(io.BytesIO(write_xlsx(["note"], [[each] for each in ACTING]))).read(
        "xl/worksheets/sheet1.xml"
    )
    assert b"<f>" not in sheet
    assert sheet.count(b"<c ") == sheet.count(b't="inlineStr"') == len(ACTING) + 1


def test_a_workbook_we_wrote_is_read_back_as_it_was():
    rows = [["علي", "=1+1", "007"], ["a & <b>", 'two\nlines "here"', " kept "]]
    table = read_table(write_xlsx(["name", "note", "n"], rows, sheet="A/B"), name="x.xlsx")
    assert table.headers == ("name", "note", "n")
    assert [list(row.cells) for row in table.rows] == [rows[0], [*rows[1][:2], "kept"]]
    assert table.sniffed.sheet == "A B"


@settings(max_examples=examples(100))
@given(st.text())
def test_any_text_makes_a_workbook_that_opens(text):
    with zipfile.ZipFile(io.BytesIO(write_xlsx([text], [[text]], sheet=text))) as package:
        assert package.testzip() is None


def test_the_same_rows_give_the_same_bytes():
    assert write_xlsx(["a"], [["b"]]) == write_xlsx(["a"], [["b"]])


def test_what_a_spreadsheet_cannot_hold_is_refused():
    with pytest.raises(NotWritable, match="row 2 has one"):
        write_xlsx(["note"], [["x" * 32_768]])


def test_writing_never_touches_the_disk(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert write_xlsx(["a"], [["b"]] * 5_000)
    assert write_csv(["a"], [["b"]] * 5_000)
