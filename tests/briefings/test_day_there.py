"""What sort of day it is there: fast, feasts, rest, and prayers near the hour of a meeting."""

from datetime import date, time

import pytest
from django.utils import timezone

from rapport.briefings.day_there import DayThere, day_at
from rapport.formats.calendar import gregorian
from rapport.records.models import Office

DAMASCUS, NEW_YORK = "Asia/Damascus", "America/New_York"
FRIDAY = date(2026, 5, 8)


def office(coordinates: str = "33.51, 36.29", weekend: tuple[int, ...] = ()) -> Office:
    return Office(name="Lantern Aid", coordinates=coordinates, weekend=list(weekend))


def seen(on: date, clock: str = "", zone: str = DAMASCUS, where: Office | None = None) -> DayThere:
    hour = time.fromisoformat(clock) if clock else None
    return day_at(where or office(), on, hour, zone)


@pytest.mark.parametrize("year", [1446, 1447, 1448])
def test_the_fast_lasts_from_the_first_day_of_its_month_to_the_last(year):
    first, feast = gregorian(year, 9, 1), gregorian(year, 10, 1)
    for on, fast in ((-1, False), (0, True), ((feast - first).days - 1, True)):
        assert seen(date.fromordinal(first.toordinal() + on)).fast is fast
    after = seen(feast)
    assert not after.fast
    assert "eid_al_fitr" in after.feasts


def test_the_fast_is_said_once_and_not_as_a_feast_too():
    assert seen(gregorian(1447, 9, 1)).feasts == ()


@pytest.mark.parametrize("on", [date.min, date(1900, 5, 1), date(2150, 5, 1), date.max])
@pytest.mark.parametrize("clock", ["", "00:00", "23:59"])
def test_outside_the_islamic_calendar_a_day_has_no_such_date_and_nothing_fails(on, clock):
    for zone in (DAMASCUS, NEW_YORK):
        there = seen(on, clock, zone)
        assert there.hijri is None
        assert not there.fast


@pytest.mark.parametrize(
    ("weekend", "free"),
    [((4, 5), "Fri Sat"), ((3, 4), "Thu Fri"), ((6,), "Sun"), ((), "")],
)
def test_the_weekend_is_the_one_of_the_office(weekend, free):
    where = office(weekend=weekend)
    week = [date.fromordinal(FRIDAY.toordinal() + away) for away in range(7)]
    found = {day.strftime("%a") for day in week if seen(day, where=where).weekend}
    assert found == set(free.split())


def test_without_coordinates_no_prayer_is_said():
    assert seen(FRIDAY, "19:20", where=office("")).prayers == ()
    assert seen(FRIDAY, where=office("the old mill")).prayers == ()


def test_a_prayer_soon_after_the_hour_is_said_and_a_far_one_is_not():
    # The sun sets there at about 19:24.
    (one,) = seen(FRIDAY, "19:00").prayers
    assert one.name == "maghrib"
    assert 20 <= one.minutes_after <= 28
    (one,) = seen(FRIDAY, "19:40").prayers
    assert -20 <= one.minutes_after <= -12
    assert seen(FRIDAY, "10:00").prayers == ()


def test_without_an_hour_the_five_of_the_day_are_said():
    there = seen(FRIDAY)
    assert [one.name for one in there.prayers] == ["fajr", "dhuhr", "asr", "maghrib", "isha"]
    assert not there.hour_known
    assert not there.notable


def test_on_a_clock_far_away_they_are_those_of_that_clock_s_day():
    # Dawn of the ninth in Damascus is in the evening of the eighth in New York.
    there = seen(FRIDAY, zone=NEW_YORK)
    assert sorted(one.name for one in there.prayers) == sorted(
        ["fajr", "dhuhr", "asr", "maghrib", "isha"]
    )
    times = [one.at for one in there.prayers]
    assert times == sorted(times)
    assert there.prayers[-1].name == "fajr"
    (one,) = seen(FRIDAY, "21:00", zone=NEW_YORK).prayers
    assert one.name == "fajr"


def test_one_late_in_the_evening_minds_a_prayer_after_midnight():
    # In June the night prayer of Moscow is half an hour after midnight.
    near = seen(date(2026, 6, 21), "23:55", "Europe/Moscow", office("55.75, 37.62")).prayers
    night = next(one for one in near if one.name == "isha")
    assert 0 < night.minutes_after <= 45
    assert night.at < time(1)


def test_a_zone_this_machine_does_not_know_counts_as_our_own():
    with timezone.override("Asia/Damascus"):
        assert seen(FRIDAY, "19:00", "Nowhere/Atall") == seen(FRIDAY, "19:00", DAMASCUS)


def test_the_minutes_are_right_over_the_night_the_clocks_change():
    # On 29 March 2026 Helsinki goes from 03:00 to 04:00; dawn there is soon after.
    helsinki, on = office("60.17, 24.94"), date(2026, 3, 29)
    dawn = next(one for one in seen(on, zone="Europe/Helsinki", where=helsinki).prayers)
    assert dawn.name == "fajr"
    assert time(4) < dawn.at < time(5)
    (one,) = seen(on, "02:55", "Europe/Helsinki", helsinki).prayers
    by_the_clock = (dawn.at.hour * 60 + dawn.at.minute) - (2 * 60 + 55)
    assert one.minutes_after == by_the_clock - 60
