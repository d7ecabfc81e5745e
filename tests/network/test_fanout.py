import os
import signal
from dataclasses import dataclass

import numpy as np
import pytest

from rapport.network.errors import BadChange, BadDraw, BadGate, Stopped
from rapport.network.fanout import (
    Processes,
    Serial,
    fan_out,
    many_losses,
    many_scenarios,
    tasks_of,
)
from rapport.network.gates import Gate
from rapport.network.loss import person_loss
from rapport.network.scenario import Change, scenario

from .networks import chain, compiled, larger_network, random_expression

WORLDS = 9600  # three tasks of blocks, the last one shorter


def a_study(seed=6, changes=10):
    rng = np.random.default_rng(seed)
    snapshot = larger_network(rng, n=25, ties=70)
    gates = [compiled(snapshot, random_expression(rng, snapshot.n)) for _ in range(10)]
    what_if = [Change(people_lost=(person,)) for person in range(1, changes + 1)]
    return snapshot, gates, what_if


def counts_of(comparisons):
    return np.array(
        [[each.before.open, each.after.open, each.gained, each.lost] for each in comparisons]
    )


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_any_number_of_processes_gives_the_totals_of_one_after_the_other(processes) -> None:
    snapshot, gates, what_if = a_study()
    engine = Processes(processes)
    found = many_scenarios(
        snapshot, gates, what_if, worlds=WORLDS, seed=4, fast=False, engine=engine
    )
    serial = many_scenarios(snapshot, gates, what_if, worlds=WORLDS, seed=4, engine=Serial())
    single = [scenario(snapshot, gates, change, worlds=WORLDS, seed=4) for change in what_if]
    assert np.array_equal(counts_of(found), counts_of(serial))
    assert np.array_equal(counts_of(found), counts_of(single))
    assert {each.before.worlds for each in found} == {WORLDS}


def test_numba_in_a_process_counts_what_numpy_counts_here() -> None:
    snapshot, gates, what_if = a_study()
    plain = many_scenarios(snapshot, gates, what_if, worlds=WORLDS, fast=False, engine=Processes(2))
    fast = many_scenarios(snapshot, gates, what_if, worlds=WORLDS, fast=True, engine=Serial())
    assert np.array_equal(counts_of(plain), counts_of(fast))


def test_losses_fan_out_alike() -> None:
    snapshot, gates, _ = a_study()
    found = many_losses(snapshot, gates, worlds=WORLDS, seed=2, fast=False, engine=Processes(2))
    whole = person_loss(snapshot, gates, worlds=WORLDS, seed=2)
    assert np.array_equal(found.critical, whole.critical)
    assert np.array_equal(found.open, whole.open)
    assert found.worlds == whole.worlds


def test_a_post_may_change_hands_in_one_of_the_changes() -> None:
    snapshot = chain(1.0)
    gate = Gate.of_post(0)
    here, gone = gate.compiled(2, [1]), gate.compiled(2, [-1])
    found = many_scenarios(
        snapshot,
        [here],
        [Change(), Change()],
        gates_after=[None, [gone]],
        worlds=64,
        engine=Serial(),
    )
    assert [each.lost[0] for each in found] == [0, 64]


@dataclass(frozen=True)
class Mirror:
    """A study that counts what it was asked: each row once per block."""

    rows: int
    blocks: range

    @property
    def shape(self):
        return (self.rows, 2)

    def count(self, task):
        rows = np.arange(task.first, task.last)
        length = task.stop - task.start
        return np.column_stack([rows * length, np.full(len(rows), length)])


@dataclass(frozen=True)
class Mortal(Mirror):
    """A study whose first task kills every process but the one it was asked in."""

    home: int

    def count(self, task):
        if task.first == 0 and os.getpid() != self.home:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().count(task)


@pytest.mark.parametrize(("rows", "blocks"), [(1, range(1)), (17, range(5, 200)), (8, range(64))])
def test_the_tasks_cover_every_row_and_block_once(rows, blocks) -> None:
    study = Mirror(rows, blocks)
    totals = fan_out(study, engine=Serial())
    assert totals.tolist() == [[row * len(blocks), len(blocks)] for row in range(rows)]
    assert len(tasks_of(study)) == -(-rows // 8) * -(-len(blocks) // 64)


def test_a_process_that_dies_loses_nothing() -> None:
    study = Mortal(30, range(300), os.getpid())
    expected = fan_out(Mirror(30, range(300)), engine=Serial())
    assert np.array_equal(fan_out(study, engine=Processes(2)), expected)


def test_a_part_that_comes_twice_counts_once() -> None:
    class Stutter:
        def parts(self, study, tasks):
            for number, counts in Serial().parts(study, tasks):
                yield number, counts
                yield None
                yield number, counts

    study = Mirror(20, range(200))
    assert np.array_equal(fan_out(study, engine=Stutter()), fan_out(study, engine=Serial()))


@pytest.mark.parametrize("engine", [Serial(), Processes(2)])
def test_progress_runs_from_nothing_to_everything(engine) -> None:
    seen = []
    fan_out(
        Mirror(20, range(200)), engine=engine, progress=lambda done, of: seen.append((done, of))
    )
    assert seen == [(done, 12) for done in range(13)]


@pytest.mark.parametrize("engine", [Serial(), Processes(2)])
def test_whoever_asked_can_stop_it(engine) -> None:
    done = []
    with pytest.raises(Stopped) as stopped:
        fan_out(
            Mirror(20, range(200)),
            engine=engine,
            progress=lambda so_far, _: done.append(so_far),
            stop=lambda: done[-1] >= 3,
        )
    assert stopped.value.where == 3


def test_a_refusal_in_a_process_arrives_whole() -> None:
    snapshot = chain(0.5)
    with pytest.raises(BadGate) as refused:
        many_losses(snapshot, [Gate.of_post(5).compiled(6)], worlds=64, engine=Processes(1))
    assert refused.value.why == "person"


def test_nothing_to_ask_is_an_empty_answer() -> None:
    snapshot, gates, _ = a_study()
    assert many_scenarios(snapshot, gates, [], worlds=64) == []
    assert many_losses(snapshot, [], worlds=64).critical.shape == (0, 25)


def test_what_cannot_be_fanned_out_is_refused() -> None:
    snapshot, gates, what_if = a_study()
    with pytest.raises(BadDraw):
        Processes(0)
    with pytest.raises(BadDraw):
        many_scenarios(snapshot, gates, what_if, worlds=63)
    with pytest.raises(BadChange) as refused:
        many_scenarios(snapshot, gates, what_if, gates_after=[None])
    assert refused.value.where is None
    with pytest.raises(BadChange) as refused:
        many_scenarios(snapshot, gates, what_if[:2], gates_after=[None, gates[:1]])
    assert refused.value.where == 1
