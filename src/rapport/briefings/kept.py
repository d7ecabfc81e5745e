"""Answers that are kept until something is recorded, and not an instant longer.

What a briefing works out of recorded rows is the same until the history goes on. It is kept for
whoever asked, by what they may see; with the first answer of another end of the history all that
was kept before is let go of, so that nothing that was changed or erased stays in memory.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from rapport.briefings.views import View
from rapport.records.models import Colleague

_Answer = TypeVar("_Answer")

_READERS_KEPT = 64


class UntilRecorded(Generic[_Answer]):
    """Keeps the answers to one question, each under what it hangs on besides the history."""

    def __init__(self) -> None:
        self._kept: tuple[bytes, dict[Any, _Answer]] = (b"", {})

    def answer(
        self, view: View, me: Colleague, *hangs_on: Any, work_out: Callable[[], _Answer]
    ) -> _Answer:
        """Return what ``work_out`` gives, which hangs on who asks, what they see and ``hangs_on``.

        ``view`` was read before anything that is worked out, as ``view_of`` does.
        """
        head, kept = self._kept
        if head != view.head or len(kept) >= _READERS_KEPT:
            kept = {}
            self._kept = (view.head, kept)
        key = (view, me.pk, me.is_narrowed, *me.writable_circles(), *hangs_on)
        if key not in kept:
            kept[key] = work_out()
        return kept[key]
