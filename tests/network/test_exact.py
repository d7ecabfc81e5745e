from functools import cache
from math import comb

import networkx as nx
import numpy as np
import pytest

from rapport.network.errors import BadGate, TooWide
from rapport.network.exact import ExactReach, exact_reach
from rapport.network.gates import Gate
from rapport.network.snapshot import Snapshot

from .networks import (
    both_ways,
    chain,
    compiled,
    dodecahedron,
    every_world,
    of_graph,
    petersen,
    random_expression,
    random_network,
    true_reach,
    who_is_reached,
)


def test_a_chain_is_as_good_as_the_product_of_its_ties() -> None:
    snapshot = chain(0.9, 0.5, 0.8)
    assert exact_reach(snapshot, compiled(snapshot, 3)).reach == pytest.approx(0.36, abs=1e-15)


def test_the_bridge_network_at_nine_tenths() -> None:
    bridge = both_ways(4, [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)], 0.9)
    assert exact_reach(bridge, compiled(bridge, 3)).reach == pytest.approx(0.97848, abs=1e-12)


@pytest.mark.parametrize(
    ("failure", "to_the_opposite", "to_all"),
    [
        (0.1, 2.879601e-3, 2.286916e-2),
        (0.01, 2.061891e-6, 2.030103e-5),
        (0.001, 2.006018e-9, 2.003001e-8),
    ],
)
def test_the_dodecahedron_keeps_seven_digits_of_a_tiny_unreliability(
    failure, to_the_opposite, to_all
) -> None:
    snapshot, opposite = dodecahedron(1 - failure)
    two = exact_reach(snapshot, compiled(snapshot, opposite))
    assert two.cut_off == pytest.approx(to_the_opposite, rel=5e-7)
    everyone = exact_reach(snapshot)
    assert everyone.cut_off == pytest.approx(to_all, rel=5e-7)
    assert two.reach + two.cut_off == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize(
    ("failure", "cut_off"), [(0.1, 2.728120e-3), (0.01, 2.061405e-6), (0.001, 2.006014e-9)]
)
def test_the_petersen_graph_between_two_people_two_ties_apart(failure, cut_off) -> None:
    snapshot, other = petersen(1 - failure)
    answer = exact_reach(snapshot, compiled(snapshot, other))
    assert answer.cut_off == pytest.approx(cut_off, rel=5e-7)


def test_the_two_by_three_grid_at_a_half() -> None:
    snapshot = of_graph(nx.convert_node_labels_to_integers(nx.grid_2d_graph(2, 3)), 0.5)
    assert exact_reach(snapshot).reach == pytest.approx(0.1796875, abs=1e-12)


@pytest.mark.parametrize("n", [4, 6, 8])
@pytest.mark.parametrize("p", [0.3, 0.9])
def test_everybody_tied_to_everybody_agrees_with_gilberts_recursion(n, p) -> None:
    snapshot = of_graph(nx.complete_graph(n), p)

    @cache
    def connected(k):
        split = sum(
            comb(k - 1, j - 1) * connected(j) * (1 - p) ** (j * (k - j)) for j in range(1, k)
        )
        return 1 - split

    assert exact_reach(snapshot).reach == pytest.approx(connected(n), abs=1e-12)


@pytest.mark.parametrize("rungs", [2, 5, 12])
def test_a_ladder_agrees_with_its_recursion_rung_by_rung(rungs) -> None:
    p, q = 0.8, 0.2
    snapshot = of_graph(nx.convert_node_labels_to_integers(nx.ladder_graph(rungs)), p)
    joined, halved = p, q  # all in one piece; in two, with one end of the last rung in each
    for _ in range(rungs - 1):
        joined, halved = (
            joined * (p * p + 2 * p * q * p) + halved * p * p * p,
            joined * 2 * p * q * q + halved * p * p * q,
        )
    assert exact_reach(snapshot).reach == pytest.approx(joined, abs=1e-12)


@pytest.mark.parametrize("seed", range(20))
def test_a_random_network_agrees_with_trying_every_world(seed) -> None:
    rng = np.random.default_rng(seed)
    snapshot = random_network(rng)
    expression = random_expression(rng, snapshot.n)
    answer = exact_reach(snapshot, compiled(snapshot, expression))
    assert answer.reach == pytest.approx(true_reach(snapshot, expression), abs=1e-12)
    assert answer.reach + answer.cut_off == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("seed", range(10))
def test_reaching_everybody_agrees_with_trying_every_world(seed) -> None:
    rng = np.random.default_rng(100 + seed)
    snapshot = random_network(rng, n=4, ties=9, groups=2)
    weight, there, works = every_world(snapshot)
    everybody = who_is_reached(snapshot, there, works).all(axis=0)
    assert exact_reach(snapshot).reach == pytest.approx(weight[everybody].sum(), abs=1e-12)


@pytest.mark.parametrize("seed", range(10))
def test_a_tie_that_works_alike_both_ways_may_be_decided_once(seed) -> None:
    rng = np.random.default_rng(200 + seed)
    pairs = [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)]
    chance = rng.uniform(0.1, 0.9, len(pairs))
    snapshot = Snapshot.of(
        n=4,
        ties=[tie for a, b in pairs for tie in ((a, b), (b, a))],
        p_tie=np.repeat(chance, 2),
        p_person=[1.0, 0.8, 1.0, 0.7],
    )
    answer = exact_reach(snapshot, compiled(snapshot, ["all", 3, 2]))
    assert answer.reach == pytest.approx(true_reach(snapshot, ["all", 3, 2]), abs=1e-12)


def test_a_gate_that_asks_only_us_is_open() -> None:
    snapshot = chain(0.5)
    assert exact_reach(snapshot, compiled(snapshot, 0)).reach == 1.0


def test_a_gate_whose_only_post_is_vacant_is_closed() -> None:
    gate = Gate.of_post(0).compiled(2, [-1])
    answer = exact_reach(chain(0.5), gate)
    assert (answer.reach, answer.cut_off) == (0.0, 1.0)


def test_somebody_without_any_way_to_them_is_never_reached() -> None:
    snapshot = Snapshot.of(n=3, ties=[(0, 1)])
    assert exact_reach(snapshot, compiled(snapshot, 2)).reach == 0.0
    assert exact_reach(snapshot).reach == 0.0


def test_we_alone_reach_everybody() -> None:
    assert exact_reach(Snapshot.of(n=1)) == ExactReach(1.0, 0.0, width=1, states=1)


def test_a_network_too_wide_is_refused_in_time() -> None:
    wide = of_graph(nx.complete_graph(40), 0.5)
    with pytest.raises(TooWide, match="frontier") as refused:
        exact_reach(wide, compiled(wide, 3))
    assert refused.value.why == "frontier"
    with pytest.raises(TooWide) as refused:
        exact_reach(of_graph(nx.complete_graph(9), 0.5), most_states=50)
    assert refused.value.why == "states"


def test_too_many_groups_that_may_be_lost_are_refused() -> None:
    snapshot = Snapshot.of(
        n=12,
        ties=[(0, i) for i in range(1, 12)],
        group=[-1, *range(11)],
        p_group=np.full(11, 0.5),
    )
    with pytest.raises(TooWide) as refused:
        exact_reach(snapshot, compiled(snapshot, ["any", *range(1, 12)]))
    assert refused.value.why == "groups"
    assert refused.value.says == "11 groups may be lost: ask for the sampled answer."


def test_a_gate_that_asks_a_stranger_is_refused() -> None:
    with pytest.raises(BadGate) as refused:
        exact_reach(chain(0.5), Gate.of_post(7).compiled(9))
    assert refused.value.why == "person"
