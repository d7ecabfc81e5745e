from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.network.errors import BadChange
from rapport.network.gates import Gate
from rapport.network.next_ties import next_ties
from rapport.network.reach import gate_reach
from rapport.network.scenario import Change
from rapport.network.snapshot import Snapshot

from .networks import chain, compiled, larger_network, random_expression

WORLDS = 640


def opened_with(snapshot, gate, ties, seed=0, worlds=WORLDS):
    """Worlds open once those ties (tail, head, chance) are made."""
    changed = Change(ties_made=tuple(ties)).applied(snapshot)
    return int(gate_reach(changed, [gate], worlds=worlds, seed=seed).open[0])


def any_of(rng, n):
    return ["any", *(int(post) for post in rng.choice(np.arange(1, n), size=3, replace=False))]


def sparse(rng):
    return larger_network(rng, n=16, ties=26)


@given(st.integers(0, 100_000), st.booleans(), st.sampled_from([1.0, 0.6]))
@settings(max_examples=20, deadline=None)
def test_the_gain_is_what_reach_gains_in_the_same_worlds(seed, ours, chance) -> None:
    rng = np.random.default_rng(seed)
    snapshot = sparse(rng)
    gate = compiled(snapshot, random_expression(rng, snapshot.n))
    starts = [0] if ours else [0, 3, 7]
    found = next_ties(snapshot, gate, starts=starts, chance=chance, worlds=WORLDS, seed=seed)
    known = set(zip(snapshot.tail.tolist(), snapshot.head.tolist(), strict=True))
    assert found.gain.shape == (len(starts), snapshot.n - 1)
    assert found.open == gate_reach(snapshot, [gate], worlds=WORLDS, seed=seed).open[0]
    for i, start in enumerate(starts):
        for j, end in enumerate(range(1, snapshot.n)):
            if (start, end) in known or start == end:
                assert found.gain[i, j] == 0
                continue
            opened = opened_with(snapshot, gate, [(start, end, chance)], seed)
            assert found.gain[i, j] == opened - found.open


@given(st.integers(0, 100_000), st.booleans())
@settings(max_examples=20, deadline=None)
def test_what_is_chosen_opens_what_it_says(seed, ours) -> None:
    rng = np.random.default_rng(seed)
    snapshot = sparse(rng)
    gate = compiled(snapshot, random_expression(rng, snapshot.n))
    starts = [0] if ours else [0, 3, 7]
    found = next_ties(snapshot, gate, count=3, starts=starts, chance=0.8, worlds=WORLDS, seed=seed)
    made = [(tie.tail, tie.head, 0.8) for tie in found.chosen]
    opened = opened_with(snapshot, gate, made, seed)
    assert opened == found.open + sum(tie.opens for tie in found.chosen)


@given(st.integers(0, 100_000))
@settings(max_examples=15, deadline=None)
def test_from_us_to_an_any_the_choice_is_greedy_and_keeps_its_guarantee(seed) -> None:
    rng = np.random.default_rng(seed)
    snapshot = sparse(rng)
    gate = compiled(snapshot, any_of(rng, snapshot.n))
    ends = [int(p) for p in rng.choice(np.arange(1, snapshot.n), size=7, replace=False)]
    found = next_ties(snapshot, gate, count=2, ends=ends, chance=0.7, worlds=WORLDS, seed=seed)
    assert found.guarantee
    assert [tie.opens for tie in found.chosen[:1]] == [g for g in [found.gain.max()] if g]
    known = set(snapshot.heads[: snapshot.indptr[1]].tolist())
    best = max(
        opened_with(snapshot, gate, [(0, a, 0.7), (0, b, 0.7)], seed)
        for a, b in combinations(sorted(set(ends) - known), 2)
    )
    gained = sum(tie.opens for tie in found.chosen)
    assert gained >= (1 - 1 / np.e) * (best - found.open)
    first = [(tie.tail, tie.head, 0.7) for tie in found.chosen[:1]]
    if len(found.chosen) == 2:
        chosen = {tie.head for tie in found.chosen}
        then = [
            opened_with(snapshot, gate, [*first, (0, end, 0.7)], seed)
            for end in set(ends) - known - {found.chosen[0].head}
        ]
        assert max(then) == found.open + gained
        assert len(chosen) == 2


