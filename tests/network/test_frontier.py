"""In which order people are decided, and where ordering them is given up."""

import networkx as nx
import numpy as np
import pytest

from rapport.network.errors import TooWide
from rapport.network.exact import exact_reach
from rapport.network.frontier import WIDEST, ordered
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import part_of

from .networks import compiled, larger_network, of_graph


def plan_of(snapshot, kept=()):
    return ordered(part_of(snapshot, 0), snapshot, frozenset(kept))


@pytest.mark.parametrize("seed", range(5))
def test_everybody_enters_once_after_somebody_they_know_and_every_link_is_decided_once(seed):
    snapshot = larger_network(np.random.default_rng(seed), n=12, ties=16)
    part = part_of(snapshot, 0, range(12))
    if len(part.people) < 2:
        return
    plan = ordered(part, snapshot, frozenset())
    assert sorted(step.person for step in plan) == list(range(1, len(part.people)))
    assert all(step.ties for step in plan)
    decided = [frozenset((tie.earlier, step.person)) for step in plan for tie in step.ties]
    known = {frozenset(pair) for pair in zip(part.tail.tolist(), part.head.tolist(), strict=True)}
    assert len(decided) == len(set(decided))
    assert set(decided) == known


def test_a_link_carries_its_chance_each_way():
    snapshot = Snapshot.of(n=3, ties=[(1, 0), (0, 1), (1, 2)], p_tie=[0.2, 0.9, 0.4])
    first, second = plan_of(snapshot)
    assert first.ties == ((0, 0.9, 0.2),)
    assert second.ties == ((1, 0.4, 0.0),)


def test_whoever_has_no_link_to_await_leaves_and_who_is_asked_stays():
    chain = of_graph(nx.path_graph(4), 0.5)
    assert [step.leaving for step in plan_of(chain)] == [(), (1,), (2, 3)]
    assert [step.leaving for step in plan_of(chain, kept={1})] == [(), (), (2, 3)]
    assert [step.unfinished for step in plan_of(chain)] == [{1}, {2}, set()]


def test_a_network_one_person_too_wide_is_refused_and_one_narrower_is_ordered():
    def between(many):
        ties = [(0, i) for i in range(1, many + 1)] + [(i, many + 1) for i in range(1, many + 1)]
        return Snapshot.of(n=many + 2, ties=ties, p_tie=np.full(len(ties), 0.5))

    most = WIDEST - 3  # beside us, whom they lead to, and whoever is entering
    assert len(plan_of(between(most), range(1, most + 1))) == most + 1
    with pytest.raises(TooWide) as refused:
        plan_of(between(most + 1), range(1, most + 2))
    assert (refused.value.why, refused.value.where) == ("frontier", 1)


def test_a_large_network_is_refused_before_it_is_put_in_order():
    snapshot = larger_network(np.random.default_rng(1), n=20_000, ties=100_000)
    with pytest.raises(TooWide) as refused:
        exact_reach(snapshot, compiled(snapshot, 7))
    assert refused.value.why == "frontier"
    assert refused.value.where < 500
    assert refused.value.says == "The frontier is over 30 people wide: ask for the sampled answer."


def test_a_crowd_around_one_person_is_refused_rather_than_compared_for_hours():
    crowd = Snapshot.of(n=5000, ties=[(0, i) for i in range(1, 5000)], p_tie=np.full(4999, 0.5))
    with pytest.raises(TooWide) as refused:
        exact_reach(crowd)
    assert refused.value.why == "plan"
    assert refused.value.says == "Too many people to order: ask for the sampled answer."
