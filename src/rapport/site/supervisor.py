"""The supervisor: holds the address and no key, and has one worker at a time.

It opens the loopback socket once and never reads from it. The worker it starts holds no key either
and serves the unlock page; with the right passphrase that same process becomes the one that serves
the store. To lock is to end that process. Connections wait in the socket's queue meanwhile.
Standard library only, so that it starts at once and stays small.
"""

import base64
import contextlib
import errno
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from types import FrameType
from typing import Any

from rapport.site import instance_lock, read_only, signals, way_in
from rapport.site.called import as_called

LOCKED, LOCKED_AT_THE_OLD_ADDRESS = 75, 76
"""The exit codes of a worker that locked; the second one if it had to serve ``127.0.0.1`` too."""

_PAUSE = 0.5
_PATIENCE = 3.0
_AT_ONCE = 3.0
"""A worker that gave up within fewer seconds has failed to start."""
_FAILURES = 5
_OTHER_PORTS = 20


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What to serve and how."""

    home: Path
    state: Path | None = None
    port: int = 0
    idle_minutes: int = 5
    browser: bool = True
    passphrase: str | None = None


def supervise(options: ServeOptions) -> int:
    """Serve until ended; return an exit code."""
    claim = instance_lock.claim(options.home)
    if claim is None:
        other = instance_lock.serving(options.home)
        place = f" at {other.address}" if other else ""
        sys.stderr.write(f"This store is already open{place}.\n")
        return 1
    try:
        listening, beside = _listen(options.port)
    except OSError:
        sys.stderr.write(f"Port {options.port} is taken. Choose another, or leave it out.\n")
        return 1
    try:
        return Supervisor(options, listening, claim).run()
    finally:
        if beside is not None:
            beside.close()
        way_in.forget(options.home)
        read_only.forget(options.home)


def _listen(port: int) -> tuple[socket.socket, socket.socket | None]:
    """Return the loopback socket, which nobody else may share, and one that holds its IPv6 twin.

    Browsers may try ``::1`` first: whoever listened there would be sent our name and our cookie.
    Nothing is served there, so that they go on to the other. Where a machine has no IPv6 it is
    None. Raises ``OSError`` where either is taken.
    """
    for _ in range(1 if port else _OTHER_PORTS):
        listening = _bound(socket.AF_INET, "127.0.0.1", port)
        try:
            beside = _bound(socket.AF_INET6, "::1", listening.getsockname()[1])
        except OSError as trouble:
            if trouble.errno == errno.EADDRINUSE:
                listening.close()
                continue
            beside = None
        listening.listen(128)
        return listening, beside
    raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))


def _bound(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    """Return a socket bound to an address that nobody else may take."""
    bound = socket.socket(family, socket.SOCK_STREAM)
    exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
    try:
        if exclusive is not None:
            bound.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        elif family == socket.AF_INET:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((address, port))
    except OSError:
        bound.close()
        raise
    return bound


class Supervisor:
    """One supervisor: its socket and its worker."""

    def __init__(
        self, options: ServeOptions, listening: socket.socket, claim: instance_lock.Claim
    ) -> None:
        self.options = options
        self.listening = listening
        self.claim = claim
        self.port: int = listening.getsockname()[1]
        self.host = way_in.new_host()
        self.address = f"http://{self.host}:{self.port}/"
        self.old_link = token_urlsafe(24)
        self.at_old_address = False
        self.worker: subprocess.Popen[bytes] | None = None
        self.ending = threading.Event()

    def run(self) -> int:
        """Have one worker after the other until told to end."""
        self._hear()
        passphrase, links = self.options.passphrase, [token_urlsafe(24)]
        failures = 0
        self.claim.say(None, self.address)
        self._announce(f"start/{links[0]}/" if passphrase else "")
        while not self.ending.is_set():
            begun = time.monotonic()
            self.worker = self._start(passphrase=passphrase, links=links)
            self.claim.say(self.worker.pid, self.address)
            if self.ending.is_set():
                self._tell(b"end\n")
            passphrase, links = None, []
            code = self.worker.wait()
            if code == 0:
                break
            if code in (LOCKED, LOCKED_AT_THE_OLD_ADDRESS):
                self.at_old_address = code == LOCKED_AT_THE_OLD_ADDRESS
                failures = 0
                continue
            # One that was killed (a negative code) is simply followed by the next.
            at_once = code > 0 and time.monotonic() - begun < _AT_ONCE
            failures = failures + 1 if at_once else 0
            if failures == _FAILURES:
                sys.stderr.write(
                    as_called("Rapport cannot start here. Find out why with: rapport doctor\n")
                )
                return 1
            time.sleep(_PAUSE)
        return 0

    def _announce(self, path: str) -> None:
        """Say where the pages are, and take the browser there by a file of its owner's."""
        sys.stdout.write(f"Rapport is at {self.address}{path}\n")
        sys.stdout.flush()
        if self.options.browser:
            old = f"http://127.0.0.1:{self.port}/address/{self.old_link}/"
            file = way_in.write(self.options.home, f"{self.address}{path or 'start/'}", old)
            webbrowser.open(file.absolute().as_uri())

    def _start(self, *, passphrase: str | None, links: list[str]) -> "subprocess.Popen[bytes]":
        """Start a worker; what it must know goes through a pipe, never its arguments.

        The pipe stays open: when it closes, the worker knows that its supervisor has ended.
        """
        options = self.options
        command = [sys.executable, "-m", "rapport.site.worker"]
        told: dict[str, Any] = {
            "home": str(options.home),
            "state": str(options.state) if options.state else None,
            "host": self.host,
            "port": self.port,
            "old_link": self.old_link,
            "at_old_address": self.at_old_address,
            "idle_minutes": options.idle_minutes,
            "passphrase": passphrase,
            "demo_passphrase": options.passphrase,
            "links": links,
        }
        if sys.platform == "win32":
            worker = subprocess.Popen(command, stdin=subprocess.PIPE, bufsize=0)  # noqa: S603 - ours
            told["shared"] = base64.b64encode(self.listening.share(worker.pid)).decode()
        else:
            told["descriptor"] = self.listening.fileno()
            worker = subprocess.Popen(  # noqa: S603 - our own module
                command,
                stdin=subprocess.PIPE,
                bufsize=0,
                pass_fds=[self.listening.fileno()],
                env={**os.environ, **_ONE_HEAP},
            )
        if worker.stdin is not None:
            # A worker that has already ended is met by whoever waits for it.
            with contextlib.suppress(OSError):
                worker.stdin.write(json.dumps(told).encode() + b"\n")
        return worker

    def _hear(self) -> None:
        """Listen to the system's signals: end, or lock."""
        signals.restore()
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, self._end)
        if sys.platform != "win32":
            signal.signal(signal.SIGUSR1, self._lock)

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self.ending.set()
        self._tell(b"end\n")

    def _lock(self, _number: int, _frame: FrameType | None) -> None:
        self._tell(b"lock\n")

    def _tell(self, word: bytes) -> None:
        """Tell the worker to end; one that does not hear is killed, and nothing saved is lost."""
        worker = self.worker
        if worker is None or worker.stdin is None:
            return
        with contextlib.suppress(OSError):
            worker.stdin.write(word)
        stuck = threading.Timer(_PATIENCE, worker.kill)
        stuck.daemon = True
        stuck.start()


_ONE_HEAP = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072"}
"""One heap for all threads, given back when it is free (glibc): an import leaves less behind."""


def main() -> int:
    """Serve as the environment says; returns an exit code."""
    told = json.loads(os.environ.pop("RAPPORT_SERVE"))
    passphrase = "two cups of tea before asking" if told["demo"] else None
    state = os.environ.get("RAPPORT_STATE")
    return supervise(
        ServeOptions(
            home=Path(told["home"]),
            state=Path(state) if state else None,
            port=told["port"],
            idle_minutes=told["idle_minutes"],
            browser=told["browser"],
            passphrase=passphrase,
        )
    )


if __name__ == "__main__":
    sys.exit(main())
