"""Reading CSV: records, delimiters, headers, limits and what is cleaned away."""

import csv
import dataclasses
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from in_turn import examples
from rapport.formats.limits import ORDINARY
from rapport.formats.refusals import CannotTranslate, TooMuch
from rapport.imports.tables import TableWish, look_at_table, read_table
from rapport.imports.tables.cleaning import Cleaner
from rapport.imports.tables.csv_reader import CommaText
from rapport.imports.tables.headers import name_columns


def cells(text, **wish):
    table = read_table(text.encode(), name="register.csv", wish=TableWish(**wish))
    return table.headers, [row.cells for row in table.rows]


def comma_text(text):
    return CommaText(text.encode(), ORDINARY, encoding=None, delimiter=None)


def test_a_plain_register_is_read_as_it_stands():
    headers, rows = cells('name,last met,note\nYousef,31/12/2018,"asked, kindly"\n')
    assert headers == ("name", "last met", "note")
    assert rows == [("Yousef", "31/12/2018", "asked, kindly")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_usual_delimiters_are_found(delimiter):
    text = "\n".join(delimiter.join(row) for row in [("name", "note")] * 5)
    found = comma_text(text)
    assert (found.delimiter, found.delimiter_sure) == (delimiter, True)


def test_a_semicolon_file_with_commas_in_its_notes_is_understood():
    found = comma_text("name;note\nA;yes, well\nB;no\nC;so, so, so\nD;fine\n")
    assert (found.delimiter, found.delimiter_sure) == (";", True)


def test_a_delimiter_in_doubt_is_asked():
    table = read_table(b"a,b;c\nd,e;f\n", name="x.csv")
    assert "delimiter" in table.sniffed.asks


def test_the_separator_hint_of_spreadsheet_programs_is_followed_and_not_a_row():
    headers, rows = cells("sep=|\nname|note\nA|b;c;d\n")
    assert headers == ("name", "note")
    assert rows == [("A", "b;c;d")]
    assert cells("sep=|\nname|note\nA|b;c;d\n", header_row=2) == (headers, rows)


def test_mixed_line_ends_make_the_same_rows():
    assert cells("a,b\r1,2\n3,4\r\n5,6") == (("a", "b"), [("1", "2"), ("3", "4"), ("5", "6")])


def test_rows_keep_the_numbers_a_spreadsheet_shows():
    table = read_table(b"name,age\n\nA,1\n,\nB,2\n", name="x.csv")
    assert [row.number for row in table.rows] == [3, 5]


def test_columns_without_a_name_and_doubles_are_named():
    assert name_columns(["Name", "", "Name", "Name"], 5, "Column %(number)s") == [
        "Name",
        "Column 2",
        "Name (2)",
        "Name (3)",
        "Column 5",
    ]


@given(st.lists(st.sampled_from(["a", "a (2)", "", "Column 2", "b"]), max_size=8))
def test_column_names_are_always_different(titles):
    assert len(set(name_columns(titles, 8, "Column %(number)s"))) == 8


def test_a_title_above_the_header_is_stepped_over():
    table = read_table(
        b"Contacts of the office,,\n,,\nname,date,note\nA,2018-01-01,x\n", name="x.csv"
    )
    assert (table.sniffed.header_row, table.headers) == (3, ("name", "date", "note"))
    assert table.sniffed.row_count == 1


def test_a_file_without_a_header_says_so():
    table = read_table(b"1,2018-01-01\n2,2018-01-02\n", name="x.csv")
    assert table.sniffed.header_row == 0
    assert table.headers == ("Column 1", "Column 2")
    assert len(table.rows) == 2


def test_the_person_decides_where_the_header_is():
    headers, rows = cells("a,b\nname,note\nA,x\n", header_row=2)
    assert (headers, rows) == (("name", "note"), [("A", "x")])
    assert cells("name,note\nA,x\n", header_row=0)[1] == [("name", "note"), ("A", "x")]
    with pytest.raises(CannotTranslate, match="Row 9"):
        cells("a,b\n", header_row=9)


def test_looking_gives_the_first_rows_and_counts_all():
    look = look_at_table(b"name,n\n" + b"A,1\n" * 500, name="x.csv", rows=10)
    assert (len(look.rows), look.sniffed.row_count) == (10, 500)


def test_a_row_with_more_cells_than_headers_is_kept_and_marked():
    table = read_table(b"name,n\nA,1,extra\n", name="x.csv")
    assert table.headers == ("name", "n", "Column 3")
    assert table.rows[0].cells == ("A", "1", "extra")
    assert table.warnings[0] == (2, 2, "more_cells_than_headers")


def test_zeros_and_control_characters_are_taken_out_and_marked():
    table = read_table(b"name,note\nA\0B,x\x07y\nC,d\n", name="x.csv")
    assert table.rows[0].cells == ("AB", "xy")
    assert {(row, column, what) for row, column, what in table.warnings} == {
        (2, 0, "control_removed"),
        (2, 1, "control_removed"),
    }


def test_a_hidden_change_of_direction_is_taken_out_of_a_name_and_marked():
    table = read_table("name,n\n\u202eilA\u202c,1\nعلي,2\n".encode(), name="x.csv")
    assert table.rows[0].cells[0] == "ilA"
    assert table.warnings == ((2, 0, "direction_removed"),)


def test_letters_are_composed_and_invisible_ends_trimmed():
    table = read_table("name\nRene\u0301\u200b \n\u200fعلي\n".encode(), name="x.csv")
    assert [row.cells[0] for row in table.rows] == ["René", "علي"]
    assert table.warning_count == 0


def test_an_open_quotation_mark_is_noticed():
    table = read_table(b'name,note\nA,"b\nC,d\n', name="x.csv")
    assert [warning.trouble for warning in table.warnings] == ["quotes"]
    assert read_table(b'name,"note\n', name="x.csv").warning_count == 1


def test_the_limits_say_what_was_found():
    small = dataclasses.replace(ORDINARY, rows=10, columns=3)
    with pytest.raises(TooMuch, match="11 rows; at most 10"):
        read_table(b"name\n" + b"A\n" * 11, name="x.csv", limits=small)
    with pytest.raises(TooMuch, match="4 columns; at most 3"):
        read_table(b"a,b,c,d\n", name="x.csv", limits=small)
    with pytest.raises(TooMuch, match="MB of text"):
        read_table(
            b"name\n" + b"x" * 3_000_000,
            name="x.csv",
            limits=dataclasses.replace(ORDINARY, text_bytes=2 << 20, cell_characters=4_000_000),
        )


def test_the_largest_allowed_table_is_read():
    table = read_table(b"n\n" + b"1\n" * 50_000, name="x.csv")
    assert len(table.rows) == 50_000


def test_a_cell_of_the_largest_size_is_read():
    table = read_table(b"name,n\n" + b"x" * 65_536 + b",1\n", name="x.csv")
    assert len(table.rows[0].cells[0]) == 65_536


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")))


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.lists(TEXT, min_size=2, max_size=5), min_size=1, max_size=6))
def test_what_a_csv_writer_wrote_is_read_back(rows):
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    read = CommaText(
        b"\xef\xbb\xbf" + text.getvalue().encode(), ORDINARY, encoding=None, delimiter=","
    )
    assert [row for _, row in read.numbered()] == rows


@given(st.text(), st.text())
def test_cleaning_twice_changes_nothing_more(one, other):
    once = Cleaner().clean([1], [[one, other]])
    assert Cleaner().clean([1], once) == once
