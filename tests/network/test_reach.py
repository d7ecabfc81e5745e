import subprocess
import sys

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from in_turn import examples, seeds
from rapport.network.counter import LANES, bernoulli_words
from rapport.network.errors import BadDraw, BadGate
from rapport.network.exact import exact_reach
from rapport.network.gates import Gate
from rapport.network.reach import gate_reach
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import draw, part_of

from .networks import (
    both_ways,
    chain,
    compiled,
    larger_network,
    random_expression,
    random_network,
)


def some_gates(snapshot, seed=0, count=6):
    rng = np.random.default_rng(seed)
    return [compiled(snapshot, random_expression(rng, snapshot.n)) for _ in range(count)]


def larger(seed=0):
    return larger_network(np.random.default_rng(seed))


@pytest.mark.parametrize("seed", seeds(range(50), 10))
def test_sampling_agrees_with_the_exact_answer(seed) -> None:
    rng = np.random.default_rng(seed)
    snapshot = random_network(rng, n=7, ties=16, groups=2)
    gate = compiled(snapshot, random_expression(rng, snapshot.n))
    exact = exact_reach(snapshot, gate).reach
    found = gate_reach(snapshot, [gate], worlds=65_536, seed=seed)
    error = np.sqrt(exact * (1 - exact) / found.worlds)
    assert abs(found.reach[0] - exact) <= 4 * error + 1e-12


def test_the_bridge_network_lies_within_its_error() -> None:
    bridge = both_ways(4, [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)], 0.9)
    found = gate_reach(bridge, [compiled(bridge, 3)], worlds=2**20)
    assert abs(found.reach[0] - 0.97848) < 4 * found.standard_error[0]


def test_reach_is_what_networkx_finds_in_the_same_worlds() -> None:
    snapshot = larger()
    gate = compiled(snapshot, 17)
    part = part_of(snapshot, 5, [17])
    worlds = draw(part, range(3))
    opened = 0
    for block in range(3):
        for lane in range(LANES):
            there = worlds.there[:, block] >> np.uint64(lane) & np.uint64(1)
            works = worlds.works[:, block] >> np.uint64(lane) & np.uint64(1)
            graph = nx.DiGraph()
            graph.add_nodes_from(np.flatnonzero(there).tolist())
            for arc in np.flatnonzero(works):
                tail, head = int(part.tail[arc]), int(part.head[arc])
                if there[tail] and there[head]:
                    graph.add_edge(tail, head)
            post = int(part.local[17])
            opened += post in graph and nx.has_path(graph, 0, post)
    assert gate_reach(snapshot, [gate], worlds=192, seed=5).open[0] == opened


@pytest.mark.parametrize("threads", [1, 3])
def test_numba_and_numpy_count_the_same_worlds(threads) -> None:
    snapshot = larger()
    gates = some_gates(snapshot)
    plain = gate_reach(snapshot, gates, worlds=12_800, seed=9, fast=False, threads=threads)
    fast = gate_reach(snapshot, gates, worlds=12_800, seed=9, fast=True, threads=threads)
    assert np.array_equal(plain.open, fast.open)


@given(st.integers(1, 99), st.booleans())
@settings(max_examples=15, deadline=None)
def test_the_chunks_do_not_matter(cut, fast) -> None:
    snapshot = larger()
    gates = some_gates(snapshot)
    whole = gate_reach(snapshot, gates, blocks=range(100), fast=fast)
    first = gate_reach(snapshot, gates, blocks=range(cut), fast=fast)
    rest = gate_reach(snapshot, gates, blocks=range(cut, 100), fast=fast)
    both = first + rest
    assert both.worlds == whole.worlds
    assert np.array_equal(both.open, whole.open)


def test_the_company_a_gate_is_asked_in_does_not_matter() -> None:
    snapshot = larger()
    gates = some_gates(snapshot)
    together = gate_reach(snapshot, gates, worlds=3200)
    alone = [gate_reach(snapshot, [gate], worlds=3200).open[0] for gate in gates]
    assert together.open.tolist() == alone


@given(st.integers(0, 10_000))
@settings(max_examples=examples(25), deadline=None)
def test_one_more_tie_never_lowers_reach(seed) -> None:
    rng = np.random.default_rng(seed)
    fuller = larger_network(rng, n=20, ties=60)
    keep = np.sort(rng.permutation(fuller.m)[: fuller.m - 1 - int(rng.integers(0, 20))])
    thinner = Snapshot.of(
        n=fuller.n,
        ties=np.column_stack([fuller.tail, fuller.head])[keep],
        p_tie=fuller.p_tie[keep],
        p_person=fuller.p_person,
        group=fuller.group,
        p_group=fuller.p_group,
    )
    gates = some_gates(fuller, seed)
    less = gate_reach(thinner, gates, worlds=1280, seed=seed)
    more = gate_reach(fuller, gates, worlds=1280, seed=seed)
    assert (more.open >= less.open).all()


