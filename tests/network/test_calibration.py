import numpy as np
import pytest

from rapport.network import BadLog, calibration


def test_chances_that_come_true_as_often_lie_on_the_line():
    draw = np.random.default_rng(1)
    chance = draw.random(20_000)
    found = calibration(chance, draw.random(20_000) < chance)
    assert found.count.tolist() == [2000] * 10
    assert found.error < 0.02
    assert ((found.low <= found.came) & (found.came <= found.high)).all()
    assert (np.diff(found.said) > 0).all()


def test_chances_that_are_too_high_are_off_by_as_much():
    found = calibration([0.5] * 40, [0, 0, 0, 1] * 10, parts=1)
    assert (found.said[0], found.came[0], found.error) == (0.5, 0.25, 0.25)
    assert found.low[0] < 0.25 < found.high[0]


def test_there_are_no_more_parts_than_chances():
    assert len(calibration([0.2, 0.9], [False, True]).count) == 2


def test_a_share_of_none_or_all_is_not_taken_for_certain():
    none = calibration([0.1] * 10, [0] * 10, parts=1)
    assert (none.low[0], none.came[0]) == (0.0, 0.0)
    assert none.high[0] > 0.1


@pytest.mark.parametrize(
    ("chance", "happened", "parts", "why"),
    [
        ([1.5], [1], 10, "out-of-range"),
        ([0.5], [2], 10, "out-of-range"),
        ([0.5, 0.5], [1], 10, "shape"),
        ([], [], 10, "no-history"),
        ([0.5], [1], 0, "parts"),
        ([0.5], [1], True, "parts"),
        (["a"], [1], 10, "not-number"),
    ],
)
def test_what_cannot_be_set_beside_each_other_is_refused(chance, happened, parts, why):
    with pytest.raises(BadLog) as refused:
        calibration(chance, happened, parts=parts)
    assert refused.value.why == why
