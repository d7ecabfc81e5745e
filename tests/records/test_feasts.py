"""When an occasion comes round: a feast, a day of every year, or a day of its own."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from cast import Cast
from rapport.formats.calendar import FEASTS as KNOWN
from rapport.records.feasts import AHEAD, FEASTS, comes_next

DAY = Cast.DAY


@dataclass
class Told:
    feast: str = ""
    month: int | None = None
    day: int | None = None
    once: date | None = None


def test_a_feast_comes_on_its_next_day():
    assert comes_next(Told("eid_al_fitr"), DAY)[0] == date(2026, 3, 20)
    assert comes_next(Told("eid_al_fitr"), date(2026, 3, 20))[0] == date(2026, 3, 20)
    assert comes_next(Told("eid_al_fitr"), date(2026, 3, 21))[0] == date(2027, 3, 9)
    assert comes_next(Told("christmas"), DAY)[0] == date(2026, 12, 25)


def test_a_feast_the_moon_decides_is_thought_of_a_day_earlier():
    day, opens = comes_next(Told("eid_al_fitr"), DAY)
    assert opens == day - AHEAD - timedelta(days=1)
    assert comes_next(Told(month=4, day=2), DAY) == (date(2026, 4, 2), date(2026, 4, 2) - AHEAD)


@pytest.mark.parametrize("feast", sorted(FEASTS))
def test_every_feast_offered_is_known_to_the_calendar_and_has_a_name(feast):
    assert feast in KNOWN
    assert str(FEASTS[feast].name)
    assert comes_next(Told(feast), DAY)[0] >= DAY


def test_a_day_of_every_year_comes_this_year_or_next():
    assert comes_next(Told(month=3, day=16), DAY)[0] == DAY
    assert comes_next(Told(month=3, day=15), DAY)[0] == date(2027, 3, 15)


def test_the_last_of_february_is_kept_a_day_earlier_in_years_without_it():
    assert comes_next(Told(month=2, day=29), DAY)[0] == date(2027, 2, 28)
    assert comes_next(Told(month=2, day=29), date(2027, 6, 1))[0] == date(2028, 2, 29)


def test_a_day_of_its_own_comes_once():
    assert comes_next(Told(once=DAY), DAY)[0] == DAY
    assert comes_next(Told(once=DAY - timedelta(days=1)), DAY) is None


@pytest.mark.parametrize("nothing", [Told(), Told("no such feast"), Told(month=5), Told(day=4)])
def test_what_names_no_day_never_comes(nothing):
    assert comes_next(nothing, DAY) is None


def test_beyond_the_years_the_moon_is_known_for_nothing_is_said():
    assert comes_next(Told("eid_al_fitr"), date(2079, 1, 1)) is None
    assert comes_next(Told("christmas"), date(2079, 1, 1))[0] == date(2079, 12, 25)


@pytest.mark.parametrize("told", [Told("eid_al_adha"), Told(month=2, day=29), Told("easter")])
def test_what_comes_next_never_lies_behind_nor_farther_than_thirteen_months(told):
    for ahead in range(0, 800, 7):
        today = DAY + timedelta(days=ahead)
        assert today <= comes_next(told, today)[0] <= today + timedelta(days=400)
