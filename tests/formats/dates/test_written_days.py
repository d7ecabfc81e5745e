"""Days in words: one day, a month, a range, or several days, and never another day than written."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.formats.dates.calendars import CALENDARS, day_of, last_of
from rapport.formats.dates.date_words import MONTHS
from rapport.formats.dates.reading import (
    ORDERS,
    BadDate,
    WrittenDay,
    guess_date_order,
    parse_date,
    read_day,
)

TODAY = dt.date(2026, 11, 27)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10:30 3 March 2012", "2012-03-03"),
        ("March 3, 10:30 2012", "2012-03-03"),
        ("11/1/16 3pm", "2016-01-11"),
        ("12 May 2013 9-11am", "2013-05-12"),
        ("12 mai 2013 à 10 h 30", "2013-05-12"),
        ("الساعة 10 صباحا 12 مايو 2013", "2013-05-12"),
        ("mar. 12 avril 2022", "2022-04-12"),
        ("mar 7 juin 2022", "2022-06-07"),
        ("mardi 14 juin 2022", "2022-06-14"),
        ("mar 12 2022", "2022-03-12"),
        ("le 1er mars 2012", "2012-03-01"),
        ("viernes, 12 de marzo de 2021", "2021-03-12"),
        ("12 d'octubre 2013", "2013-10-12"),
        ("الأربعاء 5 تشرين الثاني 2014", "2014-11-05"),
        ("5 شباط (فبراير) 2012", "2012-02-05"),
        ("14 يوليوز 2019", "2019-07-14"),
        ("27 جويلية 2018", "2018-07-27"),
        ("12 مه 2013", "2013-05-12"),
        ("вторник, 12 мая 2013 г.", "2013-05-12"),
        ("12 травня 2013 р.", "2013-05-12"),
        ("12'ê Gulanê 2013", "2013-05-12"),
        ("12ی ئایار 2013", "2013-05-12"),
        ("Isniin 5 Maajo 2013", "2013-05-05"),
        ("12 Hamal 1401", "2022-04-01"),
        ("15 میزان ۱۴۰۱", "2022-10-07"),
        ("سه\u200cشنبه ۱۲ مرداد ۱۴۰۰", "2021-08-03"),
        ("12 گوڵان 1401", "2022-05-02"),
        ("12 Rabi' al-Awwal 1440", "2018-11-20"),
        ("25/10/1439هـ الموافق 9/7/2018م", "2018-07-09"),
        ("1399/05/12 هـ.ش", "2020-08-02"),
        ("1 መስከረም 2013", "2020-09-11"),
        ("5 Pagume 2012", "2020-09-10"),
        ("12 May 2013 / 12 mai 2013", "2013-05-12"),
        ("12 May 2013 (two visits)", "2013-05-12"),
        ("Visit on 12 May 2013 - Baghdad", "2013-05-12"),
        ("12 May '13", "2013-05-12"),
        ("Mié 3 abr 2019", "2019-04-03"),
    ],
)
def test_a_day_in_words_is_exactly_that_day(text, day):
    assert read_day(text, "dmy") == WrittenDay(_day(day))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Jan 2026", "2026-01-01", "2026-01-31"),
        ("Oct-2010", "2010-10-01", "2010-10-31"),
        ("Oct-99", "1999-10-01", "1999-10-31"),
        ("2010-10", "2010-10-01", "2010-10-31"),
        ("10/2010", "2010-10-01", "2010-10-31"),
        ("early March 2012", "2012-03-01", "2012-03-31"),
        ("Sept 2010 (2 meetings)", "2010-09-01", "2010-09-30"),
        ("xx/05/2013", "2013-05-01", "2013-05-31"),
        ("رمضان 1439", "2018-05-16", "2018-06-14"),
        ("Ramadan 2018", "2018-05-16", "2018-06-14"),
        ("Hamal 1401", "2022-03-21", "2022-04-20"),
        ("12-14 May 2013", "2013-05-12", "2013-05-14"),
        ("12 to 14 May 2013", "2013-05-12", "2013-05-14"),
        ("28 April - 3 May 2013", "2013-04-28", "2013-05-03"),
        ("28 Dec - 3 Jan 2013", "2012-12-28", "2013-01-03"),
        ("Feb 28 - Mar 3, 2013", "2013-02-28", "2013-03-03"),
        ("May 12-14, 2013", "2013-05-12", "2013-05-14"),
        ("12.05.2013 - 14.05.2013", "2013-05-12", "2013-05-14"),
        ("12-14.05.2013", "2013-05-12", "2013-05-14"),
        ("12.05-14.05.2013", "2013-05-12", "2013-05-14"),
        ("2013-05-12/2013-05-14", "2013-05-12", "2013-05-14"),
        ("du 12 au 14 mai 2013", "2013-05-12", "2013-05-14"),
        ("12 à 14, mai 2013", "2013-05-12", "2013-05-14"),
        ("del 12 al 14 de mayo de 2013", "2013-05-12", "2013-05-14"),
        ("من 12 إلى 14 مايو 2013", "2013-05-12", "2013-05-14"),
        ("с 12 по 14 мая 2013 г.", "2013-05-12", "2013-05-14"),
        ("12 تا 14 مه 2013", "2013-05-12", "2013-05-14"),
        ("March/April 2012", "2012-03-01", "2012-04-30"),
        ("Oct 2010 - Jan 2011", "2010-10-01", "2011-01-31"),
    ],
)
def test_a_month_and_a_range_have_their_first_and_last_day(text, first, last):
    assert read_day(text, "dmy") == WrittenDay(_day(first), _day(last))


@pytest.mark.parametrize(
    ("text", "code", "offered"),
    [
        ("3 and 17 March 2012", "several_days", "2012-03-03"),
        ("5, 12 October 2011", "several_days", "2011-10-05"),
        ("3/4 March 2012", "several_days", "2012-03-03"),
        ("٣ و١٧ مارس ٢٠١٢", "several_days", "2012-03-03"),
        ("3 March 17 March 2012", "several_days", "2012-03-03"),
        ("12/05/2013 & 14/05/2013", "several_days", "2013-05-12"),
        ("14 May 2013 - 12 May 2013", "several_days", "2013-05-14"),
        ("1 Jan 2010 - 1 Jan 2013", "several_days", "2010-01-01"),
        ("Ramadan 2030", "several_days", "2030-01-05"),
        ("3 March 10:30", "no_year", None),
        ("January", "no_year", None),
        ("Oct-10", "no_year", None),
        ("1-2 May", "no_year", None),
        ("before 3 March 2012", "not_a_date", "2012-03-03"),
        ("about 3 March 2012", "not_a_date", "2012-03-03"),
        ("from 12 May 2013", "not_a_date", "2013-05-12"),
        ("12 May 2013 - present", "not_a_date", "2013-05-12"),
        ("Visit 2 March 2013", "not_a_date", None),
        ("12 people, May 2013", "not_a_date", None),
        ("last week", "not_a_date", None),
        ("Monday", "not_a_date", None),
        ("2012-2013", "not_a_date", None),
        ("30 Feb 2013", "no_such_day", None),
        ("30 Pagume 2012", "no_such_day", None),
    ],
)
def test_what_is_no_single_day_says_so_and_offers_the_first(text, code, offered):
    assert read_day(text, "dmy") == BadDate(code, offered and _day(offered))


DAYS = st.dates(dt.date(1951, 1, 1), dt.date(2067, 12, 31))
_WORDS = sorted(MONTHS)


@st.composite
def written(draw):
    """Draw a day with a text that means it, in any calendar and any language known."""
    word = draw(st.sampled_from(_WORDS))
    calendar, month = draw(st.sampled_from(sorted(MONTHS[word].items())))
    year = draw(st.integers(*_YEARS[calendar]))
    last = (last_of(calendar, year, month) - day_of(calendar, year, month, 1)).days + 1
    number = draw(st.integers(1, last))
    shape = draw(st.sampled_from(["{d} {m} {y}", "{d}-{m}-{y}", "{m} {d}, {y}", "{y} {m} {d}"]))
    text = shape.format(d=number, m=word, y=year)
    return text, day_of(calendar, year, month, number), (calendar, word, year)


_YEARS = {
    "gregorian": (1951, 2066),
    "hijri": (1371, 1489),
    "solar": (1331, 1445),
    "ethiopian": (1951, 2058),
}


@given(written(), st.sampled_from(ORDERS), st.sampled_from(CALENDARS))
def test_a_day_in_any_language_and_calendar_is_read_back(drawn, order, asked):
    text, day, (calendar, word, _) = drawn
    if len(MONTHS[word]) == 1 or calendar == asked:
        assert read_day(text, order, asked) == WrittenDay(day)


@given(DAYS, st.sampled_from(["{:%d/%m/%Y}", "{:%d.%m.%Y}", "{:%Y-%m-%d}", "{:%d %b %Y}"]))
def test_a_spreadsheet_and_a_clock_change_nothing(day, shape):
    text = shape.format(day)
    for around in ("{} 14:30", "{}, 3 pm", "Mon {}", "{} (Monday)", "at 9:15 {}", " {} "):
        assert read_day(around.format(text), "dmy") == WrittenDay(day)
    serial = (day - dt.date(1899, 12, 30)).days
    if serial > 9_999:
        assert read_day(f"{serial}.25", "dmy") == WrittenDay(day)
        assert read_day(f"{serial - 1}.99998", "dmy") == WrittenDay(day)


_JOINED = [" ", " and ", ", ", " & ", " / ", "\n", " et ", " و ", "; ", " - ", " to ", "-", "/"]
_SHAPES = st.sampled_from(
    ["{:%d %B %Y}", "{:%B %d, %Y}", "{:%d/%m/%Y}", "{:%Y-%m-%d}", "{:%d.%m.%y}", "{:%d-%b-%y}"]
)
_SHORT = st.sampled_from(["{:%d}", "{:%d %B}", "{:%B %d}", "{:%d/%m}", "{:%d %b %Y}"])


@st.composite
def two_days(draw):
    """Draw a text that names two days of two different numbers, whole or in short."""
    one, other = draw(st.tuples(DAYS, DAYS).filter(lambda pair: pair[0].day != pair[1].day))
    texts = [draw(_SHAPES).format(one), draw(_SHAPES | _SHORT).format(other)]
    return draw(st.sampled_from(_JOINED)).join(draw(st.permutations(texts)))


@given(two_days(), st.sampled_from(ORDERS), st.sampled_from(CALENDARS))
def test_two_different_days_are_never_one(text, order, calendar):
    read = read_day(text, order, calendar)
    assert isinstance(read, BadDate) or read.last is not None


_PIECES = [*_WORDS, "12", "2013", "7", "-", "to", "and", "of", "x", ",", "mar", "(", ")", "/"]


@given(
    st.text(max_size=60)
    | st.text(st.sampled_from("0123456789 -/.,:;()هـم"), max_size=40)
    | st.lists(
        st.sampled_from([*_WORDS, "12", "2013", "7", "-", "to", "and", "of", "x", ",", "mar"])
    ).map(" ".join),
    st.sampled_from(ORDERS),
    st.sampled_from(CALENDARS),
)
def test_any_text_gets_an_answer_and_a_range_goes_forward(text, order, calendar):
    read = read_day(text, order, calendar)
    if isinstance(read, WrittenDay):
        assert read.last is None or 0 < (read.last - read.first).days <= 366
    else:
        assert isinstance(read, BadDate)


@pytest.mark.parametrize(
    ("year", "begins"),
    [
        (1358, "1979-03-21"),
        (1375, "1996-03-20"),
        (1399, "2020-03-20"),
        (1400, "2021-03-21"),
        (1403, "2024-03-20"),
        (1404, "2025-03-21"),
        (1408, "2029-03-20"),
    ],
)
def test_a_solar_year_begins_at_the_equinox(year, begins):
    assert day_of("solar", year, 1, 1) == _day(begins)


@pytest.mark.parametrize(
    ("year", "begins"), [(2000, "2007-09-12"), (2012, "2019-09-12"), (2013, "2020-09-11")]
)
def test_an_ethiopian_year_begins_in_september(year, begins):
    assert day_of("ethiopian", year, 1, 1) == _day(begins)


@given(st.sampled_from(["hijri", "solar", "ethiopian"]), st.data())
def test_the_days_of_a_calendar_follow_one_another(calendar, data):
    year = data.draw(st.integers(*_YEARS[calendar]))
    months = 13 if calendar == "ethiopian" else 12
    month = data.draw(st.integers(1, months))
    last = last_of(calendar, year, month)
    after = (year, month + 1) if month < months else (year + 1, 1)
    assert day_of(calendar, *after, 1) == last + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("samples", "calendars"),
    [
        (["1399/05/12", "1400/11/30", "1401/07/01"], ("solar", "hijri")),
        (["1439/10/25", "1440/04/24"], ("hijri",)),
        (["2013-05-12", "2014-02-01"], ("gregorian",)),
        (["31-12-24", "01-05-25"], ("gregorian",)),
        (["12 Hamal 1401", "15 Mizan 1401"], ("solar",)),
        (["99/05/12", "98/12/01"], ("gregorian", "solar", "hijri")),
        (["2018/13/02", "2018/05/30"], ("gregorian", "ethiopian")),
        (["soon", "later"], ("gregorian",)),
    ],
)
def test_it_is_asked_which_calendar_where_more_than_one_fits(samples, calendars):
    assert guess_date_order(samples, today=TODAY).calendars == calendars


def test_a_register_that_seems_to_end_seven_years_ago_may_be_ethiopian():
    samples = ["2018-12-20", "2019-02-13"]
    assert guess_date_order(samples, today=TODAY).calendars == ("gregorian", "ethiopian")
    assert guess_date_order(samples).calendars == ("gregorian",)


def test_months_count_as_days_of_a_column():
    guess = guess_date_order(["Oct-2010", "Nov-2010", "December 2010"])
    assert (guess.sure, guess.fits["dmy"]) == (True, 3)
    assert parse_date("Oct-2010", "dmy") == BadDate("several_days", dt.date(2010, 10, 1))
