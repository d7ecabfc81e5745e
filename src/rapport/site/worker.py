"""The worker: without a key it serves the unlock page; with one, the store; it ends to lock."""

import base64
import json
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from rapport.site import signals
from rapport.site.supervisor import LOCKED, LOCKED_AT_THE_OLD_ADDRESS

Headers = list[tuple[str, str]]
Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]

_LET_THE_ANSWER_OUT = 0.25
_NEVER = 5.0
_SLEPT = 30.0
_LOOK_EVERY = 1.0
_SILENT, _CONNECTIONS = 10, 500
"""Seconds after which a connection that says nothing is closed, and how many there may be."""

_LARGEST_BODY = 64 * 1024 * 1024
_IN_MEMORY = 1 << 30
"""Waitress lays larger bodies and answers down in temporary files, in the clear: never here."""


def main() -> None:
    """Read what to serve from standard input and serve it until locked."""
    signals.restore()
    # Ctrl-C reaches every process of the terminal; ours ends when its supervisor tells it to.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    told = json.loads(sys.stdin.readline())
    os.environ["RAPPORT_HOME"] = told["home"]
    if told["state"]:
        os.environ["RAPPORT_STATE"] = told["state"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.site.settings")
    from rapport.vault import hardening  # noqa: PLC0415 - after the environment is set

    hardening.harden()
    if sys.platform == "win32":
        listening = socket.fromshare(base64.b64decode(told["shared"]))
    else:
        listening = socket.socket(fileno=told["descriptor"])
    Worker(told, listening).serve()


class Worker:
    """One life of a worker, from locked to locked."""

    def __init__(self, told: dict[str, Any], listening: socket.socket) -> None:
        self.told = told
        self.listening = listening
        self.server: Any = None
        self.ending = threading.Event()
        self.judging: Any = None

    def serve(self) -> None:
        """Serve until the end."""
        threading.Thread(target=self._hear, daemon=True).start()
        from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - after the environment
        from waitress.server import create_server  # noqa: PLC0415

        application = get_wsgi_application()
        from rapport.site import channels  # noqa: PLC0415 - needs the applications
        from rapport.site.judging_beside import JudgingBeside  # noqa: PLC0415
        from rapport.site.opening import open_store  # noqa: PLC0415
        from rapport.site.threads import FirstFree  # noqa: PLC0415
        from rapport.web import lock  # noqa: PLC0415
        from rapport.web.middleware import session_gate  # noqa: PLC0415

        session_gate.ADDRESSES.add(f"{self.told['host']}:{self.told['port']}")
        session_gate.OLD_ADDRESS = f"127.0.0.1:{self.told['port']}"
        session_gate.OLD_LINK = self.told["old_link"]
        if self.told["at_old_address"]:
            session_gate.ADDRESSES.add(session_gate.OLD_ADDRESS)
        session_gate.START_LINKS.update(self.told["links"])
        lock.END = self.end_soon
        lock.OPEN = open_store
        lock.DEMO_PASSPHRASE = self.told["demo_passphrase"]
        if self.told["passphrase"]:
            self._open_with(self.told.pop("passphrase"))
        threads = FirstFree()
        threads.set_thread_count(2)  # type: ignore[no-untyped-call]
        self.server = create_server(  # type: ignore[no-untyped-call]
            self._until_the_end(application),
            _dispatcher=threads,
            sockets=[self.listening],
            ident=None,
            channel_timeout=_SILENT,
            cleanup_interval=_SILENT // 2,
            connection_limit=_CONNECTIONS,
            asyncore_use_poll=True,
            max_request_body_size=_LARGEST_BODY,
            inbuf_overflow=_IN_MEMORY,
            outbuf_overflow=_IN_MEMORY,
        )
        self.server.channel_class = channels.of_whoever_we_serve
        signal.signal(signal.SIGTERM, lambda *_: self.end(0))
        threading.Thread(target=self._watch, daemon=True).start()
        self.judging = JudgingBeside()
        self.judging.start()
        self.server.run()

    def _until_the_end(self, application: Application) -> Application:
        """Let every answer given while we end close its connection, and begin no other one.

        What comes next on that connection would still meet this process; on a new one, the next.
        """

        def answer(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
            if self.ending.is_set():
                time.sleep(_NEVER)
            closing = False

            def begin(status: str, headers: Headers, trouble: Any = None) -> Any:
                nonlocal closing
                closing = self.ending.is_set()
                if closing:
                    # Without a length waitress closes the connection after the answer; it alone
                    # may speak of the connection.
                    headers = [
                        (name, value)
                        for name, value in headers
                        if name.lower() not in ("content-length", "connection")
                    ]
                return start(status, headers, trouble)

            body = application(environ, begin)
            return _in_pieces(body) if closing else body

        return answer

    def _open_with(self, passphrase: str) -> None:
        """Open the demo world; if it does not open, say why and let the next worker ask."""
        from rapport.vault.refusals import VaultRefusal  # noqa: PLC0415
        from rapport.web import lock  # noqa: PLC0415

        try:
            lock.open_with(passphrase)
        except VaultRefusal as refusal:
            sys.stderr.write(f"{refusal} {refusal.next}\n")
            sys.stderr.flush()
            self.end(LOCKED)

    def _hear(self) -> None:
        """Do as the supervisor says; when it has ended, end too."""
        for line in sys.stdin:
            if line == "lock\n":
                self.end(LOCKED)
            if line == "end\n":
                break
        self.end(0)

    def _watch(self) -> None:
        """Lock after idle minutes, or when the machine has slept."""
        from rapport.vault import keyring  # noqa: PLC0415
        from rapport.web import lock  # noqa: PLC0415
        from rapport.web.middleware import session_gate  # noqa: PLC0415

        idle = self.told["idle_minutes"] * 60
        counting, steady = _clock_that_counts_sleep(), time.monotonic()
        while not self.ending.wait(_LOOK_EVERY):
            now, even = _clock_that_counts_sleep(), time.monotonic()
            slept = (now - counting) - (even - steady) > _SLEPT
            counting, steady = now, even
            left_alone = even - session_gate.last_seen > idle and not lock.opening.is_set()
            if keyring.is_open() and (slept or left_alone):
                self.end(LOCKED)

    def end_soon(self) -> None:
        """Take no more connections, know no session any more, and end once the answer is out."""
        from rapport.web.middleware import session_gate  # noqa: PLC0415

        if self.ending.is_set():
            return
        self.ending.set()
        session_gate.SESSIONS.clear()
        if self.server is not None:
            self.server.accepting = False
        threading.Timer(_LET_THE_ANSWER_OUT, self.end, args=[LOCKED]).start()

    def end(self, code: int) -> None:
        """End this process; the key goes with it. On a full disk the ballast makes room."""
        from rapport.web.middleware import session_gate  # noqa: PLC0415

        if code == LOCKED and session_gate.OLD_ADDRESS in session_gate.ADDRESSES:
            code = LOCKED_AT_THE_OLD_ADDRESS
        try:
            if self.judging is not None:
                self.judging.end()
            _fold()
        finally:
            os._exit(code)


def _in_pieces(body: Iterable[bytes]) -> Iterator[bytes]:
    """Give an answer on piece by piece: nobody can tell its length beforehand."""
    try:
        yield from body
    finally:
        close = getattr(body, "close", None)
        if close is not None:
            close()


def _fold() -> None:
    """Fold the log into the store, if a store is open here."""
    from rapport.vault import keyring  # noqa: PLC0415

    if not keyring.is_open():
        return
    from django.conf import settings  # noqa: PLC0415

    from rapport.vault import reserved_space, wal  # noqa: PLC0415

    if wal.fold() is wal.Folding.FAILED and settings.RAPPORT_HOME is not None:
        reserved_space.free(settings.RAPPORT_HOME)
        wal.fold()


def _clock_that_counts_sleep() -> float:
    """Return seconds on a clock that goes on while the machine sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.time() if boot is None else time.clock_gettime(boot)


if __name__ == "__main__":
    main()
