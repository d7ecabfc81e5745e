"""Dates as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.formats.dates.reading import BadDate, guess_date_order, parse_date

LAST_DAY = dt.date(2018, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "31/12/2018",
        "31-12-18",
        "31.12.2018",
        " 31 12 2018 ",
        "2018-12-31",
        "2018/12/31 14:30",
        "2018-12-31T10:00:00Z",
        "31/12/2018, 9 h",
        "20181231",
        "43465",
        "43465.604",
        "31 Dec 18",
        "31-Dec-2018",
        "Dec 31st, 2018",
        "Monday, 31 December 2018",
        "31 décembre 2018",
        "31 de\u0301cembre 2018",
        "٣١/١٢/٢٠١٨",
        "۳۱/۱۲/۲۰۱۸",
        "\u200f31/12/2018",
        "31 ديسمبر 2018",
        "الاثنين ٣١ كانون الأول ٢٠١٨",
    ],
)
def test_the_last_day_of_the_year_in_many_hands(text):
    assert parse_date(text, "dmy") == LAST_DAY


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("soon", "not_a_date"),
        ("May", "no_year"),
        ("12", "not_a_date"),
        ("1/2", "not_a_date"),
        ("31/12/201", "not_a_date"),
        ("9999999999", "not_a_date"),
        ("1" * 70_000, "not_a_date"),
        ("30/02/2018", "no_such_day"),
        ("00/00/0000", "no_such_day"),
        ("12/31/2018", "other_order"),
    ],
)
def test_what_is_no_date_says_why(text, code):
    assert parse_date(text, "dmy") == BadDate(code)


def test_the_order_decides_what_can_be_read_both_ways():
    assert parse_date("03/04/2018", "dmy") == dt.date(2018, 4, 3)
    assert parse_date("03/04/2018", "mdy") == dt.date(2018, 3, 4)
    assert parse_date("18/04/03", "ymd") == dt.date(2018, 4, 3)


def test_the_far_past_and_the_future_are_given_as_they_stand():
    assert parse_date("1850-01-01", "dmy") == dt.date(1850, 1, 1)
    assert parse_date("31/12/2999", "dmy") == dt.date(2999, 12, 31)


def test_an_islamic_date_is_turned_when_the_person_says_it_is_one():
    assert parse_date("1440/04/24", "ymd", "hijri") == LAST_DAY
    assert parse_date("24/04/1440", "dmy", "hijri") == LAST_DAY
    assert parse_date("30/01/1440", "dmy", "hijri") == BadDate("no_such_day")
    assert guess_date_order(["1440/04/24", "1441/01/02"]).calendars[0] == "hijri"


def test_one_telling_date_settles_the_order_of_a_column():
    guess = guess_date_order(["01/02/2018", "", "13/02/2018", "03/04/2018"])
    assert (guess.order, guess.sure, guess.fits, guess.of) == (
        "dmy",
        True,
        {"dmy": 3, "mdy": 2, "ymd": 0},
        3,
    )


def test_a_column_that_reads_both_ways_is_asked():
    assert not guess_date_order(["01/02/2018", "03/04/2018"]).sure


def test_a_column_that_reads_the_same_both_ways_is_not_asked():
    assert guess_date_order(["01/01/2018", "02/02/2018"]).sure
    guess = guess_date_order(["2018-12-31", "1 May 2018"])
    assert (guess.order, guess.sure) == ("ymd", True)


def test_a_day_that_is_none_raises_no_question_where_the_order_makes_no_difference():
    assert guess_date_order(["2026-02-01", "2026-02-11", "2026-13-45"]).sure
    assert not guess_date_order(["2026-02-01", "2026-13-45", "soon"]).sure
    assert not guess_date_order(["01/02/2026", "02/03/2026", "45/13/2026"]).sure


def test_a_column_with_much_that_is_no_date_is_asked():
    assert not guess_date_order(["13/02/2018", "soon", "later"]).sure
    assert not guess_date_order([]).sure


DATES = st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31))


@given(DATES)
def test_every_day_is_read_back_in_every_order(day):
    assert parse_date(day.isoformat(), "dmy") == day
    assert parse_date(f"{day.day}/{day.month}/{day.year}", "dmy") == day
    assert parse_date(f"{day.month:02}.{day.day:02}.{day.year}", "mdy") == day
    assert parse_date(f"{day:%d %B} {day.year}", "ymd") == day


@given(st.text(max_size=40), st.sampled_from(["ymd", "dmy", "mdy"]))
def test_any_text_gets_an_answer(text, order):
    assert isinstance(parse_date(text, order), dt.date | BadDate)


@pytest.mark.parametrize(
    "text", ["25/10/1439هـ", "١٤٣٩/١٠/٢٥ هـ", "25/10/1439 AH", "25 شوال 1439", "25 Shawwal 1439"]
)
def test_a_day_that_names_its_calendar_is_read_in_it(text):
    assert parse_date(text, "dmy") == dt.date(2018, 7, 9)
    assert parse_date("2/3/2018م", "dmy", "hijri") == dt.date(2018, 3, 2)


def test_a_short_year_of_the_other_calendar_is_of_our_time_there():
    assert parse_date("13/9/39", "dmy", "hijri") == dt.date(2018, 5, 28)


def test_one_typing_slip_does_not_make_a_column_hijri():
    assert guess_date_order(["13/02/1439", "14/02/1439", "15/02/2018"]).calendars[0] == "hijri"
    assert guess_date_order(["13/02/1418", "14/02/2018", "15/02/2018"]).calendars[0] != "hijri"
