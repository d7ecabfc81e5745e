"""The process that works large maps out: begun when one is asked for, kept a little for the next.

It gets numbers only (``network_worker``). What it drew for one map it reads for the next, whoever
that is for: the luck of somebody is a number that every map with them has. It ends when nobody has
asked for a while, when it is stopped, and with the process that began it, whose pipe it reads.
"""

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO

from rapport.briefings.network_assumptions import Assumed
from rapport.briefings.network_numbers import NetworkMap
from rapport.briefings.sums_of_gates import GateSum, of_plain

KEPT_SECONDS = 60.0
"""So long it waits for the next map, with the luck that it drew."""

Child = subprocess.Popen[str]


_HANDS = threading.Lock()


@dataclass
class Working:
    """A map that is being worked out: how far, and how to stop it."""

    done: int = 0
    of: int = 0
    process: Child | None = None
    stopped: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> None:
        """Stop it; the answer there was stays."""
        self.stopped.set()
        with _HANDS:  # once it is done the process may be at work for somebody else
            if self.process is not None:
                self.process.kill()


@dataclass
class _Waiting:
    """The process that waits for a next map, and what ends its waiting."""

    child: Child | None = None
    until: threading.Timer | None = None


_WAITING = _Waiting()


def in_a_process(map_: NetworkMap, assumed: Assumed, working: Working) -> list[GateSum] | None:
    """Return what came of a map, or None if it was stopped or nothing did."""
    child = _taken() or _begun()
    working.process = child
    found = None
    try:
        if not working.stopped.is_set():
            found = _asked(child, map_, assumed, working)
    finally:
        with _HANDS:
            working.process = None
        if found is None:
            _end(child)
        else:
            _leave(child)
    return found


def end_waiting() -> None:
    """End the process that waits, with all it keeps."""
    child = _taken()
    if child is not None:
        _end(child)


def _begun() -> Child:
    command = [sys.executable, "-I", "-m", "rapport.briefings.network_worker"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env={})  # noqa: S603


def _asked(
    child: Child, map_: NetworkMap, assumed: Assumed, working: Working
) -> list[GateSum] | None:
    if child.stdin is None or child.stdout is None:
        return None
    with contextlib.suppress(OSError):  # it may be killed at any moment: then nothing is heard
        child.stdin.write(json.dumps([map_.plain(), list(assumed)]) + "\n")
        child.stdin.flush()
    return _heard(child.stdout, working)


def _heard(lines: Iterable[str], working: Working) -> list[GateSum] | None:
    for line in lines:
        told = json.loads(line)
        if "found" in told:
            return of_plain(told["found"])
        working.done, working.of = told["done"], told["of"]
    return None


def _taken() -> Child | None:
    """Return the process that waited, if it is still there; it waits for nobody else."""
    with _HANDS:
        child, until = _WAITING.child, _WAITING.until
        _WAITING.child = _WAITING.until = None
    if until is not None:
        until.cancel()
    if child is not None and child.poll() is not None:
        _end(child)
        return None
    return child


def _leave(child: Child) -> None:
    """Let a process wait for the next map; one is enough."""
    until = threading.Timer(KEPT_SECONDS, _end_if_waiting, [child])
    until.daemon = True
    with _HANDS:
        is_first = _WAITING.child is None
        if is_first:
            _WAITING.child, _WAITING.until = child, until
            until.start()
    if not is_first:
        _end(child)


def _end_if_waiting(child: Child) -> None:
    with _HANDS:
        if _WAITING.child is not child:
            return
        _WAITING.child = _WAITING.until = None
    _end(child)


def _end(child: Child) -> None:
    """End a process at once: it holds nothing that is not elsewhere."""
    child.kill()
    child.wait()
    _closed(child.stdin)
    _closed(child.stdout)


def _closed(pipe: IO[str] | None) -> None:
    if pipe is not None:
        with contextlib.suppress(OSError):  # what was not yet written to it cannot be any more
            pipe.close()
