"""Worlds drawn once for many gates give each gate what it would be given alone, bit for bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.network import Sampled, next_ties
from rapport.network import sampled as module
from rapport.network.errors import BadDraw
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import backwards, waves

from .networks import compiled, larger_network, random_expression

WORLDS = 640


def same(one, other) -> bool:
    arrays = [(one.starts, other.starts), (one.ends, other.ends), (one.gain, other.gain)]
    rest = [(each.chosen, each.open, each.worlds, each.guarantee) for each in (one, other)]
    return all(np.array_equal(*pair) for pair in arrays) and rest[0] == rest[1]


@given(st.integers(0, 100_000), st.sampled_from([1.0, 0.6]), st.booleans())
@settings(max_examples=20, deadline=None)
def test_together_as_alone(seed, chance, few_kept) -> None:
    rng = np.random.default_rng(seed)
    snapshot = larger_network(rng, n=16, ties=30)
    gates = [compiled(snapshot, random_expression(rng, snapshot.n)) for _ in range(4)]
    sampled = Sampled.towards(snapshot, gates, seed=seed)
    asked = {"count": 3, "chance": chance, "worlds": WORLDS, "seed": seed}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_NEW", 0 if few_kept else module.MOST_NEW)
        for gate in (*gates, gates[0]):
            ends = sorted(rng.choice(np.arange(1, snapshot.n), size=7, replace=False).tolist())
            for some in (ends, None):
                together = next_ties(snapshot, gate, ends=some, sampled=sampled, **asked)
                assert same(together, next_ties(snapshot, gate, ends=some, **asked))


@given(st.integers(0, 100_000))
@settings(max_examples=20, deadline=None)
def test_who_leads_somewhere_is_who_a_whole_spread_finds_there(seed) -> None:
    rng = np.random.default_rng(seed)
    snapshot = larger_network(rng, n=16, ties=40)
    sampled = Sampled.towards(snapshot, [5], seed=seed)
    run = sampled.run(range(3))
    to = sampled.part.local[[5]]
    where = rng.integers(0, 2**63, size=3, dtype=np.uint64)
    whole = np.zeros_like(run.ahead)
    whole[to] = run.back.there[to]
    for _ in waves(backwards(sampled.part)[0], run.back, whole):
        pass
    assert np.array_equal(sampled.leading(run, to, where), whole & where)


def test_worlds_of_another_network_or_other_luck_are_refused() -> None:
    snapshot, other = (Snapshot.of(n=4, ties=[(0, 1), (1, 2), (2, 3)]) for _ in range(2))
    for sampled in (Sampled.towards(other, [3]), Sampled.towards(snapshot, [3], seed=1)):
        with pytest.raises(BadDraw) as refused:
            next_ties(snapshot, 3, sampled=sampled)
        assert refused.value.why == "sampled"


def test_worlds_drawn_for_other_people_are_refused() -> None:
    snapshot = Snapshot.of(n=4, ties=[(0, 1), (1, 2), (0, 3)])
    sampled = Sampled.towards(snapshot, [2])
    assert next_ties(snapshot, 2, ends=[1], sampled=sampled).open
    for gate, starts in ((3, [0]), (2, [3])):
        with pytest.raises(BadDraw) as refused:
            next_ties(snapshot, gate, starts=starts, ends=[1, 2], sampled=sampled)
        assert refused.value.why == "sampled"
