from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import yen

from rapport.network.errors import BadPath
from rapport.network.paths import best_paths
from rapport.network.snapshot import Snapshot


def network(ties, n=None, **also):
    """Ties as (tail, head, chance)."""
    pairs = [tie[:2] for tie in ties]
    n = n or 1 + max(max(pair) for pair in pairs)
    return Snapshot.of(n=n, ties=pairs, p_tie=[float(tie[2]) for tie in ties], **also)


def random_network(seed, n=12, m=40):
    draw = np.random.default_rng(seed)
    places = draw.permutation(n * n)
    places = places[places // n != places % n][:m]
    present = draw.uniform(0.5, 1, n)
    present[0] = 1
    ties = np.c_[places // n, places % n]
    return Snapshot.of(n=n, ties=ties, p_tie=draw.uniform(0.2, 1, m), p_person=present)


def every_path(snapshot, person, hops):
    """All simple paths, by walking them all: {people: chance}."""
    found = {}

    def walk(people, chance):
        if people[-1] == person:
            found[people] = chance
            return
        if len(people) > hops:
            return
        for tie in np.flatnonzero(snapshot.tail == people[-1]):
            head = int(snapshot.head[tie])
            step = snapshot.p_tie[tie] * snapshot.p_person[head]
            if head not in people and step > 0:
                walk((*people, head), chance * step)

    walk((0,), 1.0)
    return found


DIAMOND = [(0, 1, 0.9), (1, 3, 0.9), (0, 2, 0.8), (2, 3, 0.8), (1, 2, 0.5)]


def test_the_likeliest_path_comes_first():
    first, second, third = best_paths(network(DIAMOND), 3)
    assert first.people == (0, 1, 3)
    assert first.through == (1,)
    assert first.ties == (0, 1)
    assert first.chance == pytest.approx(0.81)
    assert second.people == (0, 2, 3)
    assert third.people == (0, 1, 2, 3)


def test_somebody_about_to_leave_weakens_the_paths_through_them():
    leaving = network(DIAMOND, p_person=[1, 0.5, 1, 1])
    assert best_paths(leaving, 3)[0].people == (0, 2, 3)


def test_the_person_asked_for_must_still_be_there_too():
    path = best_paths(network([(0, 1, 0.8)], p_person=[1, 0.5]), 1)[0]
    assert path.chance == pytest.approx(0.4)


def test_a_group_on_the_path_counts_once_and_leaves_the_order_alone():
    grouped = network(DIAMOND, group=[-1, 0, -1, 0], p_group=[0.5])
    first = best_paths(grouped, 3)[0]
    assert first.people == (0, 1, 3)
    assert first.chance == pytest.approx(0.81)
    assert first.with_groups == pytest.approx(0.405)


def test_nobody_left_out_is_on_a_path():
    assert [path.people for path in best_paths(network(DIAMOND), 3, without=[1])] == [(0, 2, 3)]


def test_a_longer_path_is_found_only_when_hops_allow_it():
    chain = network([(i, i + 1, 0.9) for i in range(5)])
    assert best_paths(chain, 5, hops=4) == ()
    assert best_paths(chain, 5, hops=5)[0].people == (0, 1, 2, 3, 4, 5)
    assert best_paths(chain, 5, hops=None)[0].chance == pytest.approx(0.9**5)


def test_a_tie_that_cannot_work_is_no_step():
    assert best_paths(network([(0, 1, 0.0)]), 1) == ()
    assert best_paths(network([(0, 1, 1.0), (1, 2, 1.0)], p_person=[1, 0, 1]), 2) == ()


def test_a_person_without_a_tie_is_not_found():
    assert best_paths(network(DIAMOND, n=5), 4) == ()
    assert best_paths(Snapshot.of(n=2), 1) == ()
    assert best_paths(Snapshot.of(n=2), 1, hops=None) == ()


def test_disjoint_paths_share_no_intermediary():
    ties = [*DIAMOND, (0, 4, 0.1), (4, 3, 0.1), (0, 3, 0.05)]
    paths = best_paths(network(ties), 3, most=10, disjoint=True)
    assert [path.people for path in paths] == [(0, 1, 3), (0, 2, 3), (0, 3), (0, 4, 3)]


def test_a_direct_tie_is_used_once_even_if_the_way_round_is_long():
    ties = [(0, 6, 0.9), *((i, i + 1, 0.5) for i in range(6))]
    paths = best_paths(network(ties), 6, disjoint=True, hops=None)
    assert [path.through for path in paths] == [(), (1, 2, 3, 4, 5)]


@given(st.integers(0, 10**6), st.sampled_from([2, 4, None]))
def test_disjoint_paths_are_the_best_of_what_the_earlier_ones_left(seed, hops):
    snapshot = random_network(seed, m=60)
    used = set()
    direct = False
    for path in best_paths(snapshot, 5, most=10, hops=hops, disjoint=True):
        others = best_paths(snapshot, 5, most=2, hops=hops, without=used)
        expected = next(each for each in others if each.through or not direct)
        assert path.chance == pytest.approx(expected.chance)
        assert used.isdisjoint(path.through)
        used |= set(path.through)
        direct = direct or not path.through


def test_paths_through_a_crowd_behind_one_person_are_given_up_at_once():
    # everybody in the crowd seems to lead to 2, but only back through 1
    crowd = range(3, 33)
    ties = [(0, 1, 0.9), (1, 2, 0.9)]
    ties += [(a, b, 0.99) for a in (1, *crowd) for b in (1, *crowd) if a != b]
    assert len(best_paths(network(ties), 2, most=10, hops=None)) == 1
    assert len(best_paths(network(ties), 2, most=10, hops=64)) == 1


@given(st.integers(0, 10**6), st.integers(1, 6))
def test_paths_within_the_hops_are_those_found_by_walking_all(seed, hops):
    snapshot = random_network(seed)
    everything = every_path(snapshot, 5, hops)
    paths = best_paths(snapshot, 5, most=8, hops=hops)
    expected = sorted(everything.values(), reverse=True)[:8]
    assert [path.chance for path in paths] == pytest.approx(expected, rel=1e-12)
    for path in paths:
        assert everything[path.people] == pytest.approx(path.chance, rel=1e-12)
        steps = [(snapshot.tail[tie], snapshot.head[tie]) for tie in path.ties]
        assert steps == list(pairwise(path.people))
    assert len({path.people for path in paths}) == len(paths)


@given(st.integers(0, 10**6), st.sampled_from([20, 60, 120]))
def test_without_a_limit_the_costs_equal_those_of_scipys_yen(seed, m):
    snapshot = random_network(seed, n=14, m=m)
    cost = -np.log(snapshot.p_tie * snapshot.p_person[snapshot.head])
    graph = csr_matrix((cost, (snapshot.tail, snapshot.head)), shape=(14, 14))
    expected = yen(graph, 0, 7, 12)
    ours = [-np.log(path.chance) for path in best_paths(snapshot, 7, most=12, hops=None)]
    assert ours == pytest.approx(expected.tolist(), rel=1e-9, abs=1e-12)


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=20, max_size=20), st.integers(1, 6))
def test_certain_ties_and_equal_chances_still_give_simple_paths(chances, hops):
    pairs = [(a, b) for a in range(5) for b in range(5) if a != b]
    snapshot = network([(*pair, p) for pair, p in zip(pairs, chances, strict=True)])
    expected = sorted(every_path(snapshot, 4, hops).values(), reverse=True)
    found = best_paths(snapshot, 4, most=10_000, hops=hops)
    assert [path.chance for path in found] == pytest.approx(expected)
    if hops >= 4:
        free = best_paths(snapshot, 4, most=10_000, hops=None)
        assert [path.chance for path in free] == pytest.approx(expected)


