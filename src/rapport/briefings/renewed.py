"""What takes long to work out in a large office: given as it was a moment ago, renewed beside.

In a small office everything is worked out within the request. In a large one whoever looks after
something was recorded is given the last answer of the same view, with what was recorded since: what
rests on that is for the page to leave out. Meanwhile a thread works out the next answer. None is
given from before a change of who may see what, of another day, or under other settings.
"""

import contextlib
import os
import re
import sys
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection
from django.db.models import QuerySet

from rapport.briefings.network_age import is_small, narrowed_since, since
from rapport.briefings.views import View
from rapport.records.models import Circle, Colleague, Office, Operation
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

_Answer = TypeVar("_Answer")

_VIEWS_KEPT = 64
_AT_ONCE = 1_000
"""Up to so many people and ties all is worked out in about the time of the page that asks."""
_NICE = 10
_MOST_READ = 500
"""After more changes than that everything is worked out anew, as after an import."""

_RESTS = 10
"""An answer is not renewed before so many times what it took have passed."""

_PAGE_FIRST = 0.5
"""So many seconds later it is begun: the page that asked is made first."""

_AFTER_FAILING = 60.0
"""So many seconds after it was begun in vain it may be begun again."""

_KEY = re.compile(rb'"([0-9a-f]{32})"')
"""How a payload writes the key of a row."""


class Lately(NamedTuple, Generic[_Answer]):
    """An answer, and the keys of what was recorded since; ``is_now``: nothing was."""

    answer: _Answer
    changed: frozenset[uuid.UUID]
    is_now: bool


@dataclass(slots=True)
class _Kept(Generic[_Answer]):
    """An answer, the view it is of, and when the next may be begun by the clock of the process."""

    answer: _Answer
    view: View
    settings: Any
    again_at: float

    def is_before(self, view: View) -> bool:
        """Say whether it is of an earlier end of the history, under the settings of today."""
        same = self.settings == view.reader.office.rule_settings
        return same and self.view.sequence < view.sequence


_ONE_AT_A_TIME = threading.Lock()


class Renewed(Generic[_Answer]):
    """Keeps the last answer to one question for each view, or for each reader where ``apart``."""

    def __init__(self, work_out: Callable[[View], _Answer], *, apart: bool = False) -> None:
        self._work_out = work_out
        self._apart = apart
        self._at_work: set[Any] = set()
        self.forget()

    @property
    def is_at_work(self) -> bool:
        """Say whether an answer is being worked out beside the pages: for the bench."""
        return bool(self._at_work)

    def forget(self) -> None:
        """Keep nothing of what was answered."""
        self._kept: dict[Any, _Kept[_Answer]] = {}

    def now(self, view: View) -> _Answer:
        """Return the answer for a view, worked out anew if anything was recorded since."""
        kept = self._kept.get(self._seen(view))
        if kept is not None and kept.view == view:
            return kept.answer
        begun = time.monotonic()
        settings = view.reader.office.rule_settings
        answer = self._work_out(view)
        ended = time.monotonic()
        self._keep(_Kept(answer, view, settings, ended + _RESTS * (ended - begun)))
        return answer

    def lately(self, view: View) -> Lately[_Answer]:
        """Return the same, or in a large office the last answer while the next is worked out."""
        kept = self._kept.get(self._seen(view))
        if kept is not None and kept.is_before(view) and _is_large(_AT_ONCE, view.head):
            changed = changed_since(kept.view.sequence, view.head)
            if changed is not None:
                self._begin(kept, view)
                return Lately(kept.answer, changed, is_now=False)
        return Lately(self.now(view), frozenset(), is_now=True)

    def _seen(self, view: View) -> Any:
        reader = view.reader.pk if self._apart else None
        return view.office, view.circles, view.named, view.day, reader

    def _keep(self, kept: _Kept[_Answer]) -> None:
        seen = self._seen(kept.view)
        self._kept.pop(seen, None)
        while len(self._kept) >= _VIEWS_KEPT:
            self._kept.pop(next(iter(self._kept)), None)
        self._kept[seen] = kept

    def _begin(self, kept: _Kept[_Answer], view: View) -> None:
        seen = self._seen(view)
        if seen in self._at_work or time.monotonic() < kept.again_at:
            return
        self._at_work.add(seen)
        kept.again_at = time.monotonic() + _AFTER_FAILING
        beside = threading.Timer(_PAGE_FIRST, self._renew, (seen, view))
        beside.daemon = True
        beside.start()

    def _renew(self, seen: Any, view: View) -> None:
        """Renew an answer in a thread of its own, one at a time; it gives way to the pages."""
        give_way()
        try:
            with _ONE_AT_A_TIME:
                self.now(view)
        finally:
            self._at_work.discard(seen)
            connection.close()


def give_way() -> None:
    """Let the others of this process go first, where the system can tell its threads apart."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


@lru_cache(maxsize=_VIEWS_KEPT)
def changed_since(last: int, head: bytes) -> frozenset[uuid.UUID] | None:  # noqa: ARG001 - as of when
    """Return the rows that changed since the history ended at ``last``, and all they ever named.

    Colleagues, circles and offices, which nearly every row names, count where they themselves
    changed. None where somebody may see less since, or too much was recorded to be read while a
    page waits.
    """
    if narrowed_since(last):
        return None
    rows = set(_rows_since((str(last),)))
    if len(rows) > _MOST_READ:
        return None
    contents = [one.content for one in _done_to(list(rows))]
    if None in contents or len(contents) > _MOST_READ:
        return None
    named = {uuid.UUID(key.decode()) for told in contents if told for key in _KEY.findall(told)}
    return frozenset(rows | named.difference(_colleagues(), _circles(), _offices()))


@prepared
def _rows_since(floor: tuple[str, ...]) -> "QuerySet[Operation, uuid.UUID]":
    return since(floor).order_by().values_list("row", flat=True)[: _MOST_READ + 1]


@prepared
def _done_to(keys: list[uuid.UUID]) -> "QuerySet[Operation]":
    every = Operation.objects.filter(row__in=among(keys)).select_related("chain")
    return every.order_by()[: _MOST_READ + 1]


@prepared
def _colleagues() -> "QuerySet[Colleague, uuid.UUID]":
    return Colleague.objects.order_by().values_list("pk", flat=True)


@prepared
def _circles() -> "QuerySet[Circle, uuid.UUID]":
    return Circle.objects.order_by().values_list("pk", flat=True)


@prepared
def _offices() -> "QuerySet[Office, uuid.UUID]":
    return Office.objects.order_by().values_list("pk", flat=True)


@lru_cache(maxsize=_VIEWS_KEPT)
def _is_large(most: int, head: bytes) -> bool:  # noqa: ARG001 - as of when
    return not is_small(most)
