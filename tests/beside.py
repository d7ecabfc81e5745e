"""Large offices, in which what takes long is worked out beside the pages: here when a test says."""

import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from rapport.briefings import across_circles, noticed_of_oneself, renewed


class Beside:
    """Threads that begin once they are told to, so that it is known what is worked out when."""

    def __init__(self) -> None:
        self.waiting: list[Any] = []

    def begun(self, _seconds: float, target: Any, args: tuple[Any, ...]) -> Any:
        """Return a thread that waits."""
        return SimpleNamespace(start=lambda: self.waiting.append((target, args)))

    def work(self) -> int:
        """Let all that wait do their work; return how many did."""
        count = len(self.waiting)
        while self.waiting:
            target, args = self.waiting.pop(0)
            target(*args)
        return count


def forget() -> None:
    """Keep nothing of what was noticed."""
    across_circles.WORKED.forget()
    noticed_of_oneself.MYSELF.forget()


def every_office_is_large(monkeypatch: pytest.MonkeyPatch) -> Iterator[Beside]:
    """Let every office count as large, and what is worked out beside a page wait for the test."""
    beside = Beside()
    threads = SimpleNamespace(Timer=beside.begun, get_native_id=threading.get_native_id)
    monkeypatch.setattr(renewed, "_AT_ONCE", 0)
    monkeypatch.setattr(renewed, "threading", threads)
    monkeypatch.setattr(renewed, "give_way", lambda: None)
    monkeypatch.setattr(renewed, "_RESTS", 0)
    monkeypatch.setattr(renewed, "connection", SimpleNamespace(close=lambda: None))
    forget()
    yield beside
    forget()
    for one in (across_circles.WORKED, noticed_of_oneself.MYSELF):
        one._at_work.clear()