def two_choirs():
    """Nothing opens unless both 3 and 4 are reached; 1 and 2 lead to one each, 5 to neither."""
    return Snapshot.of(n=6, ties=[(1, 3), (2, 4)], p_tie=[0.9, 0.9])


def test_two_ties_that_open_nothing_alone_are_found_as_a_pair() -> None:
    snapshot = two_choirs()
    found = next_ties(snapshot, compiled(snapshot, ["all", 3, 4]), count=2, ends=[1, 2, 5])
    assert not found.guarantee
    assert found.gain.max() == 0
    assert {tie.head for tie in found.chosen} == {1, 2}
    assert all(tie.together for tie in found.chosen)
    assert sum(tie.opens for tie in found.chosen) / found.worlds == pytest.approx(0.81, abs=0.02)


def test_a_pair_needs_room_for_two() -> None:
    snapshot = two_choirs()
    assert not next_ties(snapshot, compiled(snapshot, ["all", 3, 4]), count=1).chosen


def test_the_best_pair_of_all_is_found_where_few_could_be_met() -> None:
    rng = np.random.default_rng(8)
    snapshot = sparse(rng)
    gate = compiled(snapshot, ["all", 5, ["any", 9, 12]])
    found = next_ties(snapshot, gate, count=2, ends=[2, 3, 4, 6], worlds=WORLDS)
    best = max(
        opened_with(snapshot, gate, [(0, a, 1.0), (0, b, 1.0)])
        for a, b in combinations([2, 3, 4, 6], 2)
        if not {a, b} & set(snapshot.heads[: snapshot.indptr[1]].tolist())
    )
    assert found.open + sum(tie.opens for tie in found.chosen) == best


def test_ties_that_start_elsewhere_may_build_on_each_other() -> None:
    snapshot = Snapshot.of(n=4, ties=[(0, 1)])
    found = next_ties(snapshot, compiled(snapshot, 3), starts=[1, 2], ends=[2, 3])
    assert [(tie.tail, tie.head) for tie in found.chosen] == [(1, 3)]
    assert not found.guarantee


def test_a_tie_already_there_and_a_tie_to_oneself_bring_nothing() -> None:
    snapshot = chain(0.5, 0.5)
    found = next_ties(snapshot, compiled(snapshot, 2), starts=[0, 1], ends=[1, 2])
    assert found.gain[0, 0] == 0
    assert found.gain[1, 0] == 0
    assert found.gain[1, 1] == 0
    assert found.gain[0, 1] > 0


def test_no_tie_is_chosen_where_none_opens_anything() -> None:
    certain = chain(1.0)
    assert next_ties(certain, compiled(certain, 1), count=3).chosen == ()
    vacant = Gate.of_post(0).compiled(2, [-1])
    assert next_ties(certain, vacant, count=3).chosen == ()
    assert next_ties(certain, compiled(certain, 1), count=2, ends=[]).gain.shape == (1, 0)


@pytest.mark.parametrize(
    ("count", "expression"), [(3, ["any", 7, 9, 11]), (4, ["of", 2, 7, 9, 11])]
)
def test_numba_and_threads_choose_the_same(count, expression) -> None:
    snapshot = larger_network(np.random.default_rng(2))
    gate = compiled(snapshot, expression)
    answers = [
        next_ties(snapshot, gate, count=count, chance=0.7, fast=fast, threads=threads)
        for fast, threads in product((False, True), (1, 3))
    ]
    for answer in answers[1:]:
        assert np.array_equal(answer.gain, answers[0].gain)
        assert answer.chosen == answers[0].chosen


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"count": 0}, "count"),
        ({"count": True}, "count"),
        ({"chance": 1.1}, "chance"),
        ({"chance": float("nan")}, "chance"),
        ({"starts": [0, 9]}, "person"),
        ({"ends": [-1]}, "person"),
        ({"starts": [0.5]}, "person"),
        ({"starts": [True]}, "person"),
        ({"ends": [float("nan")]}, "person"),
        ({"ends": [[1], [2]]}, "person"),
    ],
)
def test_ties_that_cannot_be_made_are_refused(asked, why) -> None:
    snapshot = chain(0.5, 0.5)
    with pytest.raises(BadChange) as refused:
        next_ties(snapshot, compiled(snapshot, 2), **asked)
    assert refused.value.why == why
