"""A text that may be a day of another calendar: which days it may mean, and none guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.formats.dates.calendars import CALENDARS, day_of, written_in
from rapport.formats.dates.readings import is_last_of_the_moon, readings

ON = date(2026, 3, 16)
OF_ALL = st.dates(date(1925, 1, 1), date(2076, 1, 1))


def told(text, nearest="past", on=ON):
    found = readings(text, nearest, on)
    return found and [(one.day.isoformat(), one.calendar) for one in found]


@pytest.mark.parametrize(
    ("text", "day", "calendar"),
    [
        ("14/03/1446", "2024-09-17", "hijri"),
        ("١٤/٠٣/١٤٤٦", "2024-09-17", "hijri"),
        ("1446-09-01", "2025-03-01", "hijri"),
        ("1446-09-01 H", "2025-03-01", "hijri"),
        ("1404-9-01 H", "1984-05-31", "hijri"),
        ("14460901", "2025-03-01", "hijri"),
        ("12 Ramadan 1446", "2025-03-12", "hijri"),
        ("12 ramadan 46", "2025-03-12", "hijri"),
        ("12 رمضان 1446 هـ", "2025-03-12", "hijri"),
        ("١٢ رمضان ١٤٤٦", "2025-03-12", "hijri"),
        ("8 chaabane 1446", "2025-02-07", "hijri"),
        ("12 Ramadan 2025", "2025-03-12", "hijri"),
        ("12 mordad 1404", "2025-08-03", "solar"),
        ("۱۲ مرداد ۱۴۰۴", "2025-08-03", "solar"),
        ("1404/05/12 SH", "2025-08-03", "solar"),
        ("25 Hamal 1401", "2022-04-14", "solar"),
        ("5 Meskerem 2017", "2024-09-15", "ethiopian"),
        ("05/01/2017 EC", "2024-09-15", "ethiopian"),
        ("5 መስከረም 2017", "2024-09-15", "ethiopian"),
        ("5 Tir 2017", "2025-01-13", "ethiopian"),
        ("5 Tir 1404", "2025-06-26", "solar"),
        ("12/13/2026", "2026-12-13", "gregorian"),
    ],
)
def test_a_day_of_another_calendar_has_one_reading(text, day, calendar):
    assert told(text) == [(day, calendar)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1404/05/12", {"hijri": "1984-02-13", "solar": "2025-08-03"}),
        ("14/03/1370", {"hijri": "1950-12-24", "solar": "1991-06-04"}),
        ("5 Tir", {"solar": "2025-06-26", "ethiopian": "2026-01-13"}),
        ("12 gulan", {"gregorian": "2025-05-12", "solar": "2025-05-02"}),
        ("05/13/2016", {"gregorian": "2016-05-13", "ethiopian": "2024-09-10"}),
        ("12/03/2018", {"gregorian": "2018-03-12", "ethiopian": "2025-11-21"}),
    ],
)
def test_what_may_be_two_days_is_both(text, days):
    assert dict(map(reversed, told(text))) == days


@pytest.mark.parametrize(
    "text",
    [
        *("3 Feb", "3/2", "3/2/2026", "3.2.26", "2026-02-03", "2018-03-12", "20260203", "today"),
        *("12 March 2018", "16 March 2026 AD", "12 Ramadan 1446 / 12 March 2025", "soon", "", "3"),
        *("12 gulan 2025", "31/02/2026", "99/99", "12/03/1998"),
    ],
)
def test_a_day_of_ours_is_none_of_theirs(text):
    assert told(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("30 Ramadan 1446", "31 Esfand 1404", "30 Esfand 1404", "6 Pagume 2016", "99/99/1446"),
        *("30/13/1446", "Ramadan 1446", "12-14 Ramadan 1446"),
    ],
)
def test_a_day_that_calendar_does_not_have_is_no_reading(text):
    assert readings(text, "past", ON) == ()


def test_the_thirtieth_of_a_short_month_is_known_as_such():
    assert is_last_of_the_moon("30 Ramadan 1446")
    assert not is_last_of_the_moon("30 Jumada al-Thani 1446")
    assert not is_last_of_the_moon("31 Ramadan 1446")
    assert not is_last_of_the_moon("29 Ramadan 1446")
    assert not is_last_of_the_moon("30 Esfand 1404")


def test_without_a_year_the_nearest_such_day_is_meant():
    assert told("12 Ramadan", "past") == [("2026-03-01", "hijri")]
    assert told("12 Ramadan", "coming") == [("2027-02-19", "hijri")]
    assert told("25 Ramadan", "coming", date(2026, 3, 1)) == [("2026-03-14", "hijri")]


def test_a_day_that_has_been_is_not_one_to_come():
    assert told("1405/01/20", "past") == [("1984-10-15", "hijri")]
    assert told("1405/01/20", "coming") == [("1984-10-15", "hijri"), ("2026-04-09", "solar")]


@given(day=OF_ALL)
@pytest.mark.parametrize("calendar", CALENDARS)
def test_a_day_written_in_a_calendar_is_that_day(calendar, day):
    assert day_of(calendar, *written_in(calendar, day)) == day


@given(day=OF_ALL, on=OF_ALL)
@pytest.mark.parametrize(
    ("calendar", "era"), [("hijri", "AH"), ("solar", "SH"), ("ethiopian", "EC")]
)
def test_what_names_its_calendar_is_read_in_it_whatever_day_it_is(calendar, era, day, on):
    year, month, number = written_in(calendar, day)
    for text in (f"{number}/{month}/{year} {era}", f"{year}-{month:02}-{number:02} {era}"):
        assert [one.day for one in readings(text, "coming", on) or ()] == [day]
