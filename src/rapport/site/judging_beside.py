"""Judging beside the pages: what the rules say anew because a day has come, in no reader's request.

One thread of the process that serves, with a connection and a low priority of its own. It looks
when it begins, when somebody asks for the first time on a day, and every minute; it judges few at a
time and rests as long as it worked, so that whoever saves waits for one small batch at most. Those
led by whoever asked first come first, then those they back up, then the rest. Nothing is lost when
it ends in the middle: each batch stands by itself, and whoever was not judged is still due.

Of a team's processes one judges at a time: it holds a lock of the database that goes with its
connection, so that one that is killed holds nobody up.
"""

import contextlib
import logging
import os
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from rapport.records import judging, planner_statistics
from rapport.records.models import Store
from rapport.site import spare_memory
from rapport.site.tone_beside import ToneBeside
from rapport.vault import keyring
from rapport.vault.database.base import keep_few_pages
from rapport.web.middleware import identity, session_gate

BATCH = 50
EVERY = 60.0
_LONGEST_REST = 0.5
_NICE = 10
_LOCK = int.from_bytes(b"judging", "big")
"""The name of the lock under which one process of a team judges at a time."""

_log = logging.getLogger(__name__)


class JudgingBeside:
    """The thread that judges beside the pages of this process.

    The engine of tones, a process that loads arrays, is asked ``tone_after`` so many seconds at the
    earliest: opening is work enough.
    """

    def __init__(self, *, tone_after: float = EVERY) -> None:
        self._woken = threading.Event()
        self._ending = threading.Event()
        self._asked: dict[UUID, date] = {}
        self._tone = ToneBeside()
        self._tone_from = time.monotonic() + tone_after
        self._thread = threading.Thread(target=self._run, name="judging", daemon=True)

    def start(self) -> None:
        """Begin; from now on the first request of each colleague on a day is heard of."""
        identity.SEEN = self.seen
        self._thread.start()

    def seen(self, who: UUID, day: date) -> None:
        """Hear that somebody is here: on the first time of a day their people are judged first."""
        if self._asked.get(who) != day:
            self._asked[who] = day
            self._woken.set()

    def end(self, *, patience: float = 2.0) -> None:
        """Stop after the batch at work, and wait for that as long as ``patience``."""
        self._ending.set()
        self._woken.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(patience)

    def _run(self) -> None:
        _step_back()
        keep_few_pages()
        while not self._ending.is_set():
            try:
                self.judge_what_is_due()
            except Exception:  # noqa: BLE001 - the thread goes on, whatever it was
                # Whoever reads is told what is not judged yet; the next look tries again.
                _log.exception("Judging beside the pages stopped.")
            finally:
                connection.close()
                spare_memory.give_back()
            if not self._ending.is_set():
                self._woken.wait(EVERY)

    def judge_what_is_due(self) -> int:
        """Judge all that are due, if nobody else is at it; return how many were judged."""
        self._woken.clear()
        count = 0
        if not _may_write():
            return count
        planner_statistics.follow()
        with _alone() as alone:
            while alone and not self._ending.is_set() and (day := _own_day()):
                keys = judging.due_in_order(day, first=self._first_of(day))
                for start in range(0, len(keys), BATCH):
                    began = time.monotonic()
                    if self._ending.is_set() or self._woken.is_set() or not _may_write():
                        break
                    count += judging.rejudge_beside(keys[start : start + BATCH], today=day)
                    self._ending.wait(_rest_after(time.monotonic() - began))
                if not keys or not _may_write():
                    break
                self._woken.clear()
            if alone and time.monotonic() >= self._tone_from and (day := _own_day()):
                self._tone.renew_what_is_due(day, may_go_on=self._may_go_on)
        return count

    def _may_go_on(self) -> bool:
        return not self._ending.is_set() and not self._woken.is_set() and _may_write()

    def _first_of(self, day: date) -> list[UUID]:
        """Return who has asked on a day, in the order in which they came."""
        return [who for who, on in tuple(self._asked.items()) if on == day]


def _rest_after(worked: float) -> float:
    """Return for how long to leave the store to others after working on it, in seconds."""
    return min(worked, _LONGEST_REST)


def _may_write() -> bool:
    """Say whether the store is open, and is the one we left."""
    is_open = settings.IS_TEAM or keyring.is_open()
    return is_open and session_gate.ALARM is None


def _own_day() -> date | None:
    """Return the day it is for this store, or None where nobody has begun it yet."""
    store = Store.objects.first()
    if store is None:
        return None
    return store.fixed_today or timezone.localdate(datetime.now(UTC))  # noqa: TID251 - a door's clock


@contextlib.contextmanager
def _alone() -> Iterator[bool]:
    """Hold, on a team's database, the lock for judging; yield False if another process has it."""
    if connection.vendor != "postgresql":
        yield True
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        (held,) = cursor.fetchone()
    try:
        yield held
    finally:
        if held:
            with contextlib.suppress(DatabaseError), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _step_back() -> None:
    """Let the threads that make pages go first, where the system knows priorities of threads."""
    with contextlib.suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
