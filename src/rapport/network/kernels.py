"""Loops that numba compiles; `fast.py` does so, on first use. Plain Python otherwise.

Both write what the NumPy path writes, bit for bit. Shift counts and constants are uint64
throughout: numba would turn a mix of signed and unsigned 64-bit numbers into floats.
"""

import numpy as np
from numpy.typing import NDArray

from rapport.network.counter import BITS, BLOCK_STEP, CERTAIN, EVERY, GAMMA, MIX_1, MIX_2

ZERO = np.uint64(0)
ONE = np.uint64(1)
SHIFT_1, SHIFT_2, SHIFT_3 = np.uint64(30), np.uint64(27), np.uint64(31)
SURE = 10  # bits read for a whole row before its words are finished one by one


def fill_words(
    origin: NDArray[np.uint64],
    threshold: NDArray[np.uint64],
    first: np.uint64,
    out: NDArray[np.uint64],
) -> None:
    """Write what `counter.bernoulli_words` returns into out (k, W); first (uint64) is a block."""
    width = out.shape[1]
    start = np.empty(width, np.uint64)
    level = np.empty(width, np.uint64)
    for w in range(width):
        start[w] = (first + np.uint64(w)) * BLOCK_STEP
    for i in range(out.shape[0]):
        point = threshold[i]
        row = out[i]
        if point == ZERO or point >= CERTAIN:
            row[:] = ZERO if point == ZERO else EVERY
            continue
        row[:] = ZERO
        level[:] = EVERY
        place = origin[i]
        for step in range(SURE):
            place += GAMMA
            bits = ZERO - ((point >> np.uint64(BITS - 1 - step)) & ONE)
            for w in range(width):
                z = start[w] + place
                z = (z ^ (z >> SHIFT_1)) * MIX_1
                z = (z ^ (z >> SHIFT_2)) * MIX_2
                z = (z ^ (z >> SHIFT_3) ^ bits) & level[w]
                level[w] ^= z
                row[w] |= z & bits
        for w in range(width):
            left = level[w]
            far = start[w] + place
            step = SURE
            while left != ZERO and step < BITS:
                far += GAMMA
                bits = ZERO - ((point >> np.uint64(BITS - 1 - step)) & ONE)
                z = (far ^ (far >> SHIFT_1)) * MIX_1
                z = (z ^ (z >> SHIFT_2)) * MIX_2
                z = (z ^ (z >> SHIFT_3) ^ bits) & left
                left ^= z
                row[w] |= z & bits
                step += 1


def spread_words(  # noqa: PLR0917 - a compiled loop takes its arrays by position
    indptr: NDArray[np.int64],
    arcs: NDArray[np.int64],
    head: NDArray[np.int32],
    there: NDArray[np.uint64],
    works: NDArray[np.uint64],
    reached: NDArray[np.uint64],
) -> None:
    """Spread `reached` (k, W) to the end, in place, from everybody it begins with."""
    people, width = reached.shape
    queue = np.empty(people, np.int64)
    waiting = np.zeros(people, np.bool_)
    first, length = 0, 0
    for person in range(people):
        if reached[person].any():
            queue[length] = person
            waiting[person] = True
            length += 1
    while length > 0:
        u = queue[first]
        first = (first + 1) % people
        length -= 1
        waiting[u] = False
        for place in range(indptr[u], indptr[u + 1]):
            arc = arcs[place]
            v = head[arc]
            changed = ZERO
            for w in range(width):
                fresh = reached[u, w] & works[arc, w] & there[v, w] & ~reached[v, w]
                reached[v, w] |= fresh
                changed |= fresh
            if changed != ZERO and not waiting[v]:
                queue[(first + length) % people] = v
                waiting[v] = True
                length += 1
