import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from in_turn import examples
from rapport.network.errors import BadChange, BadSnapshot
from rapport.network.gates import Gate
from rapport.network.reach import gate_reach
from rapport.network.scenario import Change, gaps, scenario
from rapport.network.snapshot import Snapshot

from .networks import chain, compiled, larger_network, random_expression


def known_ties(snapshot):
    return list(zip(snapshot.tail.tolist(), snapshot.head.tolist(), strict=True))


def random_change(rng, snapshot):
    known = known_ties(snapshot)
    free = [
        (a, b)
        for a in range(snapshot.n)
        for b in range(snapshot.n)
        if a != b and (a, b) not in known
    ]
    made = [(*free[i], 0.7) for i in rng.choice(len(free), size=2, replace=False)]
    broken = [known[i] for i in rng.choice(len(known), size=2, replace=False)]
    return Change(
        people_lost=(int(rng.integers(1, snapshot.n)),),
        groups_lost=(0,),
        ties_made=tuple(made),
        ties_broken=tuple(broken),
    )


@given(st.integers(0, 100_000), st.booleans())
@settings(max_examples=examples(25), deadline=None)
def test_before_and_after_are_what_reach_says_of_each(seed, fast) -> None:
    rng = np.random.default_rng(seed)
    snapshot = larger_network(rng, n=25, ties=70)
    gates = [compiled(snapshot, random_expression(rng, snapshot.n)) for _ in range(3)]
    change = random_change(rng, snapshot)
    found = scenario(snapshot, gates, change, worlds=1280, seed=seed, fast=fast)
    changed = change.applied(snapshot)
    before = gate_reach(snapshot, gates, worlds=1280, seed=seed).open
    after = gate_reach(changed, gates, worlds=1280, seed=seed).open
    assert found.before.open.tolist() == before.tolist()
    assert found.after.open.tolist() == after.tolist()
    assert (found.gained - found.lost).tolist() == (after - before).tolist()


def test_a_change_that_changes_nothing_differs_in_no_world() -> None:
    snapshot = larger_network(np.random.default_rng(1))
    found = scenario(snapshot, [compiled(snapshot, 9)], Change(), worlds=6400)
    assert (found.gained[0], found.lost[0], found.standard_error[0]) == (0, 0, 0)


def test_a_loss_only_loses_and_a_new_tie_only_gains() -> None:
    snapshot = larger_network(np.random.default_rng(1))
    gates = [compiled(snapshot, post) for post in range(1, 60)]
    loss = scenario(snapshot, gates, Change(people_lost=(5,), groups_lost=(1,)), worlds=640)
    assert not loss.gained.any()
    assert loss.lost.any()
    tie = next((0, p, 0.9) for p in range(1, 60) if (0, p) not in known_ties(snapshot))
    gain = scenario(snapshot, gates, Change(ties_made=(tie,)), worlds=640)
    assert not gain.lost.any()
    assert gain.gained.any()


def test_common_luck_makes_the_difference_better_known_than_either_side() -> None:
    snapshot = larger_network(np.random.default_rng(1))
    gate = compiled(snapshot, 9)
    found = scenario(snapshot, [gate], Change(people_lost=(5,)), worlds=6400)
    apart = np.hypot(found.before.standard_error[0], found.after.standard_error[0])
    assert 0 < found.standard_error[0] < apart / 2


def test_the_paired_error_is_as_wide_as_the_differences_scatter() -> None:
    snapshot = larger_network(np.random.default_rng(1), n=25, ties=70)
    gate = compiled(snapshot, 9)
    change = random_change(np.random.default_rng(2), snapshot)
    found = [scenario(snapshot, [gate], change, worlds=640, seed=seed) for seed in range(60)]
    scatter = np.std([each.difference[0] for each in found], ddof=1)
    said = np.mean([each.standard_error[0] for each in found])
    assert said > 0
    assert 0.7 < scatter / said < 1.4


def test_a_post_that_changes_hands_is_asked_with_its_new_holder() -> None:
    snapshot = Snapshot.of(n=3, ties=[(0, 1)])
    gate = Gate.of_post(0)
    found = scenario(
        snapshot,
        [gate.compiled(3, holders=[1])],
        Change(),
        gates_after=[gate.compiled(3, holders=[2])],
        worlds=64,
    )
    assert found.lost[0] == 64


