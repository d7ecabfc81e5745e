"""When so many people were read that a reason is asked for: yes, no, and just not."""

from datetime import UTC, datetime, timedelta

import pytest

from rapport.rules.reading import DAY, HOUR, Limits, read_too_many

NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)
LIMITS = Limits(hour=25, day=200)


def opened(count: int, *, minutes_ago: float = 30, first: int = 0) -> dict[int, datetime]:
    at = NOW - timedelta(minutes=minutes_ago)
    return dict.fromkeys(range(first, first + count), at)


def asked(there, who=-1, explained=None):
    return read_too_many(there, who, now=NOW, explained=explained, limits=LIMITS)


def test_the_twenty_sixth_of_an_hour_needs_a_reason_and_the_twenty_fifth_does_not():
    assert asked(opened(24)) is None
    assert asked(opened(25)) == 25


def test_who_is_open_already_costs_nothing():
    assert asked(opened(25), who=3) is None


def test_an_hour_is_an_hour():
    just = HOUR.total_seconds() / 60
    assert asked(opened(25, minutes_ago=just - 0.1)) == 25
    assert asked(opened(25, minutes_ago=just)) is None


def test_a_day_is_counted_too_however_slowly_they_are_read():
    assert asked(opened(200, minutes_ago=90)) == 200
    assert asked(opened(199, minutes_ago=90)) is None
    assert asked(opened(200, minutes_ago=DAY.total_seconds() / 60)) is None


@pytest.mark.parametrize(("since", "needs"), [(24, None), (25, 25)])
def test_a_reason_is_good_for_as_many_again(since, needs):
    there = opened(25, minutes_ago=40) | opened(since, minutes_ago=10, first=100)
    assert asked(there, explained=NOW - timedelta(minutes=20)) == needs


def test_a_reason_opens_the_way_beyond_a_days_number_too():
    reason = NOW - timedelta(minutes=80)
    there = opened(200, minutes_ago=90)
    assert asked(there, explained=reason) is None
    assert asked(there | opened(25, minutes_ago=70, first=500), explained=reason) == 225


def test_who_was_open_before_a_reason_counts_again_after_it():
    there = opened(25, minutes_ago=40) | opened(25, minutes_ago=10, first=100)
    assert asked(there, who=3, explained=NOW - timedelta(minutes=20)) == 25