@given(st.integers(0, 10_000))
@settings(max_examples=examples(25), deadline=None)
def test_new_numbers_for_the_same_people_change_nothing(seed) -> None:
    rng = np.random.default_rng(seed)
    snapshot = larger_network(rng, n=20, ties=60)
    new = np.concatenate([[0], 1 + rng.permutation(snapshot.n - 1)])  # new[old]
    old = np.argsort(new)
    shuffled = rng.permutation(snapshot.m)
    renamed = Snapshot.of(
        n=snapshot.n,
        ties=new[np.column_stack([snapshot.tail, snapshot.head])][shuffled],
        p_tie=snapshot.p_tie[shuffled],
        p_person=snapshot.p_person[old],
        group=snapshot.group[old],
        p_group=snapshot.p_group,
        person_key=snapshot.person_key[old],
    )
    expression = random_expression(rng, snapshot.n)
    gate = Gate.read(expression)
    before = gate_reach(snapshot, [gate.compiled(snapshot.n)], worlds=1280, seed=seed)
    after = gate_reach(renamed, [gate.compiled(snapshot.n, holders=new)], worlds=1280, seed=seed)
    assert before.open.tolist() == after.open.tolist()


def test_a_group_lost_together_is_worse_than_losses_one_by_one() -> None:
    ties = [(0, 1), (0, 2), (1, 3), (2, 3)]
    apart = Snapshot.of(n=4, ties=ties, p_person=[1, 0.5, 0.5, 1])
    together = Snapshot.of(n=4, ties=ties, group=[-1, 0, 0, -1], p_group=[0.5])
    asked = compiled(apart, 3)
    assert gate_reach(apart, [asked], worlds=2**17).reach[0] == pytest.approx(0.75, abs=0.01)
    assert gate_reach(together, [asked], worlds=2**17).reach[0] == pytest.approx(0.5, abs=0.01)


def test_the_error_shrinks_and_the_interval_holds_its_share() -> None:
    snapshot = chain(0.3)
    found = gate_reach(snapshot, [compiled(snapshot, 1)], worlds=6400)
    assert found.standard_error[0] == pytest.approx(np.sqrt(0.3 * 0.7 / 6400), rel=0.05)
    low, high = found.interval()
    assert low[0] < found.reach[0] < high[0]


def test_a_gate_open_in_every_world_still_has_an_interval() -> None:
    snapshot = chain(1.0)
    found = gate_reach(snapshot, [compiled(snapshot, 1)], worlds=640)
    low, high = found.interval()
    assert found.reach[0] == 1.0
    assert 0.98 < low[0] < 1.0
    assert high[0] == 1.0


def test_what_is_certain_and_what_is_impossible() -> None:
    snapshot = Snapshot.of(n=4, ties=[(0, 1), (1, 2)], p_tie=[1, 0])
    vacant = Gate.of_post(0).compiled(4, [-1])
    gates = [compiled(snapshot, 0), compiled(snapshot, 1), compiled(snapshot, 2), vacant]
    assert gate_reach(snapshot, gates, worlds=64).reach.tolist() == [1, 1, 0, 0]


def test_no_gates_is_an_empty_answer() -> None:
    assert gate_reach(chain(0.5), [], worlds=64).open.tolist() == []


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"worlds": 100}, "worlds"),
        ({"worlds": 64, "blocks": range(1)}, "blocks"),
        ({"blocks": range(4, 4)}, "blocks"),
        ({"seed": -1}, "seed"),
        ({"threads": 0}, "threads"),
        ({"threads": 1.5}, "threads"),
    ],
)
def test_what_cannot_be_drawn_is_refused(asked, why) -> None:
    snapshot = chain(0.5)
    with pytest.raises(BadDraw) as refused:
        gate_reach(snapshot, [compiled(snapshot, 1)], **asked)
    assert refused.value.why == why


def test_a_gate_of_strangers_is_refused() -> None:
    with pytest.raises(BadGate) as refused:
        gate_reach(chain(0.5), [Gate.of_post(5).compiled(6)])
    assert (refused.value.why, refused.value.where) == ("person", 5)


def test_the_engine_loads_neither_numba_nor_a_cluster_nor_django() -> None:
    heavy = "{'numba', 'distributed', 'dask', 'django', 'cryptography'}"
    asked = f"import sys, rapport.network; print(sorted({heavy} & sys.modules.keys()))"
    found = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"


def test_a_small_question_is_answered_without_loading_numba() -> None:
    asked = (
        "import sys; from rapport.network import Gate, Snapshot, gate_reach; "
        "print(gate_reach(Snapshot.of(n=2, ties=[(0, 1)]), [Gate.of_post(1).compiled(2)]).open, "
        "'numba' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[16384] False"


def test_a_person_is_drawn_alike_whoever_else_is_asked_about() -> None:
    snapshot = larger()
    whole, narrow = part_of(snapshot, 3), part_of(snapshot, 3, [17])
    every = bernoulli_words(whole.person_odds, range(4))[whole.local[narrow.people]]
    assert np.array_equal(bernoulli_words(narrow.person_odds, range(4)), every)
