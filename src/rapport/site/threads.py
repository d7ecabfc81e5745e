"""The two threads that make a laptop's pages: the first makes all it can, the second helps out.

Waitress gives work to whoever has waited longest, so that its threads take turns, and each keeps
the same pages of the store in memory. Here the first thread that is free gets it: one browser is
served by one thread, which remembers what it deciphered, and the other, with less memory of its
own, works only while the first one does.
"""

import threading
from collections.abc import Callable
from functools import partial
from heapq import heappop, heappush

from waitress.task import ThreadedTaskDispatcher

from rapport.vault.database.base import keep_few_pages


class FirstFree(ThreadedTaskDispatcher):
    """Gives a request to the first thread that is free, in the order in which they were begun."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._resting = _InOrder(self.lock)
        self.queue_cv = self._resting  # type: ignore[assignment]

    def start_new_thread(self, work: Callable[[int], None], thread_no: int) -> None:
        """Begin the thread of this number, which knows its place before it works."""
        placed = partial(self._in_its_place, work)
        super().start_new_thread(placed, thread_no)  # type: ignore[no-untyped-call]

    def _in_its_place(self, work: Callable[[int], None], place: int) -> None:
        if place > 0:
            keep_few_pages()
        self._resting.places[threading.get_ident()] = place
        work(place)


class _InOrder:
    """What waitress asks of a condition, but that threads are woken by their place."""

    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock
        self._waiting: list[tuple[int, threading.Condition]] = []
        self.places: dict[int, int] = {}

    def wait(self) -> None:
        """Wait until woken; whoever waits holds the lock."""
        mine = threading.Condition(self._lock)
        heappush(self._waiting, (self.places[threading.get_ident()], mine))
        mine.wait()

    def notify(self) -> None:
        """Wake the first of those who wait, if anybody does."""
        if self._waiting:
            heappop(self._waiting)[1].notify()

    def notify_all(self) -> None:
        """Wake everybody."""
        while self._waiting:
            self.notify()