@pytest.mark.parametrize("hops", [4, 6, None])
def test_rounds_that_cost_nothing_are_never_walked(hops):
    draw = np.random.default_rng(0)
    for _ in range(200):
        pairs = [(a, b) for a in range(6) for b in range(6) if a != b and draw.random() < 0.6]
        snapshot = network([(*pair, draw.choice([0.5, 1.0, 1.0])) for pair in pairs], n=6)
        for path in best_paths(snapshot, 5, most=100, hops=hops):
            assert len(set(path.people)) == len(path.people)


@given(st.integers(0, 10**6))
def test_new_numbers_for_the_same_people_change_no_chance(seed):
    snapshot = random_network(seed)
    order = np.random.default_rng(seed + 1).permutation(np.arange(1, 12))
    new = np.concatenate([[0], order])
    present = np.empty(12)
    present[new] = snapshot.p_person
    renamed = Snapshot.of(
        n=12,
        ties=np.c_[new[snapshot.tail], new[snapshot.head]],
        p_tie=snapshot.p_tie,
        p_person=present,
    )
    before = [path.chance for path in best_paths(snapshot, 5, most=5)]
    after = [path.chance for path in best_paths(renamed, int(new[5]), most=5)]
    assert after == pytest.approx(before, rel=1e-12)


@pytest.mark.parametrize(
    ("person", "also", "why"),
    [
        (4, {}, "person"),
        (-1, {}, "person"),
        (1.0, {}, "person"),
        (True, {}, "person"),
        (0, {}, "us"),
        (3, {"most": 0}, "most"),
        (3, {"most": 2.5}, "most"),
        (3, {"hops": 0}, "hops"),
        (3, {"hops": 65}, "hops"),
        (3, {"without": [9]}, "without"),
        (3, {"without": [3]}, "without"),
        (3, {"without": [0]}, "without"),
    ],
)
def test_an_impossible_question_says_what_is_wrong(person, also, why):
    with pytest.raises(BadPath) as refused:
        best_paths(network(DIAMOND), person, **also)
    assert refused.value.why == why
