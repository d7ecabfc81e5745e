"""How much work an exact answer is, and where it is refused: the plan is part of the answer."""

import networkx as nx
import numpy as np
import pytest

from rapport.network.errors import BadGate, TooWide
from rapport.network.exact import MOST_GROUPS, ExactReach, exact_reach
from rapport.network.gates import Gate
from rapport.network.snapshot import Snapshot

from .networks import chain, compiled, of_graph, random_network


def work_of(graph: nx.Graph, goal: int) -> tuple[int, int]:
    snapshot = of_graph(graph, 0.9)
    answer = exact_reach(snapshot, compiled(snapshot, goal))
    return answer.width, answer.states


@pytest.mark.parametrize(
    ("graph", "goal", "work"),
    [
        (nx.path_graph(30), 29, (3, 2)),
        (nx.cycle_graph(30), 15, (4, 8)),
        (nx.grid_2d_graph(3, 12), 35, (5, 24)),
        (nx.petersen_graph(), 7, (6, 109)),
        (nx.dodecahedral_graph(), 19, (8, 354)),
    ],
)
def test_the_frontier_stays_as_narrow_as_the_network(graph, goal, work) -> None:
    assert work_of(nx.convert_node_labels_to_integers(graph), goal) == work


def grid(p_tie=0.5, *, both=True, **more) -> Snapshot:
    """Three by four people, each tied to the next of the row and of the column."""
    there = list(nx.convert_node_labels_to_integers(nx.grid_2d_graph(3, 4)).edges)
    ties = [*there, *((b, a) for a, b in there if both)]
    return Snapshot.of(n=12, ties=ties, p_tie=np.full(len(ties), p_tie), **more)


MAY_LEAVE = [1.0, *[0.5] * 11]


@pytest.mark.parametrize(
    ("snapshot", "asked", "states"),
    [
        (Snapshot.of(n=1), None, 1),
        (grid(both=False), 11, 23),
        (grid(both=False), None, 31),
        (grid(1.0), 11, 1),
        (grid(1.0), None, 1),
        (grid(p_person=MAY_LEAVE), 11, 70),
        (grid(p_person=MAY_LEAVE), ["all", 5, 11], 194),
        (grid(p_person=MAY_LEAVE), ["of", 2, 3, 5, 11], 219),
        (grid(p_person=MAY_LEAVE), None, 37),
        (grid(group=[-1, *[0] * 11], p_group=[0.5]), ["any", 5, 11], 54),
    ],
)
def test_no_state_is_kept_that_has_no_chance_or_whose_answer_is_settled(
    snapshot, asked, states
) -> None:
    gate = None if asked is None else compiled(snapshot, asked)
    assert exact_reach(snapshot, gate).states == states


def test_groups_that_are_sure_to_stay_are_not_tried() -> None:
    many = MOST_GROUPS + 5
    snapshot = Snapshot.of(
        n=many + 1,
        ties=[(0, person) for person in range(1, many + 1)],
        group=[-1, *range(many)],
        p_group=[0.5, *[1.0] * (many - 1)],
    )
    assert exact_reach(snapshot, compiled(snapshot, ["all", 1, 2])).reach == 0.5


def test_nothing_is_worked_out_where_somebody_cannot_be_reached_at_all() -> None:
    assert exact_reach(Snapshot.of(n=3, ties=[(0, 1)])) == ExactReach(0.0, 1.0, 0, 0)


def test_as_many_states_as_allowed_are_enough_and_one_fewer_is_refused() -> None:
    snapshot = of_graph(nx.complete_graph(6), 0.5)
    needed = exact_reach(snapshot).states
    assert exact_reach(snapshot, most_states=needed).states == needed
    with pytest.raises(TooWide) as refused:
        exact_reach(snapshot, most_states=needed - 1)
    assert refused.value.why == "states"
    assert refused.value.says == f"More than {needed - 1} states: ask for the sampled answer."
    assert refused.value.where == 4


@pytest.mark.parametrize("groups", [1, MOST_GROUPS])
def test_as_many_groups_as_are_tried_one_by_one_are_enough(groups) -> None:
    people = range(1, groups + 1)
    snapshot = Snapshot.of(
        n=groups + 1,
        ties=[(0, person) for person in people],
        group=[-1, *range(groups)],
        p_group=np.full(groups, 0.5),
    )
    answer = exact_reach(snapshot, compiled(snapshot, ["any", *people]))
    assert answer.cut_off == pytest.approx(0.5**groups)


@pytest.mark.parametrize("seed", range(12))
def test_open_and_closed_make_one_each_summed_on_its_own(seed) -> None:
    snapshot = random_network(np.random.default_rng(seed))
    for gate in (None, compiled(snapshot, snapshot.n - 1)):
        answer = exact_reach(snapshot, gate)
        assert answer.reach + answer.cut_off == pytest.approx(1.0, abs=1e-12)
        assert answer.reach >= 0.0
        assert answer.cut_off >= 0.0


@pytest.mark.parametrize(("chance", "reach"), [(0.0, 0.0), (1.0, 1.0), (1e-12, 1e-12)])
def test_chances_of_nothing_and_everything_are_taken_at_their_word(chance, reach) -> None:
    snapshot = chain(chance)
    answer = exact_reach(snapshot, compiled(snapshot, 1))
    assert answer.reach == pytest.approx(reach, rel=1e-9)
    assert answer.cut_off == pytest.approx(1.0 - reach, rel=1e-9)


def test_a_refusal_says_which_person_is_a_stranger() -> None:
    with pytest.raises(BadGate) as refused:
        exact_reach(chain(0.5), Gate.of_post(7).compiled(9))
    assert (refused.value.why, refused.value.where) == ("person", 7)
