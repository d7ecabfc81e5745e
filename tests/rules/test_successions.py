"""Who followed whom in a post, when nobody held it, who held it at a time with whom."""

import random
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rapport.rules.successions import Held, Span, in_order, overlap, overlaps, successions

DAY = date(2010, 1, 1)


def span(*when: int) -> Span:
    """A day, a month or a year."""
    if len(when) == 3:
        return Span(date(*when), date(*when))
    if len(when) == 2:
        year, month = when
        return Span(date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - day(1))
    return Span(date(when[0], 1, 1), date(when[0], 12, 31))


def day(count: int) -> timedelta:
    return timedelta(days=count)


def held(who: str, since: Span, until: Span, *, acting: bool = False) -> Held:
    return Held(who, who, since, until, acting)


def followed(*every: Held) -> list[tuple[str, str]]:
    return [(str(one.before.key), str(one.after.key)) for one in successions(every)]


OPEN = Span()
ANNA = held("Anna", span(2010, 3, 1), span(2012, 6, 30))
BASIM = held("Basim", span(2012, 6, 30), span(2015))
CARLA = held("Carla", span(2015, 4), OPEN)


def test_each_is_followed_by_who_came_next():
    assert followed(CARLA, ANNA, BASIM) == [("Anna", "Basim"), ("Basim", "Carla")]
    assert in_order([CARLA, BASIM, ANNA]) == [ANNA, BASIM, CARLA]


def test_who_stands_in_follows_nobody_and_is_named_between_the_two():
    acting = held("Dina", span(2012, 7), span(2012, 9), acting=True)
    after = held("Basim", span(2012, 10, 1), OPEN)
    (found,) = successions([after, acting, ANNA])
    assert (found.before, found.after, found.acting) == (ANNA, after, (acting,))


def test_between_two_nobody_held_it_from_when_to_when():
    after = held("Basim", span(2013, 1, 10), OPEN)
    (found,) = successions([ANNA, after])
    assert found.vacant == (date(2012, 6, 30), date(2013, 1, 10))


def test_a_year_that_fits_leaves_no_gap_and_no_overlap():
    after = held("Basim", span(2012), OPEN)
    (found,) = successions([ANNA, after])
    assert found.vacant is None
    assert not overlap(ANNA, after)


def test_one_day_more_is_an_overlap_and_no_succession():
    after = held("Basim", span(2012, 6, 29), OPEN)
    assert list(overlaps([ANNA, after])) == [(ANNA, after)]
    assert followed(ANNA, after) == []


def test_two_who_hold_it_to_this_day_hold_it_together():
    assert overlap(held("Anna", OPEN, OPEN), CARLA)
    acting = held("Dina", span(2020), OPEN, acting=True)
    assert not list(overlaps([acting, CARLA]))


def test_one_who_returns_follows_and_is_followed():
    again = Held("Anna again", "Anna", span(2015, 2, 1), OPEN, acting=False)
    first = held("Basim", span(2012, 7, 1), span(2015, 1, 31))
    assert followed(ANNA, first, again) == [("Anna", "Basim"), ("Basim", "Anna again")]


def test_another_term_of_the_same_person_is_no_succession():
    again = Held("Anna again", "Anna", span(2012, 7, 1), OPEN, acting=False)
    assert followed(ANNA, again) == []


def test_who_came_is_known_by_when_they_left():
    left = held("Basim", OPEN, span(2015, 5, 1))
    gone = held("Anna", span(2010), Span(date(2010, 12, 31), date.max))
    assert followed(left, gone) == [("Anna", "Basim")]


@st.composite
def lives(draw) -> list[Held]:
    """People who hold a post one after the other, each day told to the day, month or year."""
    count = draw(st.integers(2, 6))
    steps = draw(st.lists(st.integers(400, 1500), min_size=2 * count, max_size=2 * count))
    gaps = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    kinds = draw(st.lists(st.sampled_from((1, 2, 3)), min_size=2 * count, max_size=2 * count))
    at, found = DAY, []
    for number in range(count):
        since = at
        at += day(steps[number])
        until = at
        at += day(400 if gaps[number] else 0)
        ends = [
            span(*(each.year, each.month, each.day)[: kinds[2 * number + place]])
            for place, each in enumerate((since, until))
        ]
        found.append(held(f"{number}", ends[0], ends[1]))
    return found


@given(lives(), st.randoms(use_true_random=False))
def test_however_shuffled_and_however_roughly_told_each_follows_the_one_before(
    every: list[Held], chance: random.Random
):
    shuffled = list(every)
    chance.shuffle(shuffled)
    assert not list(overlaps(shuffled))
    found = [(one.before, one.after) for one in successions(shuffled)]
    assert found == list(pairwise(every))
    for one in successions(shuffled):
        if one.vacant is not None:
            assert one.vacant[0] < one.vacant[1]
