"""Many gates, many changes: the same counts, taken apart and added up wherever there is room.

Draws hang on the seed, the item and the block alone, and counts are whole numbers that add up.
So the totals are the same, bit for bit, in one process, in several or on other machines, in
whatever order the parts come back. How the work is cut does not depend on who does it.
"""

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from multiprocessing import get_context
from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from rapport.network import fast as fast_or_not
from rapport.network.asked import Gates, some_gates
from rapport.network.counter import LANES
from rapport.network.errors import BadChange, BadDraw, Stopped
from rapport.network.gates import CompiledGate
from rapport.network.loss import PersonLoss, person_loss
from rapport.network.reach import which_blocks
from rapport.network.scenario import (
    Change,
    Comparison,
    changed,
    comparison,
    count_changes,
    gates_then,
)
from rapport.network.snapshot import Snapshot

BLOCKS_AT_ONCE: Final = 64  # in one task: 4,096 worlds
ROWS_AT_ONCE: Final = 8  # changes or gates in one task; more share more work, fewer spread better
TICK: Final = 0.1  # seconds between two looks at whether to stop


class Task(NamedTuple):
    """One part of a study: rows `first` to `last`, in blocks `start` to `stop` (ends excluded)."""

    first: int
    last: int
    start: int
    stop: int


class Study(Protocol):
    """Whole numbers to count, row by row, whose counts over disjoint blocks add up."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of all counts; the first axis is the rows."""

    @property
    def blocks(self) -> range:
        """Blocks to count in."""

    def count(self, task: Task) -> NDArray[np.int64]:
        """Return the counts of the task's rows in its blocks."""


Part = tuple[int, NDArray[np.int64]]  # the number of a task, and its counts


class Engine(Protocol):
    """Somewhere to count the tasks of a study."""

    def parts(self, study: Study, tasks: Sequence[Task]) -> Generator[Part | None]:
        """Yield each task's number and counts, in any order, once or more; None: nothing yet.

        Closing the generator gives up what is not done.
        """


class Serial:
    """Count here, one task after the other."""

    def parts(self, study: Study, tasks: Sequence[Task]) -> Generator[Part | None]:
        """Yield in order."""
        for number, task in enumerate(tasks):
            yield number, study.count(task)


class Processes:
    """Count in that many fresh processes of this machine (as many as processors, unless said).

    Processes are spawned and not forked: a fork would carry half-held locks of threads along.
    A script that uses them guards its entry with `if __name__ == "__main__":`. Starting them
    takes a second or two, more with numba; should one die, what it had not done is counted here.
    """

    def __init__(self, processes: int | None = None) -> None:
        """Raise BadDraw (processes) for fewer than one."""
        if processes is not None and processes < 1:
            raise BadDraw(f"Work needs one process or more, not {processes}.", why="processes")
        self.processes = processes or fast_or_not.cores()

    def parts(self, study: Study, tasks: Sequence[Task]) -> Generator[Part | None]:
        """Yield as they come."""
        pool = ProcessPoolExecutor(
            max(1, min(self.processes, len(tasks))),
            mp_context=get_context("spawn"),
            initializer=_remember,
            initargs=(study,),
        )
        missing = dict(enumerate(tasks))
        try:
            waiting = {pool.submit(_counted, task): number for number, task in missing.items()}
            for future in _finished(waiting):
                if future is None:
                    yield None
                else:
                    number = waiting.pop(future)
                    yield number, future.result()
                    del missing[number]
        except BrokenProcessPool:
            pass
        finally:
            pool.shutdown(cancel_futures=True)
        for number, task in missing.items():
            yield number, study.count(task)


def _finished(
    waiting: dict[Future[NDArray[np.int64]], int],
) -> Generator[Future[NDArray[np.int64]] | None]:
    """Yield futures as they finish, and None whenever a tick passes without one."""
    while waiting:
        done, _ = wait(waiting, timeout=TICK, return_when=FIRST_COMPLETED)
        yield from done or (None,)


_studies: list[Study] = []  # in a spawned process: the one study it works on


def _remember(study: Study) -> None:
    _studies[:] = [study]


def _counted(task: Task) -> NDArray[np.int64]:
    return _studies[0].count(task)