def test_a_whole_snapshot_can_be_the_change() -> None:
    snapshot = chain(0.5, 0.5)
    later = chain(0.5, 0.9)
    found = scenario(snapshot, [compiled(snapshot, 2)], later, worlds=6400)
    assert found.lost[0] == 0  # a higher chance works wherever the lower one did
    assert found.difference[0] == pytest.approx(0.2, abs=0.03)


def test_parts_counted_apart_add_up() -> None:
    snapshot = larger_network(np.random.default_rng(1))
    gates = [compiled(snapshot, 9), compiled(snapshot, ["of", 2, 4, 8, 12])]
    change = Change(groups_lost=(0,))
    whole = scenario(snapshot, gates, change, blocks=range(50))
    first = scenario(snapshot, gates, change, blocks=range(20))
    both = first + scenario(snapshot, gates, change, blocks=range(20, 50))
    assert both.lost.tolist() == whole.lost.tolist()
    assert both.gained.tolist() == whole.gained.tolist()
    assert both.after.open.tolist() == whole.after.open.tolist()
    assert both.before.worlds == whole.before.worlds


@pytest.mark.parametrize(
    ("change", "why", "where"),
    [
        (Change(people_lost=(0,)), "person", 0),
        (Change(people_lost=(1, 9)), "person", 1),
        (Change(people_lost=(2, 1.5)), "person", 1),
        (Change(people_lost=(True,)), "person", 0),
        (Change(groups_lost=(0,)), "group", 0),
        (Change(ties_broken=((0, 1), (1, 0))), "tie-missing", 1),
    ],
)
def test_a_change_that_does_not_fit_is_refused(change, why, where) -> None:
    with pytest.raises(BadChange) as refused:
        change.applied(chain(0.5, 0.5))
    assert (refused.value.why, refused.value.where) == (why, where)


@pytest.mark.parametrize(
    ("made", "why", "where"),
    [
        (((0, 2, 0.5), (0, 1, 0.5)), "duplicate", 1),
        (((0, 2, 0.5), (0, 2, 0.5)), "duplicate", 1),
        (((2, 2, 0.5),), "self-tie", 0),
        (((0, 2, 0.5), (0, 3, 0.5)), "out-of-range", 1),
        (((0, 2, float("nan")),), "not-a-chance", 0),
        (((0, 1.5, 0.5),), "not-integer", None),
    ],
)
def test_a_tie_that_cannot_be_made_is_refused_by_its_place_among_those_made(
    made, why, where
) -> None:
    with pytest.raises(BadSnapshot) as refused:
        Change(ties_made=made).applied(chain(0.5, 0.5))
    assert (refused.value.why, refused.value.where) == (why, where)


def test_a_broken_tie_may_be_made_again_with_another_chance() -> None:
    change = Change(ties_broken=((0, 1),), ties_made=((0, 1, 0.9),))
    assert sorted(change.applied(chain(0.5, 0.5)).p_tie.tolist()) == [0.5, 0.9]


def test_another_number_of_gates_afterwards_is_refused() -> None:
    snapshot = chain(0.5)
    gate = compiled(snapshot, 1)
    with pytest.raises(BadChange) as refused:
        scenario(snapshot, [gate], Change(), gates_after=[gate, gate])
    assert refused.value.why == "gates"


def test_a_gap_is_wide_where_much_is_at_stake_and_reach_is_low() -> None:
    assert gaps([1, 2, 0], [0.5, 0.9, 0.0]).tolist() == pytest.approx([0.5, 0.2, 0.0])


@pytest.mark.parametrize(
    ("importance", "reach", "why", "where"),
    [
        ([1, -1], [0.5, 0.5], "importance", 1),
        ([float("inf")], [0.5], "importance", 0),
        ([1], [1.2], "reach", 0),
        ([1], [float("nan")], "reach", 0),
        ([1, 2], [0.5], "shape", None),
    ],
)
def test_a_gap_of_nonsense_is_refused(importance, reach, why, where) -> None:
    with pytest.raises(BadChange) as refused:
        gaps(importance, reach)
    assert (refused.value.why, refused.value.where) == (why, where)
