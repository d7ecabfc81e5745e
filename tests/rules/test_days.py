"""Days: counting on, and saying how far away one is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.rules.days import away, later
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
