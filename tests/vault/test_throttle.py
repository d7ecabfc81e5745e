"""Counting wrong tries: how many guesses an hour, whatever is done to the clock."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.vault import atomic_write, key_slots, reserved_space, throttle
from rapport.vault.refusals import CannotWrite, TooManyTries

HOUR = 3600.0


def guesses_within(home, moments):
    """How many tries are let through at these moments, in order."""
    made = 0
    for moment in moments:
        try:
            throttle.check(home, now=moment)
        except TooManyTries:
            continue
        throttle.note(home, now=moment)
        made += 1
    return made


def test_three_tries_are_free(tmp_path):
    assert guesses_within(tmp_path, [100.0, 100.0, 100.0]) == 3
    with pytest.raises(TooManyTries):
        throttle.check(tmp_path, now=100.0)


def test_each_wait_is_twice_the_one_before_until_it_is_a_quarter_of_an_hour():
    assert [throttle.wait_after(count) for count in range(12)] == [
        0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 900, 900,
    ]  # fmt: skip


def test_a_script_that_tries_every_second_gets_fewer_than_60_guesses_an_hour(tmp_path):
    made = guesses_within(tmp_path, [5000.0 + second for second in range(int(HOUR))])
    assert made == 13


def test_the_refusal_says_how_many_seconds(tmp_path):
    guesses_within(tmp_path, [100.0] * 3)
    throttle.note(tmp_path, now=100.0)
    with pytest.raises(TooManyTries) as refusal:
        throttle.check(tmp_path, now=100.5)
    assert "2 more seconds" in str(refusal.value)


def test_the_time_of_day_plays_no_part(tmp_path, monkeypatch):
    guesses_within(tmp_path, [100.0] * 3)
    for day in (0.0, 4e9):
        monkeypatch.setattr("time.time", lambda day=day: day)
        with pytest.raises(TooManyTries):
            throttle.check(tmp_path, now=100.5)
        throttle.check(tmp_path, now=101.5)


def test_a_restart_shortens_no_wait_and_keeps_nobody_out_for_long(tmp_path):
    for _ in range(12):
        throttle.note(tmp_path, now=9_000_000.0)
    with pytest.raises(TooManyTries):
        throttle.check(tmp_path, now=60.0)
    with pytest.raises(TooManyTries):
        throttle.check(tmp_path, now=throttle.LONG_WAIT - 1.0)
    throttle.check(tmp_path, now=throttle.LONG_WAIT + 1.0)


@given(
    count=st.integers(0, 40),
    at=st.floats(0, 1e9),
    passed=st.floats(0, 1e6),
    restarted=st.booleans(),
)
def test_never_sooner_than_the_wait_and_never_later_than_that_after_the_start(
    tmp_path_factory, count, at, passed, restarted
):
    """``passed`` is the time that truly went by; after a restart the clock began at nought."""
    home = tmp_path_factory.getbasetemp()
    (home / "tries.json").write_text(json.dumps({"count": count, "at": at}))
    now = passed if restarted else at + passed
    wait = throttle.wait_after(count)
    try:
        throttle.check(home, now=now)
    except TooManyTries:
        assert now < at + wait + 1e-3
    else:
        assert passed >= wait - 1e-3


def test_a_damaged_count_is_no_count(tmp_path):
    for text in ("", "[]", "{}", '{"count": "x", "at": 1}', '{"count": 1e999, "at": 1}'):
        (tmp_path / "tries.json").write_text(text)
        throttle.check(tmp_path, now=1.0)


def test_opening_clears_the_count(tmp_path):
    guesses_within(tmp_path, [100.0] * 3)
    throttle.clear(tmp_path)
    throttle.clear(tmp_path)
    throttle.check(tmp_path, now=100.0)


def test_the_real_clock_goes_forward():
    first = throttle.since_start()
    assert 0 < first <= throttle.since_start()


def test_on_a_full_disk_the_ballast_makes_room_for_the_count(small_disk, fill):
    assert reserved_space.make(small_disk, size=500_000)
    fill(small_disk)
    with pytest.raises(OSError, match="No space"):
        atomic_write.replace(small_disk / "other", b"1")
    throttle.note(small_disk, now=1.0)
    assert json.loads((small_disk / "tries.json").read_text())["count"] == 1


def test_a_try_that_cannot_be_counted_is_not_made(small_disk, fill):
    key_slots.create_vault(small_disk, "blue kettle under seven roofs", cost=key_slots.FOR_TESTS)
    fill(small_disk)
    with pytest.raises(CannotWrite):
        key_slots.unlock(small_disk, "blue kettle under seven roofs", floor=key_slots.FOR_TESTS)
    assert not (small_disk / "tries.json").exists()
