"""Rows that are no rows of a register: passed over, and said."""

import pytest

from rapport.imports.tables import TableStream, look_at_table, read_table


def read(text, **more):
    table = read_table(text.encode(), name="register.csv", **more)
    return [row.cells[0] for row in table.rows], list(table.passed_over)


def test_a_row_of_tags_is_passed_over():
    text = "Organisation;Contact name\n#org;#contact+name\nPort;Ahmad B.\n"
    assert read(text) == (["Port"], [(2, "tag_row")])
    assert read("Name,Note\nAmal,#1 at the gate\n") == (["Amal"], [])
    assert read("Name,Note\n#7,tea\n") == (["#7"], [])


@pytest.mark.parametrize(
    "total",
    [
        *("TOTAL,30", "Total:,30", "Grand total,,30", "TOTAL 30,", "Total,", "somme,1 250"),
        *("Sous-total,12", "المجموع,30", "المجموع,٣٠", "الإجمالي,30", "Итого:,30", "Всего,5"),
        *("جمع کل,30", "Suma,3", "Total général,30", '"Total","12,5"', "TOTAL: 30 contacts,"),
    ],
)
def test_a_row_with_a_total_is_nobody(total):
    assert read(f"Name,Number,Note\nAmal,1,tea\n{total}\n") == (["Amal"], [(3, "total")])


@pytest.mark.parametrize(
    "row",
    [
        *("Total,2025-03-03,x", "Total,03.03.2025,x", "Total,,Fuel talks", "Totals Ltd,3,"),
        *("Suma,,", "Somme,,", "Total Nader,30,", "Amal,30,", "Itogo,x,"),
    ],
)
def test_somebody_whose_name_is_like_a_total_stays(row):
    first = row.partition(",")[0]
    assert read(f"Name,Number,Note\nAmal,1,tea\n{row}\n") == (["Amal", first], [])


def test_the_header_written_again_is_passed_over():
    text = "Name,Date,Note\nAmal,1,a\nName,Date,Note\nKarim,2,b\n"
    assert read(text) == (["Amal", "Karim"], [(3, "second_header")])


def test_a_header_in_a_second_language_is_passed_over():
    text = "Name,Date,Note\nالاسم,التاريخ,ملاحظات\nAmal,1,a\n"
    assert read(text) == (["Amal"], [(2, "second_header")])


def test_of_two_header_rows_the_one_with_more_known_words_names_the_columns():
    text = "Who,Officials,When,What\nName,Post,Date,Subject\nAmal,Clerk,2025-01-01,Tea\n"
    table = look_at_table(text.encode(), name="x.csv")
    assert table.headers == ("Name", "Post", "Date", "Subject")
    assert table.passed_over == ((1, "second_header"),)
    plain = look_at_table(b"Name,Post\nAmal,Clerk\nKarim,Head\n", name="x.csv")
    assert (plain.headers, plain.passed_over) == (("Name", "Post"), ())


def test_a_file_without_headers_keeps_its_first_rows():
    table = look_at_table(b"1,2018-01-01\n2,2018-01-02\n", name="x.csv")
    assert (len(table.rows), table.passed_over) == (2, ())


def test_all_rows_are_counted_and_the_first_thousand_passed_over_are_listed():
    heard = []
    text = "Name,n\n" + "Amal,1\nTOTAL,5\n" * 1_500
    stream = TableStream(text.encode(), name="x.csv", on_progress=heard.append)
    with stream:
        rows = sum(len(piece) for piece in stream)
    assert (rows, len(stream.passed_over)) == (1_500, 1_000)
    assert heard[-1].of == 3_000
