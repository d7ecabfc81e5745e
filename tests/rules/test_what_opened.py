"""A gate opened or eased where it stands better than the day before, and not where we came in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.rules.what_opened import openings

FIRST = date(2026, 1, 1)
STANDINGS = ("closed", "unknown", "conditional", "open")
BETTER = {
    ("closed", "conditional"),
    ("closed", "open"),
    ("unknown", "conditional"),
    ("unknown", "open"),
    ("conditional", "open"),
}


def day(number: int) -> date:
    return FIRST + timedelta(number)


@pytest.mark.parametrize("after", STANDINGS)
@pytest.mark.parametrize("before", STANDINGS)
def test_it_opened_or_eased_where_it_stands_better(before: str, after: str) -> None:
    found = openings([(day(0), before), (day(5), after)])
    assert found == ([(day(5), after)] if (before, after) in BETTER else [])


@pytest.mark.parametrize("standing", STANDINGS)
def test_where_we_came_in_nothing_opened(standing: str) -> None:
    assert openings([(day(0), standing)]) == []
    assert openings([]) == []


def test_of_one_day_the_last_word_counts() -> None:
    assert openings([(day(0), "closed"), (day(1), "open"), (day(1), "closed")]) == []
    assert openings([(day(0), "closed"), (day(0), "open")]) == []


def test_each_opening_is_told_with_what_it_became() -> None:
    states = [(0, "closed"), (1, "conditional"), (2, "open"), (3, "closed"), (4, "open")]
    assert openings([(day(on), said) for on, said in states]) == [
        (day(1), "conditional"),
        (day(2), "open"),
        (day(4), "open"),
    ]


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(STANDINGS)), max_size=12))
def test_saying_again_how_it_stands_opens_nothing(said: list[tuple[int, str]]) -> None:
    states = [(day(on), standing) for on, standing in sorted(said, key=lambda one: one[0])]
    found = openings(states)
    assert all(became in ("conditional", "open") for _, became in found)
    again = [*states, *([(states[-1][0] + timedelta(1), states[-1][1])] if states else [])]
    assert openings(again) == found
