import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from in_turn import examples
from rapport.network.cuts import single_points
from rapport.network.exact import exact_reach
from rapport.network.gates import Gate
from rapport.network.loss import person_loss
from rapport.network.reach import gate_reach
from rapport.network.scenario import Change
from rapport.network.snapshot import Snapshot

from .networks import (
    chain,
    compiled,
    larger_network,
    random_expression,
    random_network,
    true_reach,
)


def without(snapshot, person):
    return Change(people_lost=(person,)).applied(snapshot)


@given(st.integers(0, 100_000))
@settings(max_examples=examples(30), deadline=None)
def test_who_is_critical_is_whose_removal_closes_the_gate_in_the_same_worlds(seed) -> None:
    rng = np.random.default_rng(seed)
    snapshot = larger_network(rng, n=25, ties=70)
    gates = [compiled(snapshot, random_expression(rng, snapshot.n)) for _ in range(3)]
    found = person_loss(snapshot, gates, worlds=640, seed=seed)
    now = gate_reach(snapshot, gates, worlds=640, seed=seed).open
    assert found.open.tolist() == now.tolist()
    for person in range(1, snapshot.n):
        then = gate_reach(without(snapshot, person), gates, worlds=640, seed=seed).open
        assert found.critical[:, person].tolist() == (now - then).tolist()
    assert not found.critical[:, 0].any()


@pytest.mark.parametrize("seed", range(8))
def test_small_networks_agree_with_the_exact_loss(seed) -> None:
    rng = np.random.default_rng(seed)
    snapshot = random_network(rng, n=5, ties=9)
    expression = random_expression(rng, snapshot.n)
    gate = compiled(snapshot, expression)
    found = person_loss(snapshot, [gate], worlds=2**22, seed=seed)
    now = exact_reach(snapshot, gate).reach
    for person in range(1, snapshot.n):
        exact = max(0.0, now - true_reach(snapshot, expression, gone=[person]))
        error = np.sqrt(exact * (1 - exact) / found.worlds)
        assert abs(found.loss[0, person] - exact) <= min(0.0005, 4 * error + 1e-9)


def test_the_loss_is_birnbaums_importance_times_the_chance_to_be_there() -> None:
    snapshot = Snapshot.of(n=3, ties=[(0, 1), (1, 2)], p_tie=[0.5, 0.8], p_person=[1, 0.6, 1])
    gate = compiled(snapshot, 2)
    certain = Snapshot.of(n=3, ties=[(0, 1), (1, 2)], p_tie=[0.5, 0.8])
    importance = exact_reach(certain, gate).reach - exact_reach(without(certain, 1), gate).reach
    found = person_loss(snapshot, [gate], worlds=2**18)
    assert found.loss[0, 1] == pytest.approx(0.6 * importance, abs=4 * found.standard_error[0, 1])


def test_everything_hangs_on_a_single_point() -> None:
    snapshot = larger_network(np.random.default_rng(3), n=25, ties=40)
    gates = [compiled(snapshot, post) for post in range(1, 25)]
    found = person_loss(snapshot, gates, worlds=640)
    for gate, points in enumerate(single_points(snapshot, gates)):
        for person in points.people:
            assert found.critical[gate, person] == found.open[gate]


def test_numba_threads_and_chunks_change_no_count() -> None:
    rng = np.random.default_rng(4)
    snapshot = larger_network(rng)
    gates = [compiled(snapshot, random_expression(rng, snapshot.n)) for _ in range(4)]
    plain = person_loss(snapshot, gates, blocks=range(300), fast=False)
    fast = person_loss(snapshot, gates, blocks=range(300), fast=True, threads=3)
    parts = [person_loss(snapshot, gates, blocks=cut) for cut in (range(77), range(77, 300))]
    assert np.array_equal(plain.critical, fast.critical)
    assert np.array_equal(plain.critical, parts[0].critical + parts[1].critical)
    assert np.array_equal(plain.open, parts[0].open + parts[1].open)


def test_a_gate_that_is_always_closed_hangs_on_nobody() -> None:
    snapshot = chain(0.5, 0.0)
    gates = [compiled(snapshot, 2), Gate.of_post(0).compiled(3, [-1])]
    found = person_loss(snapshot, gates, worlds=64)
    assert not found.critical.any()
    assert found.critical.shape == (2, 3)


def test_no_gates_is_an_empty_answer() -> None:
    assert person_loss(chain(0.5), [], worlds=64).critical.shape == (0, 2)
