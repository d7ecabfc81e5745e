"""Words that were drawn and are kept: the luck of one item is drawn once, whoever asks about it.

What is drawn of an item is a function of its origin, its threshold and the block, and of nothing
else (`counter`). So two networks that share ties and people share their luck too, and words kept
for one are, bit for bit, what the other would draw. They are numbers beside numbers; nothing kept
says in which network an item was.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from rapport.network.counter import CERTAIN, EVERY, MIX_1, Odds, bernoulli_words, mix64
from rapport.network.snapshot import NO_GROUP
from rapport.network.worlds import Draw, Part, Path, spread

MOST_BYTES: Final = 128 << 20
NEVER, ALWAYS, FIRST = 0, 1, 2  # rows: no world, every world, and from there on what was drawn
AT_ONCE: Final = 4096  # rows drawn at a time
ASKED: Final = 8  # of so many questions it is known which rows they read
EVERYBODY: Final = slice(None)


class KeptWords:
    """The words of items in the blocks 0 .. `blocks` - 1, up to so many bytes of them.

    What does not fit makes everything kept be forgotten; what alone is too much is drawn and not
    kept. Memory is taken as it is filled.
    """

    def __init__(self, blocks: int, most: int = MOST_BYTES) -> None:
        self.blocks = range(blocks)
        self._most = max(most // (8 * blocks), FIRST)
        self._words = np.empty((self._most, blocks), dtype=np.uint64)
        self._words[NEVER], self._words[ALWAYS] = 0, EVERY
        self._origin, self._threshold = (np.zeros(self._most, dtype=np.uint64) for _ in range(2))
        self._forget()

    def _forget(self) -> None:
        self._count = FIRST
        self._codes = np.empty(0, dtype=np.uint64)  # ascending, with the row of each
        self._rows = np.empty(0, dtype=np.int64)
        self._asked: list[tuple[Odds, NDArray[np.int64]]] = []

    @property
    def count(self) -> int:
        """Return of how many items words are kept."""
        return self._count - FIRST

    @property
    def path(self) -> Path:
        """Return how to draw from here, for whoever draws and spreads (`worlds.NUMPY`)."""
        return Path(self.draw, spread, threads=1)

    def draw(self, part: Part, blocks: range) -> Draw:
        """Draw as `worlds.draw` does."""
        return Draw(self.there(part, blocks), self.words(part.tie_odds, blocks))

    def there(
        self, part: Part, blocks: range, rows: NDArray[np.intp] | slice = EVERYBODY
    ) -> NDArray[np.uint64]:
        """Draw people of a part alone: the worlds (k, W) in which each is there."""
        there = self.words(_some(part.person_odds, rows), blocks)
        group = part.group[rows]
        grouped = np.flatnonzero(group != NO_GROUP)
        if len(grouped):
            there[grouped] &= self.words(part.group_odds, blocks)[group[grouped]]
        return there

    def words(self, items: Odds, blocks: range) -> NDArray[np.uint64]:
        """Draw as `counter.bernoulli_words` does. O(k * log kept), and what is new is drawn."""
        if blocks.start < 0 or blocks.stop > self.blocks.stop:
            return bernoulli_words(items, blocks)
        rows = self._rows_of(items)
        if rows is None:
            return bernoulli_words(items, blocks)
        return np.asarray(self._words[rows, blocks.start : blocks.stop])

    def _rows_of(self, items: Odds) -> NDArray[np.int64] | None:
        """Return the row (k,) of each item, drawn if it is new; None if they do not fit."""
        for asked, known in self._asked:
            if asked.origin is items.origin and asked.threshold is items.threshold:
                return known
        rows = np.where(items.threshold == 0, NEVER, ALWAYS)
        chancy = np.flatnonzero((items.threshold > 0) & (items.threshold < CERTAIN))
        some = Odds(items.origin[chancy], items.threshold[chancy])
        if FIRST + len(chancy) > self._most:
            return None
        codes = mix64(some.origin ^ (some.threshold * MIX_1))
        found = self._found(codes, some)
        new = np.flatnonzero(found < FIRST)
        if self._count + len(new) > self._most:
            self._forget()
            new = np.arange(len(chancy))
        found[new] = self._keep(codes[new], Odds(some.origin[new], some.threshold[new]))
        rows[chancy] = found
        del self._asked[ASKED - 1 :]
        self._asked.insert(0, (items, rows))
        return rows

    def _found(self, codes: NDArray[np.uint64], items: Odds) -> NDArray[np.int64]:
        """Return the row of each item that is kept, else NEVER; compared whole, not by its code."""
        if not len(self._codes):
            return np.full(len(codes), NEVER, dtype=np.int64)
        at = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        rows = self._rows[at]
        same = self._origin[rows] == items.origin
        same &= self._threshold[rows] == items.threshold
        return np.where(same, rows, NEVER)

    def _keep(self, codes: NDArray[np.uint64], items: Odds) -> NDArray[np.int64]:
        """Draw items in all blocks, and return the rows they are kept in."""
        rows = np.arange(self._count, self._count + len(codes))
        if not len(rows):
            return rows
        for first in range(0, len(rows), AT_ONCE):
            run = slice(first, first + AT_ONCE)
            drawn = bernoulli_words(Odds(items.origin[run], items.threshold[run]), self.blocks)
            self._words[rows[run]] = drawn
        self._origin[rows], self._threshold[rows] = items
        self._count += len(rows)
        order = np.argsort(codes)
        at = np.searchsorted(self._codes, codes[order])
        self._codes = np.insert(self._codes, at, codes[order])
        self._rows = np.insert(self._rows, at, rows[order])
        return rows


def _some(items: Odds, rows: NDArray[np.intp] | slice) -> Odds:
    """Return those rows; all of them are the same items, and known as such."""
    if isinstance(rows, slice):
        return items
    return Odds(items.origin[rows], items.threshold[rows])
