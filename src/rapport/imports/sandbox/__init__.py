"""Any parser of outside bytes runs in a child process, and only there.

The child is a fresh interpreter with an empty environment: it inherits no key, no open file and
no database.  It gets the bytes through a pipe, gives up everything it does not need
(:mod:`rapport.imports.sandbox.confine`), and answers in frames. It never sees the name of the
file, and nothing about it stands in the process list.
"""

import dataclasses
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from typing import Any, BinaryIO

from rapport.formats.limits import ORDINARY, Limits
from rapport.formats.refusals import CannotTranslate, refusal
from rapport.imports.sandbox.confine import EXIT_MEMORY
from rapport.imports.sandbox.frames import BrokenFrame, read_frame, write_frame

_LOOK_EVERY_SECONDS = 0.1
_SIGNAL_CPU = 24
_SIGNAL_KILL = 9
_NOT_PLAIN = re.compile("[^A-Za-z0-9 ,._-]")


def translate(
    translator: str,
    data: bytes,
    wish: dict[str, Any],
    *,
    limits: Limits = ORDINARY,
    stop: Callable[[], bool] | None = None,
) -> Iterator[dict[str, Any]]:
    """Run ``translator`` on ``data`` in a child, and yield the frames it answers.

    ``translator`` names a function of the tables, as ``"rapport.imports.tables.x:function"``.

    The wall clock runs only while we wait for the child, not while the caller works on a frame.
    ``stop`` is asked about every tenth of a second.  Closing the iterator ends the child.

    Raises CannotTranslate with a plain sentence whatever happens to the child.
    """
    if len(data) > limits.file_bytes:
        raise refusal("file_too_large", found=_megabytes(len(data)), limit=limits.file_bytes >> 20)
    try:
        started = _Child(limits, stop)
    except OSError as error:
        raise refusal("fell_over") from error
    with closing(started) as child:
        child.ask({"translator": translator, "wish": wish}, data)
        yield from child.answers()


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):.1f}"


def _bare_environment() -> dict[str, str]:
    """Nothing of ours: only what Windows needs to start a program at all."""
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


class _Child:
    """One child process, and the thread that watches our patience with it."""

    def __init__(self, limits: Limits, stop: Callable[[], bool] | None) -> None:
        self._limits = limits
        self._stop = stop
        self._spent = 0.0
        self._waiting_since: float | None = None
        self._ended_by: str | None = None
        self._done = threading.Event()
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, fixed arguments
            [sys.executable, "-I", "-X", "utf8", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_bare_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        threading.Thread(target=self._watch, daemon=True).start()

    def ask(self, request: dict[str, Any], data: bytes) -> None:
        """Send the request, then the bytes, then close the pipe."""
        pipe = self._pipe(self._process.stdin)
        self._waiting_since = time.monotonic()
        with suppress(OSError):  # a child that died says so in how it ended
            write_frame(pipe, {**request, "limits": dataclasses.asdict(self._limits)})
            pipe.write(data)
        with suppress(OSError):
            pipe.close()
        self._pause_patience()

    def answers(self) -> Iterator[dict[str, Any]]:
        """Yield frames until the child says it is done; raise if it does not get there."""
        pipe = self._pipe(self._process.stdout)
        while True:
            self._waiting_since = time.monotonic()
            try:
                frame = read_frame(pipe)
            except (BrokenFrame, OSError):
                frame = None
            self._pause_patience()
            if self._ended_by or frame is None:
                raise self._why_it_ended()
            if "refused" in frame:
                raise _refusal_from(frame)
            if "end" in frame:
                return
            yield frame

    def close(self) -> None:
        """End the child if it is still there, and let go of the pipes."""
        self._done.set()
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    @staticmethod
    def _pipe(pipe: Any) -> BinaryIO:
        if pipe is None:
            raise AssertionError("the child was started with pipes")
        return pipe  # type: ignore[no-any-return]

    def _pause_patience(self) -> None:
        since, self._waiting_since = self._waiting_since, None
        if since is not None:
            self._spent += time.monotonic() - since

    def _watch(self) -> None:
        while not self._done.wait(_LOOK_EVERY_SECONDS):
            since = self._waiting_since
            waited = self._spent + (time.monotonic() - since if since is not None else 0.0)
            if self._stop is not None and self._stop():
                self._ended_by = "stopped"
            elif waited > self._limits.wall_seconds:
                self._ended_by = "too_long"
            if self._ended_by:
                self._process.kill()
                return

    def _why_it_ended(self) -> CannotTranslate:
        code = self._process.wait()
        if self._ended_by == "stopped":
            return refusal("stopped")
        if self._ended_by or code in (-_SIGNAL_CPU, -_SIGNAL_KILL):
            return refusal("too_long", limit=self._limits.cpu_seconds)
        if code in (EXIT_MEMORY, -6):  # a Rust or C library that could not allocate aborts
            return refusal("too_much_memory", limit=self._limits.memory_bytes >> 20)
        return refusal("fell_over")


def _refusal_from(frame: dict[str, Any]) -> CannotTranslate:
    """Trust the code only as a key of our catalogue, and parameters only as short plain words."""
    given = frame.get("params")
    params = {
        str(name): value if isinstance(value, int) else _NOT_PLAIN.sub("", str(value))[:120]
        for name, value in (given.items() if isinstance(given, dict) else ())
    }
    try:
        return refusal(str(frame["refused"]), **params)
    except (KeyError, ValueError, TypeError):
        return refusal("fell_over")
