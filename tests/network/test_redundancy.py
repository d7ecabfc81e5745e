from itertools import combinations, pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from in_turn import examples, seeds
from rapport.network import redundancy
from rapport.network.cuts import SinglePoints, dominators, single_points
from rapport.network.errors import BadGate, TooWide
from rapport.network.gates import Gate
from rapport.network.reach import gate_reach
from rapport.network.scenario import Change
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import live

from .networks import chain, compiled, holds, larger_network, random_expression, random_network


def opens_without(snapshot, expression, lost):
    """Whether the gate opens with everything working but those people gone."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(snapshot.n))
    _, tie = live(snapshot)
    graph.add_edges_from(zip(snapshot.tail[tie].tolist(), snapshot.head[tie].tolist(), strict=True))
    graph.remove_nodes_from(lost)
    there = {0, *nx.descendants(graph, 0)}
    reached = np.array([[person in there] for person in range(snapshot.n)])
    return bool(holds(expression, reached)[0])


def fewest_by_trying(snapshot, expression):
    """The smallest number of people whose loss closes the gate, by trying every circle."""
    for size in range(snapshot.n):
        for lost in combinations(range(1, snapshot.n), size):
            if not opens_without(snapshot, expression, lost):
                return size
    return None


@given(st.integers(0, 100_000))
@settings(max_examples=examples(120), deadline=None)
def test_points_and_redundancy_agree_with_trying_every_loss(seed) -> None:
    rng = np.random.default_rng(seed)
    snapshot = random_network(rng, n=7, ties=int(rng.integers(6, 30)))
    expression = random_expression(rng, snapshot.n)
    (found,) = single_points(snapshot, [compiled(snapshot, expression)])
    can_open = opens_without(snapshot, expression, ())
    alone = [p for p in range(1, snapshot.n) if not opens_without(snapshot, expression, [p])]
    assert found.can_open == can_open
    assert list(found.people) == (alone if can_open else [])
    assert found.redundancy == fewest_by_trying(snapshot, expression)


@pytest.mark.parametrize("seed", range(25))
def test_the_integer_programme_agrees_with_disjoint_ways(seed, monkeypatch) -> None:
    rng = np.random.default_rng(seed)
    snapshot = random_network(rng, n=9, ties=45)
    gates = [compiled(snapshot, random_expression(rng, snapshot.n)) for _ in range(8)]
    by_ways = single_points(snapshot, gates)
    monkeypatch.setattr(redundancy, "MOST_SETS", 0)
    assert single_points(snapshot, gates) == by_ways


def test_a_gate_with_very_many_closing_sets_is_still_answered() -> None:
    posts = list(range(1, 25))
    snapshot = Snapshot.of(n=25, ties=[(0, post) for post in posts])
    pairs = ["any", *(["all", a, b] for a, b in zip(posts[::2], posts[1::2], strict=True))]
    assert single_points(snapshot, [compiled(snapshot, pairs)])[0].redundancy == 12


def test_a_gate_that_no_loss_closes_is_told_by_the_integer_programme_too(monkeypatch) -> None:
    snapshot = Snapshot.of(n=4, ties=[(0, 1), (0, 2), (0, 3)])
    gate = compiled(snapshot, ["any", 0, ["all", 1, 2], ["of", 2, 1, 2, 3]])
    monkeypatch.setattr(redundancy, "MOST_SETS", 0)
    assert single_points(snapshot, [gate])[0].redundancy is None


def test_a_programme_that_is_not_solved_in_time_is_refused_and_ways_need_none(monkeypatch) -> None:
    posts = list(range(1, 25))
    snapshot = Snapshot.of(n=25, ties=[(0, post) for post in posts])
    pairs = ["any", *(["all", a, b] for a, b in zip(posts[::2], posts[1::2], strict=True))]
    monkeypatch.setattr(redundancy, "MOST_SECONDS", 0.0)
    few = compiled(snapshot, ["any", *posts])
    assert single_points(snapshot, [few])[0].redundancy == 24
    with pytest.raises(TooWide) as refused:
        single_points(snapshot, [compiled(snapshot, pairs)])
    assert refused.value.why == "redundancy"
    assert refused.value.says == "The redundancy of so wide a gate was not found."


def test_a_gate_that_vacant_posts_keep_closed_takes_nobody() -> None:
    snapshot = chain(0.5, 0.5)
    gate = Gate.read(["all", 0, 1]).compiled(3, [2, -1])
    assert single_points(snapshot, [gate]) == [SinglePoints(False, (), 0)]
    assert redundancy.fewest_to_close(gate, set(), redundancy.Ways(snapshot, np.ones(2, bool))) == 0


@pytest.mark.parametrize("seed", seeds(range(40), 10))
def test_redundancy_is_the_number_of_ways_that_share_nobody_found_by_networkx(seed) -> None:
    rng = np.random.default_rng(seed)
    layers = [[0], *np.split(np.arange(1, 22), [5, 10, 16]), [22]]
    ties = [
        (int(a), int(b))
        for near, far in pairwise(layers)
        for a in near
        for b in far
        if rng.random() < (0.45 if 0 not in near and 22 not in far else 1.0)
    ]
    ties += [(b, a) for a, b in ties if rng.random() < 0.3 and a > 0 and b < 22]
    snapshot = Snapshot.of(n=23, ties=ties)
    posts = layers[-2].tolist()
    expected = nx.node_connectivity(nx.DiGraph(ties), 0, 22)
    (found,) = single_points(snapshot, [compiled(snapshot, ["any", *posts])])
    if expected > 0:
        assert found.redundancy == expected


def test_everyone_on_the_only_way_is_named_ours_and_theirs_alike() -> None:
    snapshot = chain(0.9, 0.9, 0.9)
    (found,) = single_points(snapshot, [compiled(snapshot, 3)])
    assert (found.can_open, found.people, found.redundancy) == (True, (1, 2, 3), 1)


def test_a_way_round_leaves_only_the_post_itself() -> None:
    snapshot = Snapshot.of(n=4, ties=[(0, 1), (0, 2), (1, 3), (2, 3)])
    found = single_points(snapshot, [compiled(snapshot, 3), compiled(snapshot, ["any", 1, 2])])
    assert found[0].people == (3,)
    assert (found[1].people, found[1].redundancy) == ((), 2)


def test_a_tie_that_cannot_work_is_no_way_round() -> None:
    ties = [(0, 1), (0, 2), (1, 3), (2, 3)]
    snapshot = Snapshot.of(n=4, ties=ties, p_tie=[1, 0, 1, 1])
    assert single_points(snapshot, [compiled(snapshot, 3)])[0].people == (1, 3)


def test_a_gate_out_of_reach_hangs_on_nobody() -> None:
    snapshot = Snapshot.of(n=3, ties=[(0, 1)])
    (found,) = single_points(snapshot, [compiled(snapshot, 2)])
    assert (found.can_open, found.people, found.redundancy) == (False, (), 0)


def test_a_gate_that_asks_only_us_cannot_be_closed() -> None:
    snapshot = chain(0.5)
    (found,) = single_points(snapshot, [compiled(snapshot, ["any", 0, 1])])
    assert (found.can_open, found.people, found.redundancy) == (True, (), None)


def test_a_gate_of_strangers_is_refused() -> None:
    with pytest.raises(BadGate) as refused:
        single_points(chain(0.5), [Gate.of_post(1).compiled(2), Gate.of_post(5).compiled(6)])
    assert (refused.value.why, refused.value.where) == ("person", 1)
    assert refused.value.says == "Gate 1 asks person 5, who is not in this snapshot."
    with pytest.raises(BadGate):
        single_points(chain(0.5), [Gate.of_post(2).compiled(3)])


@pytest.mark.parametrize("seed", range(5))
def test_dominators_agree_with_networkx(seed) -> None:
    snapshot = larger_network(np.random.default_rng(seed), n=300, ties=600)
    _, tie = live(snapshot)
    graph = nx.DiGraph(list(zip(snapshot.tail.tolist(), snapshot.head.tolist(), strict=True)))
    expected = nx.immediate_dominators(graph, 0)
    above = dominators(snapshot, tie)
    assert {p: above[p] for p in expected if p} == {p: d for p, d in expected.items() if p}
    assert all(above[p] == -1 for p in range(1, snapshot.n) if p not in expected)


@given(st.integers(0, 100_000))
@settings(max_examples=examples(25), deadline=None)
def test_without_a_single_point_no_world_is_open(seed) -> None:
    rng = np.random.default_rng(seed)
    snapshot = larger_network(rng, n=25, ties=40)
    gate = compiled(snapshot, random_expression(rng, snapshot.n))
    for person in single_points(snapshot, [gate])[0].people:
        without = Change(people_lost=(person,)).applied(snapshot)
        assert gate_reach(without, [gate], worlds=640).open[0] == 0
