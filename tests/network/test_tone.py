import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betainc
from scipy.stats import beta

from rapport.network.errors import BadTone
from rapport.network.tone import (
    Spiral,
    ToneStep,
    Way,
    _beta,
    _lies_below,
    tone_trend,
)

TODAY = 1000
HOSTILE, GUARDED, NEUTRAL, OPEN = ToneStep
GOOD_YEAR = [(day, OPEN, OPEN) for day in range(640, 980, 15)]
BAD_YEAR = [(day, GUARDED, GUARDED) for day in range(640, 980, 15)]


def trend(meetings, today=TODAY):
    """Meetings of one tie as (day, their tone, our tone); None where nobody noted it."""
    rows = [
        (0, day, way, step)
        for day, theirs, ours in meetings
        for way, step in ((Way.THEIRS, theirs), (Way.OURS, ours))
        if step is not None
    ]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return tone_trend(*columns, as_of=today, m=1)


steps = st.one_of(st.none(), st.sampled_from(list(ToneStep)))
histories = st.lists(st.tuples(st.integers(0, TODAY), steps, steps), max_size=25)


def test_nothing_noted_says_nothing():
    silent = trend([])
    assert silent.level.tolist() == [[0.5, 0.5]]
    assert silent.change.tolist() == [[0.0, 0.0]]
    assert silent.falls.tolist() == [[0.5, 0.5]]
    assert silent.spiral.tolist() == [Spiral.SILENT]
    assert tone_trend([], [], [], [], as_of=TODAY, m=0).spiral.tolist() == []


def test_open_meetings_make_a_high_level_and_hostile_ones_a_low():
    mixed = trend([(day, OPEN, HOSTILE) for day in range(900, 1000, 10)])
    assert mixed.level[0, Way.THEIRS] > 0.9
    assert mixed.level[0, Way.OURS] < 0.1


def test_one_bad_meeting_after_a_good_year_is_no_spiral():
    assert trend([*GOOD_YEAR, (995, HOSTILE, HOSTILE)]).spiral.tolist() == [Spiral.SILENT]


def test_bad_meetings_both_ways_after_a_good_year_are_a_vicious_one():
    bad = [(day, HOSTILE, HOSTILE) for day in (982, 988, 995)]
    assert trend([*GOOD_YEAR, *bad]).spiral.tolist() == [Spiral.VICIOUS]


def test_after_nine_good_months_two_hostile_meetings_or_three_guarded_ones_are_enough():
    good = [(day, OPEN, OPEN) for day in range(700, 970, 15)]

    def after(count, step):
        later = [(975 + 5 * place, step, step) for place in range(count)]
        return int(trend([*good, *later]).spiral[0])

    assert [after(count, HOSTILE) for count in range(4)] == [0, 0, -1, -1]
    assert [after(count, GUARDED) for count in range(5)] == [0, 0, 0, -1, -1]


def test_if_only_they_cool_it_is_no_spiral():
    cooling = trend([*GOOD_YEAR, *((day, HOSTILE, OPEN) for day in (982, 988, 995))])
    assert cooling.falls[0, Way.THEIRS] > 0.9
    assert cooling.spiral.tolist() == [Spiral.SILENT]


def test_open_meetings_after_a_guarded_year_are_a_virtuous_one():
    warm = [(day, OPEN, OPEN) for day in range(975, 1000, 5)]
    assert trend([*BAD_YEAR, *warm]).spiral.tolist() == [Spiral.VIRTUOUS]
    assert trend([*BAD_YEAR, warm[0]]).spiral.tolist() == [Spiral.SILENT]


def test_a_quiet_half_year_is_no_fall():
    quiet = trend(GOOD_YEAR, today=TODAY + 180)
    assert quiet.falls[0] == pytest.approx([0.5, 0.5], abs=0.02)
    assert quiet.spiral.tolist() == [Spiral.SILENT]


def test_what_comes_later_is_not_read():
    known = [*GOOD_YEAR, (995, GUARDED, NEUTRAL)]
    later = trend([*known, (1001, HOSTILE, HOSTILE)])
    assert later.level.tolist() == trend(known).level.tolist()


def test_ties_do_not_mix():
    both = tone_trend([0, 2], [990, 990], [0, 0], [OPEN, HOSTILE], as_of=TODAY, m=3)
    assert both.level[0, Way.THEIRS] > 0.5 > both.level[2, Way.THEIRS]
    assert both.level[1].tolist() == [0.5, 0.5]


@given(histories, st.integers(0, TODAY), st.sampled_from(list(ToneStep)))
def test_no_single_meeting_makes_a_spiral(history, day, step):
    before = trend([each for each in history if each[0] != day])
    after = trend([*(each for each in history if each[0] != day), (day, step, step)])
    if before.both_fall[0] < 0.5 - 1e-9:
        assert after.spiral[0] != Spiral.VICIOUS
    if before.both_rise[0] < 0.5 - 1e-9:
        assert after.spiral[0] != Spiral.VIRTUOUS


@given(histories)
def test_a_spiral_is_named_only_when_it_is_likely(history):
    said = trend(history)
    chance = {-1: said.both_fall[0], 1: said.both_rise[0], 0: 1.0}[int(said.spiral[0])]
    assert chance > 0.8
    assert ((said.level >= 0) & (said.level <= 1)).all()
    assert (said.both_fall + said.both_rise <= 1 + 1e-12).all()


@given(histories)
def test_turning_every_tone_over_turns_the_answer_over(history):
    flipped = [
        (day, *(None if step is None else ToneStep(3 - step) for step in both))
        for day, *both in history
    ]
    one, other = trend(history), trend(flipped)
    assert other.level == pytest.approx(1 - one.level)
    assert other.falls == pytest.approx(1 - one.falls)
    assert other.both_fall == pytest.approx(one.both_rise)


@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(history, shuffle):
    mixed = list(history)
    shuffle.shuffle(mixed)
    assert trend(mixed).falls == pytest.approx(trend(history).falls)


@given(*[st.floats(1, 40)] * 4)
def test_the_normal_approximation_is_near_the_exact_chance(good, bad, good_before, bad_before):
    at = beta(good, bad).ppf((np.arange(2000) + 0.5) / 2000)
    exact = 1 - betainc(good_before, bad_before, at).mean()
    said = _lies_below(_beta(np.array(good), np.array(bad)), _beta(good_before, bad_before))
    assert said == pytest.approx(exact, abs=0.1)
    assert said < max(exact, 0.89) + 0.03  # where a spiral could be named it is close


@pytest.mark.parametrize(
    ("change", "why", "where"),
    [
        ({"ties": [0, 3]}, "out-of-range", 1),
        ({"direction": [2, 0]}, "out-of-range", 0),
        ({"tone": [0, 4]}, "out-of-range", 1),
        ({"tone": [0.5, 1]}, "not-integer", None),
        ({"days": [1]}, "shape", None),
        ({"m": -1}, "ties", None),
        ({"m": 1.0}, "ties", None),
        ({"as_of": "today"}, "day", None),
    ],
)
def test_observations_that_cannot_be_read_are_refused(change, why, where):
    good = {"ties": [0, 1], "days": [1, 2], "direction": [0, 1], "tone": [3, 0]}
    with pytest.raises(BadTone) as refused:
        tone_trend(**{**good, "as_of": 10, "m": 3, **change})
    assert (refused.value.why, refused.value.where) == (why, where)


def test_an_answer_cannot_be_changed():
    said = trend(GOOD_YEAR)
    with pytest.raises(ValueError, match="read-only"):
        said.level[0, 0] = 1
