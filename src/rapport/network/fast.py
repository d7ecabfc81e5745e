"""The same worlds through numba, where it is installed: bit for bit what NumPy gives.

No thread pool of numba's (its loops are compiled for one thread and let go of the interpreter),
so that a process pool may fork or spawn beside it.
"""

import os
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from rapport.network import kernels
from rapport.network.counter import Odds
from rapport.network.errors import BadDraw
from rapport.network.snapshot import NO_GROUP
from rapport.network.worlds import NUMPY, Draw, Part, Path

PAYS: Final = 40_000_000  # words: about two seconds by NumPy, and as many to load numba


def path(*, fast: bool | None, words: int) -> Path:
    """Return how to draw and spread: fast=True by numba, False by NumPy, None by what pays.

    words: to be drawn, people and ties times blocks. numba pays once it has been loaded, or
    where it saves more than loading it takes. Raises BadDraw (fast) if it is asked for and
    missing.
    """
    return NUMBA if chosen(fast=fast, words=words) else NUMPY


def chosen(*, fast: bool | None, words: int) -> bool:
    """Whether `path` takes numba, with the same refusal."""
    if fast is False:
        return False
    there = find_spec("numba") is not None
    if fast and not there:
        raise BadDraw("The fast path needs numba: install rapport[fast].", why="fast")
    return there and (fast is True or words >= PAYS or _compiled.cache_info().currsize > 0)


def fill(items: Odds, blocks: range) -> NDArray[np.uint64]:
    """Draw as `counter.bernoulli_words` does: (k, len(blocks)) words. O(k * blocks)."""
    out = np.empty((len(items.origin), len(blocks)), dtype=np.uint64)
    _compiled(kernels.fill_words)(items.origin, items.threshold, np.uint64(blocks.start), out)
    return out


def draw(part: Part, blocks: range) -> Draw:
    """Draw as `worlds.draw` does."""
    there = fill(part.person_odds, blocks)
    grouped = np.flatnonzero(part.group != NO_GROUP)
    if len(grouped):
        there[grouped] &= fill(part.group_odds, blocks)[part.group[grouped]]
    return Draw(there, fill(part.tie_odds, blocks))


def spread(part: Part, worlds: Draw, reached: NDArray[np.uint64]) -> None:
    """Spread as `worlds.spread` does."""
    _compiled(kernels.spread_words)(
        part.indptr, part.arcs, part.head, worlds.there, worlds.works, reached
    )


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@cache
def _compiled(kernel: Callable[..., None]) -> Callable[..., Any]:
    """Compile on first use; keep the machine code beside the package where that can be written."""
    from numba import njit  # noqa: PLC0415 - an optional extra, wanted only on this path

    try:
        return njit(cache=True, nogil=True)(kernel)
    except RuntimeError:  # no place to keep it: compile again in each process
        return njit(nogil=True)(kernel)


NUMBA: Final = Path(draw, spread, cores())
