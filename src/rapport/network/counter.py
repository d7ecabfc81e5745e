"""Randomness that is a function, not a stream: f(seed, item, block).

64 worlds share a machine word: one block. Whether tie or person x works in the 64 worlds of
block b depends on the seed, the stable key of x and b alone, never on what else is drawn, in
which order, in which chunk or process, by NumPy or by numba. Scenarios that keep a tie therefore
keep its luck, so that their differences are not noise; and a higher chance works wherever the
lower one did.

The generator is SplitMix64 (From: Steele, Lea, Flood, "Fast splittable pseudorandom number
generators", OOPSLA 2014, who report that it passes DieHarder and TestU01 BigCrush), read by
position: each item starts at an origin hashed from seed, kind and key, and block b reads the
STRIDE words from place b * STRIDE. Two of N items overlap somewhere within L words with a chance
below N^2 L / 2^63: with 10,000 items and 16,384 worlds, below 2e-7; and even then at different
worlds, which tilts no average. It is not for secrets.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rapport.network.errors import BadDraw

LANES: Final = 64  # worlds in a word
STRIDE: Final = 64  # words of the stream that one block may read; 53 are needed at most
BITS: Final = 53  # of the fixed point that a chance is compared with
CERTAIN: Final = np.uint64(1 << BITS)
GAMMA: Final = np.uint64(0x9E3779B97F4A7C15)
BLOCK_STEP: Final = np.uint64(int(GAMMA) * STRIDE % 2**64)  # from one block's place to the next
MIX_1: Final = np.uint64(0xBF58476D1CE4E5B9)
MIX_2: Final = np.uint64(0x94D049BB133111EB)
EVERY: Final = np.uint64(0xFFFFFFFFFFFFFFFF)
PERSON, TIE, GROUP = 1, 2, 3  # kinds of item: the same key may be a person and a group
MOST_BLOCKS: Final = 2**40
SURE_STEPS: Final = 8  # bits that nearly every word needs; after them the undecided are gathered
TILE: Final = 1 << 15  # words worked on at once, so that they stay in the processor's cache


class Odds(NamedTuple):
    """What it takes to draw items: `origin` (k,) of their streams, `threshold` (k,) of 2^53."""

    origin: NDArray[np.uint64]
    threshold: NDArray[np.uint64]


def mix64(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the SplitMix64 output function of each word (Stafford's variant 13)."""
    z = (values ^ (values >> np.uint64(30))) * MIX_1
    z = (z ^ (z >> np.uint64(27))) * MIX_2
    return np.asarray(z ^ (z >> np.uint64(31)), dtype=np.uint64)


def odds(
    seed: int, kind: int, keys: tuple[NDArray[np.uint64], ...], chances: NDArray[np.float64]
) -> Odds:
    """Hash seed, kind and the (k,) keys of the items into origins; fix the point of the chances.

    A chance p becomes round(p * 2^53): exact for 0, 1 and every float64 from 1/2 up, within
    2^-54 below. Raises BadDraw (why: seed) for a seed outside 0 .. 2^64 - 1. O(k).
    """
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or not 0 <= seed < 2**64:
        raise BadDraw(f"A seed is a whole number from 0 to 2^64 - 1, not {seed!r}.", why="seed")
    origin = np.full(chances.shape, seed, dtype=np.uint64)
    for part in (np.full(chances.shape, kind, dtype=np.uint64), *keys):
        origin = mix64((origin + GAMMA) ^ mix64(part + GAMMA))
    return Odds(origin, np.rint(chances * float(1 << BITS)).astype(np.uint64))