def fan_out(
    study: Study,
    *,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> NDArray[np.int64]:
    """Count a whole study: the totals, of its shape.

    engine: where to count (`Processes()` unless said). progress: called with the tasks done and
    all tasks, first with none done. stop: asked before each task and every tenth of a second;
    once it says True, what is running is waited for, the rest is given up.

    Raises Stopped, and what the study raises. Memory: one study in each process.
    """
    tasks = tasks_of(study)
    totals = np.zeros(study.shape, dtype=np.int64)
    done: set[int] = set()
    if progress is not None:
        progress(0, len(tasks))
    with closing((engine or Processes()).parts(study, tasks)) as parts:
        while len(done) < len(tasks):
            if stop is not None and stop():
                says = f"Stopped after {len(done)} of {len(tasks)} tasks."
                raise Stopped(says, why="stopped", where=len(done))
            part = next(parts)
            if part is None or part[0] in done:
                continue
            number, counts = part
            totals[tasks[number].first : tasks[number].last] += counts
            done.add(number)
            if progress is not None:
                progress(len(done), len(tasks))
    return totals


def tasks_of(study: Study) -> list[Task]:
    """Cut a study into tasks, in the same way whoever will count them."""
    rows, blocks = study.shape[0], study.blocks
    firsts = range(0, rows, ROWS_AT_ONCE)
    starts = range(blocks.start, blocks.stop, BLOCKS_AT_ONCE)
    return [
        Task(
            first,
            min(first + ROWS_AT_ONCE, rows),
            start,
            min(start + BLOCKS_AT_ONCE, blocks.stop),
        )
        for first, start in product(firsts, starts)
    ]


@dataclass(frozen=True, slots=True, eq=False)
class Scenarios:
    """Changes to compare on the same worlds: `afterwards` holds each and the gates then."""

    snapshot: Snapshot
    gates: tuple[CompiledGate, ...]
    afterwards: tuple[tuple[Change | Snapshot, tuple[CompiledGate, ...]], ...]
    blocks: range
    seed: int
    fast: bool

    @property
    def shape(self) -> tuple[int, ...]:
        """Changes; open before and after, gained, lost; gates."""
        return (len(self.afterwards), 4, len(self.gates))

    def count(self, task: Task) -> NDArray[np.int64]:
        """Count as `scenario` does."""
        afterwards = [
            (changed(self.snapshot, change), later)
            for change, later in self.afterwards[task.first : task.last]
        ]
        return count_changes(
            self.snapshot,
            self.gates,
            afterwards,
            blocks=range(task.start, task.stop),
            seed=self.seed,
            path=fast_or_not.path(fast=self.fast, words=0),
            threads=1,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Losses:
    """Gates of which to say what hangs on each person."""

    snapshot: Snapshot
    gates: tuple[CompiledGate, ...]
    blocks: range
    seed: int
    fast: bool

    @property
    def shape(self) -> tuple[int, ...]:
        """Gates; people, the worlds open in the place of us."""
        return (len(self.gates), self.snapshot.n)

    def count(self, task: Task) -> NDArray[np.int64]:
        """Count as `person_loss` does."""
        gates, blocks = self.gates[task.first : task.last], range(task.start, task.stop)
        found = person_loss(self.snapshot, gates, blocks=blocks, seed=self.seed, fast=self.fast)
        found.critical[:, 0] = found.open
        return found.critical


def many_scenarios(
    snapshot: Snapshot,
    gates: Gates,
    changes: Sequence[Change | Snapshot],
    *,
    gates_after: Sequence[Gates | None] | None = None,
    worlds: int | None = None,
    blocks: range | None = None,
    seed: int = 0,
    fast: bool | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> list[Comparison]:
    """Compare every gate before and after each change: what `scenario` says of each, fanned out.

    gates_after: per change the gates with the holders then, or None where posts stay. The others
    are those of `scenario` and `fan_out`, and so are the refusals. O(changes * `scenario`).
    """
    asked = tuple(some_gates(snapshot, gates))
    later = [None] * len(changes) if gates_after is None else list(gates_after)
    if len(later) != len(changes):
        raise BadChange(f"{len(changes)} changes, {len(later)} lists of gates.", why="gates")
    afterwards = tuple(
        (change, asked if each is None else gates_then(snapshot, change, each))
        for change, each in zip(changes, later, strict=True)
    )
    for where, (_, then) in enumerate(afterwards):
        if (more := len(then)) != len(asked):
            raise BadChange(f"{len(asked)} gates before, {more} after.", why="gates", where=where)
    chosen = which_blocks(worlds, blocks)
    pays = _pays(snapshot, chosen, 1 + len(changes), fast)
    study = Scenarios(snapshot, asked, afterwards, chosen, seed, pays)
    totals = fan_out(study, engine=engine, progress=progress, stop=stop)
    return [comparison(counts, LANES * len(chosen)) for counts in totals]


def many_losses(
    snapshot: Snapshot,
    gates: Gates,
    *,
    worlds: int | None = None,
    blocks: range | None = None,
    seed: int = 0,
    fast: bool | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> PersonLoss:
    """Count for every gate what `person_loss` says, fanned out: arguments and refusals of both."""
    chosen = which_blocks(worlds, blocks)
    asked = tuple(some_gates(snapshot, gates))
    pays = _pays(snapshot, chosen, len(asked), fast)
    study = Losses(snapshot, asked, chosen, seed, pays)
    critical = fan_out(study, engine=engine, progress=progress, stop=stop)
    opened = critical[:, 0].copy()
    critical[:, 0] = 0
    return PersonLoss(critical, opened, LANES * len(chosen))


def _pays(snapshot: Snapshot, blocks: range, times: int, fast: bool | None) -> bool:
    """Choose numba or NumPy by the whole study, as no single task says how much there is."""
    words = (snapshot.n + snapshot.m) * len(blocks) * times
    return fast_or_not.chosen(fast=fast, words=words // fast_or_not.cores())
