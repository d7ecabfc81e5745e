"""Days: counting on, and saying how far away one is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.rules.days import away, later, months_since
from rules.building import TODAY, ago, ahead


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, "today"),
        (ago(1), "yesterday"),
        (ahead(1), "tomorrow"),
        (ago(2), "2 days ago"),
        (ahead(2), "in 2 days"),
    ],
)
def test_how_far_away_a_day_is(day, said):
    assert away(day, TODAY) == said


@given(st.dates(), st.integers(-4_000_000, 4_000_000))
def test_counting_on_stays_within_the_calendar(day, days):
    wanted = day.toordinal() + days
    assert later(day, days).toordinal() == min(max(wanted, 1), date.max.toordinal())


@pytest.mark.parametrize(
    ("first", "day", "months"),
    [
        (date(2021, 2, 16), date(2026, 3, 16), 61),
        (date(2021, 2, 17), date(2026, 3, 16), 60),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2026, 3, 17), date(2026, 3, 16), 0),
    ],
)
def test_months_are_those_of_the_calendar(first, day, months):
    assert months_since(first, day) == months


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 5000))
def test_a_day_more_is_never_a_month_less(first, days):
    day = first + timedelta(days=days)
    tomorrow = day + timedelta(days=1)
    assert months_since(first, tomorrow) - months_since(first, day) in {0, 1}