def blocks_of(worlds: int) -> range:
    """Return the blocks of that many worlds, from 0. Raises BadDraw (worlds) unless 64 k > 0."""
    if isinstance(worlds, bool) or not isinstance(worlds, int | np.integer):
        raise BadDraw(f"A number of worlds is a whole number, not {worlds!r}.", why="worlds")
    if worlds <= 0 or worlds % LANES:
        raise BadDraw(f"Worlds are drawn {LANES} at a time, not {worlds}.", why="worlds")
    return checked_blocks(range(int(worlds) // LANES))


def checked_blocks(blocks: range) -> range:
    """Return blocks that can be drawn. Raises BadDraw (blocks): empty, with gaps, out of bounds."""
    if not isinstance(blocks, range) or not blocks or blocks.step != 1:
        raise BadDraw("Blocks are a range of one or more, without gaps.", why="blocks")
    if blocks.start < 0 or blocks.stop > MOST_BLOCKS:
        raise BadDraw(f"Blocks are numbered from 0 to {MOST_BLOCKS - 1}.", why="blocks")
    return blocks


def bernoulli_words(items: Odds, blocks: range) -> NDArray[np.uint64]:
    """Draw k items in every world of the blocks: (k, len(blocks)) words, bit w is world w.

    The uniform of a world is compared with the threshold bit by bit for 64 worlds at once, from
    the highest bit, until all 64 have differed; that takes 7.3 words of randomness on average.
    From: the bit-sliced Bernoulli sampler, in the manner of Knuth and Yao (1976). O(k * blocks).
    """
    drawn = np.zeros((len(items.origin), len(blocks)), dtype=np.uint64)
    drawn[items.threshold >= CERTAIN] = EVERY
    chancy = np.flatnonzero((items.threshold > 0) & (items.threshold < CERTAIN))
    offsets = np.arange(blocks.start, blocks.stop, dtype=np.uint64) * BLOCK_STEP
    height = max(1, TILE // len(blocks))
    room = np.empty((5, min(height, len(chancy)), len(blocks)), dtype=np.uint64)
    for first in range(0, len(chancy), height):
        rows = chancy[first : first + height]
        place, level, below, *work = room[:, : len(rows)]
        np.add(items.origin[rows, None], offsets, out=place)
        level[:], below[:] = EVERY, 0
        threshold = items.threshold[rows]
        for step in range(SURE_STEPS):
            _one_bit(place, _bit(threshold, step)[:, None], level, below, work)
        _finish(place.ravel(), threshold, level.ravel(), below.ravel())
        drawn[rows] = below
    return drawn


def _finish(
    place: NDArray[np.uint64],
    threshold: NDArray[np.uint64],
    level: NDArray[np.uint64],
    below: NDArray[np.uint64],
) -> None:
    """Decide the words that are still level, fewer at each further bit; writes into below."""
    left = np.flatnonzero(level)
    width = len(place) // len(threshold)
    place, level, result = place[left], level[left], below[left]
    threshold = threshold[left // width]
    for step in range(SURE_STEPS, BITS):
        if not len(left):
            return
        work = (np.empty_like(place), np.empty_like(place))
        _one_bit(place, _bit(threshold, step), level, result, work)
        below[left] = result
        keep = np.flatnonzero(level)
        left, place, threshold = left[keep], place[keep], threshold[keep]
        level, result = level[keep], result[keep]


def _bit(threshold: NDArray[np.uint64], step: int) -> NDArray[np.uint64]:
    """Return the threshold's bit of that step, spread over a word: all ones or all zeros."""
    bit = (threshold >> np.uint64(BITS - 1 - step)) & np.uint64(1)
    return np.asarray(np.uint64(0) - bit, dtype=np.uint64)


def _one_bit(
    place: NDArray[np.uint64],
    bits: NDArray[np.uint64],
    level: NDArray[np.uint64],
    below: NDArray[np.uint64],
    work: Sequence[NDArray[np.uint64]],
) -> None:
    """Read one more word: worlds still level whose bit differs are decided. Works in place."""
    z, shifted = work
    np.add(place, GAMMA, out=place)
    np.right_shift(place, np.uint64(30), out=shifted)
    np.bitwise_xor(place, shifted, out=z)
    np.multiply(z, MIX_1, out=z)
    np.right_shift(z, np.uint64(27), out=shifted)
    np.bitwise_xor(z, shifted, out=z)
    np.multiply(z, MIX_2, out=z)
    np.right_shift(z, np.uint64(31), out=shifted)
    np.bitwise_xor(z, shifted, out=z)
    np.bitwise_xor(z, bits, out=z)  # one where the uniform's bit differs from the threshold's
    np.bitwise_and(z, level, out=z)
    np.bitwise_xor(level, z, out=level)
    np.bitwise_and(z, bits, out=z)  # of those, the uniform is below where the threshold has a one
    np.bitwise_or(below, z, out=below)
