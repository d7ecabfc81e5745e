"""Answers that are kept until something is recorded, and never given after that.

What a briefing works out of recorded rows is the same until the history goes on. It is kept for
whoever asked, by what they may see. Under another end of the history nothing that was kept is
given; it leaves the memory of a process when the same question is next asked there.
"""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from rapport.briefings.views import View
from rapport.records.models import Colleague

_Answer = TypeVar("_Answer")
_Key = TypeVar("_Key", bound=Hashable)

_ANSWERS_KEPT = 512
"""How many answers to a question are kept: a reader has some, by what they look at."""

_LOOKS_KEPT = 64


class UntilRecorded(Generic[_Answer]):
    """Keeps the answers to one question, each under what it hangs on besides the history."""

    EVERY: ClassVar[list["UntilRecorded[Any]"]] = []
    """Each question whose answers are kept, for tests that ask what is said without."""

    def __init__(self) -> None:
        self.forget()
        self.EVERY.append(self)

    def forget(self) -> None:
        """Keep nothing of what was answered."""
        self._kept: tuple[bytes, dict[Any, _Answer]] = (b"", {})

    def answer(
        self, view: View, me: Colleague, *hangs_on: Any, work_out: Callable[[], _Answer]
    ) -> _Answer:
        """Return what ``work_out`` gives, which hangs on who asks, what they see and ``hangs_on``.

        ``view`` was read before anything that is worked out, as ``view_of`` does.
        """
        head, kept = self._kept
        if head != view.head or len(kept) >= _ANSWERS_KEPT:
            kept = {}
            self._kept = (view.head, kept)
        writes = b"".join([circle.bytes for circle in me.writable_circles()])
        key = (view, me.pk, me.is_narrowed, writes, *hangs_on)
        try:
            return kept[key]
        except KeyError:
            answer = work_out()
        kept[key] = answer
        return answer


class AsBefore(Generic[_Key, _Answer]):
    """Gives the very things that were given before where new ones equal them.

    So what was drawn of them stays, though they were worked out anew. What a reader was given goes
    when they look again, or anybody does on another day.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Keep nothing of what was given."""
        self._day: date | None = None
        self._given: dict[Hashable, dict[_Key, _Answer]] = {}

    def of(self, told: Mapping[_Key, _Answer], day: date, *whose: Hashable) -> dict[_Key, _Answer]:
        """Return what is told, as it was last given to the same reader for the same look."""
        if day != self._day:
            self._day, self._given = day, {}
        before = self._given.pop(whose, {})
        same = {key: before[key] if before.get(key) == one else one for key, one in told.items()}
        while len(self._given) >= _LOOKS_KEPT:
            self._given.pop(next(iter(self._given)), None)
        self._given[whose] = same
        return same
