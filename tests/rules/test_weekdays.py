"""Days of the week as people write them."""

from datetime import date

import pytest

from rapport.rules.weekdays import last_of, weekdays_in

MONDAY = date(2026, 3, 16)


@pytest.mark.parametrize(
    "text", ["every Tuesday", "Tuesdays", "le mardi", "chaque mardi matin", "كل ثلاثاء", "الثلاثاء"]
)
def test_a_day_is_known_in_three_languages(text):
    assert weekdays_in(text) == {1}


def test_several_days_and_every_day():
    assert weekdays_in("Monday and Thursday") == {0, 3}
    assert weekdays_in("daily") == weekdays_in("كل يوم") == set(range(7))


@pytest.mark.parametrize("text", ["", "twice a month", "once", "واحد", "before the feast"])
def test_what_names_no_day_names_none(text):
    assert weekdays_in(text) == frozenset()


def test_the_last_of_a_day_is_today_or_within_the_week():
    assert last_of(frozenset({0}), MONDAY) == MONDAY
    assert last_of(frozenset({1}), MONDAY) == date(2026, 3, 10)
    assert last_of(frozenset(), MONDAY) is None
