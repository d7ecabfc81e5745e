"""Reach that begins over what is shared ends where a spread from the start does, bit for bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.network import Common, KeptReach, KeptWords, Sampled, Shared, gate_reach, next_ties
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import NUMPY, draw, from_us, part_of

from .networks import compiled, larger_network, random_expression

BLOCKS = 6
SEED = 3


def seen_of(whole, rng, gone=0.15) -> Snapshot:
    """Return what somebody sees of a network: fewer people, ties and groups, others' chances."""
    there = rng.random(whole.n) > gone
    there[0] = True
    people = np.flatnonzero(there)
    number = np.cumsum(there) - 1
    kept = there[whole.tail] & there[whole.head] & (rng.random(whole.m) > gone)
    chance = np.where(rng.random(whole.m) > gone, whole.p_tie, np.round(rng.random(whole.m), 1))
    group = np.where(rng.random(whole.n) > gone, whole.group, -1)
    return Snapshot.of(
        n=len(people),
        ties=np.stack([number[whole.tail[kept]], number[whole.head[kept]]], axis=1),
        p_tie=chance[kept],
        p_person=whole.p_person[people],
        group=group[people],
        p_group=whole.p_group,
        person_key=people,
    )


def some(rng, size, part=0.8):
    return rng.random(size) < part


def common_of(snapshot, rng, part) -> Common:
    """Say of anybody that others have them too: it need not be true."""
    return Common(some(rng, snapshot.n, part), some(rng, snapshot.m, part))


@given(st.integers(0, 100_000), st.sampled_from([0.0, 0.5, 0.9, 1.0]), st.sampled_from([40, 4096]))
@settings(max_examples=40, deadline=None)
def test_it_is_what_a_spread_from_the_start_finds(seed, part, rows) -> None:
    rng = np.random.default_rng(seed)
    whole = larger_network(rng, n=20, ties=60)
    kept = KeptReach(KeptWords(BLOCKS, rows * 8 * BLOCKS))
    for gone in (0.15, 0.05, 0.15, 0.0, 0.3, 0.05):
        snapshot = seen_of(whole, rng, gone)
        asked = part_of(snapshot, SEED)
        first = int(rng.integers(0, BLOCKS))
        blocks = range(first, int(rng.integers(first + 1, BLOCKS + 2)))
        found = kept.from_us(asked, common_of(snapshot, rng, part), blocks)
        assert np.array_equal(found, from_us(asked, draw(asked, blocks), NUMPY))


@given(st.integers(0, 100_000))
@settings(max_examples=15, deadline=None)
def test_answers_are_the_same_wherever_they_begin(seed) -> None:
    rng = np.random.default_rng(seed)
    whole = larger_network(rng, n=16, ties=50)
    kept = KeptReach(KeptWords(BLOCKS))
    for _ in range(4):
        snapshot = seen_of(whole, rng)
        gates = [compiled(snapshot, random_expression(rng, snapshot.n)) for _ in range(3)]
        shared = Shared(kept, common_of(snapshot, rng, 0.9))
        asked = {"worlds": 64 * BLOCKS, "seed": SEED, "fast": False}
        reach = gate_reach(snapshot, gates, **asked, shared=shared)
        assert np.array_equal(reach.open, gate_reach(snapshot, gates, **asked).open)
        sampled = Sampled.towards(snapshot, gates, seed=SEED, shared=shared)
        for gate in gates:
            with_it = next_ties(snapshot, gate, count=2, **asked, sampled=sampled)
            alone = next_ties(snapshot, gate, count=2, **asked)
            assert (with_it.chosen, with_it.open) == (alone.chosen, alone.open)
            assert np.array_equal(with_it.gain, alone.gain)


@pytest.fixture
def spreads(monkeypatch):
    """Count how often reach is spread from the start."""
    began = []
    spread = KeptReach._spread

    def counted(self, part, common):
        began.append(len(part.people))
        return spread(self, part, common)

    monkeypatch.setattr(KeptReach, "_spread", counted)
    return began


def line(*, keys, p=0.5, group=None) -> Snapshot:
    """Return people one after the other, by their keys."""
    n = len(keys)
    ties = [(one, one + 1) for one in range(n - 1)]
    return Snapshot.of(
        n=n, ties=ties, p_tie=[p] * (n - 1), p_person=[1.0, *[0.9] * (n - 1)], person_key=keys,
        group=group, p_group=None if group is None else [0.5],
    )  # fmt: skip


def everything(snapshot, but=()) -> Common:
    people = np.ones(snapshot.n, dtype=bool)
    people[list(but)] = False
    return Common(people, np.ones(snapshot.m, dtype=bool))


def spread_over(kept, snapshot, but=()) -> None:
    part = part_of(snapshot, SEED)
    found = kept.from_us(part, everything(snapshot, but), range(BLOCKS))
    assert np.array_equal(found, from_us(part, draw(part, range(BLOCKS)), NUMPY))


def test_whoever_has_all_of_it_begins_there(spreads) -> None:
    kept = KeptReach(KeptWords(BLOCKS))
    spread_over(kept, line(keys=[0, 7, 8, 9]), but=[3])
    assert len(spreads) == 1
    spread_over(kept, line(keys=[0, 7, 8, 5, 6]))
    spread_over(kept, line(keys=[0, 7, 8]))
    spread_over(kept, line(keys=[0, 7, 8], p=0.75))
    assert len(spreads) == 1, "a tie that works more often is one more that is new"


def test_whoever_lacks_anything_of_it_does_not(spreads) -> None:
    kept = KeptReach(KeptWords(BLOCKS))
    spread_over(kept, line(keys=[0, 7, 8, 9]))
    for other in (
        line(keys=[0, 7, 9, 8]),  # a tie between others
        line(keys=[0, 7, 8]),  # somebody missing
        line(keys=[0, 7, 8, 9], p=0.25),  # a tie that works less often
        line(keys=[0, 7, 8, 9], group=[-1, 0, 0, -1]),  # somebody who may be lost with others
    ):
        before = len(spreads)
        spread_over(kept, other)
        assert len(spreads) == before + 1
    assert len(kept._frames) <= 2


def test_what_is_kept_is_bounded() -> None:
    kept = KeptReach(KeptWords(BLOCKS))
    for chance in np.linspace(0.9, 0.1, 12):
        spread_over(kept, line(keys=[0, 7, 8], p=chance))
    for key in range(20, 26):
        spread_over(kept, line(keys=[0, key]))
    assert len(kept._frames) == 2
    assert all(len(frame.reaches) <= 8 for frame in kept._frames)


def test_chances_may_change_and_people_stay() -> None:
    snapshot = larger_network(np.random.default_rng(1), n=12, ties=30)
    half = np.full(snapshot.m, 0.5)
    changed = snapshot.with_chances(
        p_tie=half, p_person=snapshot.p_person, p_group=snapshot.p_group
    )
    anew = Snapshot.of(
        n=12, ties=np.stack([snapshot.tail, snapshot.head], axis=1), p_tie=half,
        p_person=snapshot.p_person, group=snapshot.group, p_group=snapshot.p_group,
    )  # fmt: skip
    for one, other in ((changed, anew), (changed.incoming, anew.incoming)):
        names = one._fields if isinstance(one, tuple) else one.__slots__[:-2]
        for name in names:
            assert np.array_equal(getattr(one, name), getattr(other, name)), name
    with pytest.raises(ValueError, match="chance"):
        snapshot.with_chances(p_tie=half * 3, p_person=snapshot.p_person, p_group=snapshot.p_group)
