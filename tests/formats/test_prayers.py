"""Where an office is, and about when people pray there."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rapport.formats.calendar.prayers import PRAYERS, Coordinates, coordinates_of, prayers_on

MECCA, DOHA = Coordinates(21.427, 39.829), Coordinates(25.284, 51.529)
CASABLANCA, DAMASCUS = Coordinates(33.573, -7.59), Coordinates(33.51, 36.29)
OSLO, TROMSO = Coordinates(59.91, 10.75), Coordinates(69.6, 18.9)
RIYADH = "Asia/Riyadh"
YEAR = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))

ABOUT, NIGHT_IN_THE_GULF = 5, 25
"""Minutes. In the Gulf the night prayer is a set time after sunset, not by an angle of the sun."""

# What three states published, as the project Adhan collected it for tests of its own: the calendar
# of Umm al-Qura (ummulqura.org.sa) and the ministries of endowments of Qatar (islam.gov.qa), both
# for 2016, and of Morocco (habous.gov.ma) for 2020.
PUBLISHED = [
    (MECCA, RIYADH, "2016-01-05", "05:39 12:26 15:32 17:53 19:23"),
    (MECCA, RIYADH, "2016-04-03", "04:55 12:24 15:50 18:37 20:07"),
    (MECCA, RIYADH, "2016-07-08", "04:18 12:26 15:43 19:07 20:37"),
    (MECCA, RIYADH, "2016-10-06", "04:58 12:09 15:32 18:04 19:34"),
    (DOHA, RIYADH, "2016-01-01", "04:58 11:37 14:35 16:56 18:26"),
    (DOHA, RIYADH, "2016-04-01", "04:09 11:38 15:06 17:51 19:21"),
    (DOHA, RIYADH, "2016-07-01", "03:18 11:38 15:01 18:29 19:59"),
    (DOHA, RIYADH, "2016-10-01", "04:10 11:24 14:48 17:22 18:52"),
    (CASABLANCA, "Africa/Casablanca", "2020-01-01", "07:01 13:39 16:15 18:38 19:57"),
    (CASABLANCA, "Africa/Casablanca", "2020-03-15", "06:13 13:44 17:04 19:43 20:57"),
]


@pytest.mark.parametrize(("place", "zone", "day", "published"), PUBLISHED)
def test_the_times_are_about_what_is_published_there(place, zone, day, published):
    found = prayers_on(place, dt.date.fromisoformat(day), ZoneInfo(zone))
    assert tuple(one.name for one in found) == PRAYERS
    for one, text in zip(found, published.split(), strict=True):
        told = dt.datetime.combine(one.at.date(), dt.time.fromisoformat(text), one.at.tzinfo)
        in_the_gulf = one.name == "isha" and zone == RIYADH
        allowed = NIGHT_IN_THE_GULF if in_the_gulf else ABOUT
        assert abs(one.at - told) <= dt.timedelta(minutes=allowed), one


@given(YEAR, st.floats(-60, 60), st.floats(-180, 180))
def test_they_come_in_their_order_wherever_people_live(day, north, east):
    found = prayers_on(Coordinates(north, east), day, dt.UTC)
    times = [one.at for one in found]
    assert len(times) == len(PRAYERS)
    assert times == sorted(times)


@given(YEAR, st.floats(-90, 90), st.floats(-180, 180))
def test_near_the_poles_there_are_all_in_their_order_or_none(day, north, east):
    found = prayers_on(Coordinates(north, east), day, dt.UTC)
    times = [one.at for one in found]
    assert times == sorted(times)
    assert len(times) in (0, len(PRAYERS))


def test_where_the_sun_stays_up_or_away_nothing_is_said():
    oslo = ZoneInfo("Europe/Oslo")
    for day in (dt.date(2026, 6, 21), dt.date(2026, 12, 21)):
        assert prayers_on(TROMSO, day, oslo) == ()
        assert len(prayers_on(OSLO, day, oslo)) == len(PRAYERS)


def test_at_the_ends_of_the_calendar_nothing_fails():
    assert prayers_on(DAMASCUS, dt.date.min, dt.UTC) == ()
    assert prayers_on(DAMASCUS, dt.date.max, dt.UTC) == ()


@given(YEAR)
def test_another_clock_shows_the_same_moments(day):
    here, there = (prayers_on(DAMASCUS, day, ZoneInfo(name)) for name in ("Asia/Tokyo", RIYADH))
    assert [one.at for one in here] == [one.at for one in there]
    assert {one.at.utcoffset() for one in here} == {dt.timedelta(hours=9)}


def test_the_clock_change_moves_noon_by_its_hour():
    beirut, place = ZoneInfo("Asia/Beirut"), Coordinates(33.89, 35.5)
    before, after = (prayers_on(place, dt.date(2026, 3, day), beirut)[1] for day in (28, 29))
    moved = after.at.replace(tzinfo=None) - before.at.replace(tzinfo=None)
    assert abs(moved - dt.timedelta(hours=25)) <= dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    "text",
    [
        "33.51, 36.29", "33.51,36.29", " 33.51 ; 36.29 ", "33.51 36.29", "+33.51, +36.29",
        "٣٣٫٥١، ٣٦٫٢٩", "۳۳٫۵۱، ۳۶٫۲۹", "٣٣٫٥١؛ ٣٦٫٢٩", "\u200f٣٣٫٥١، ٣٦٫٢٩\u200f",
        "33,51; 36,29", "33.51° N, 36.29° E", "33.51n, 36.29e",
    ],
)  # fmt: skip
def test_a_place_is_read_as_people_write_it(text):
    assert coordinates_of(text) == DAMASCUS


@pytest.mark.parametrize("text", ["-33.51, -36.29", "−33.51; −36.29", "33.51° S, 36.29° W"])
def test_south_and_west_are_negative(text):
    assert coordinates_of(text) == Coordinates(-33.51, -36.29)


@pytest.mark.parametrize(
    "text",
    [
        "", "Damascus", "33.51", "33.51,", "33,51, 36,29", "90.01, 0", "-91, 0", "0, 180.5",
        "33.51, 36.29, 5", "33.51 E, 36.29 N", "nan, nan", "inf, 0", "1e1, 0", "3.3.1, 5",
    ],
)  # fmt: skip
def test_what_is_no_place_is_none(text):
    assert coordinates_of(text) is None


@given(st.decimals(-90, 90, places=4), st.decimals(-180, 180, places=4), st.sampled_from(",;،"))
@example(0, 0, ",")
def test_every_place_on_earth_is_read_back(north, east, between):
    assert coordinates_of(f"{north:f}{between} {east:f}") == (float(north), float(east))


@given(st.text("0123456789٣۵.,;،- °NSEWnsew\u200f", max_size=14))
def test_whatever_is_typed_it_is_a_place_on_earth_or_none(text):
    found = coordinates_of(text)
    assert found is None or (abs(found.north) <= 90 and abs(found.east) <= 180)
