"""The worker: without a key it serves the unlock page; with one, the store; it ends to lock."""

import base64
import json
import os
import signal
import socket
import sys
import threading
import time
from typing import Any

from rapport.site.doorkeeper import LOCKED

_LET_THE_ANSWER_OUT = 0.25
_SLEPT = 30.0


def main() -> None:
    """Read what to serve from standard input and serve it until locked."""
    told = json.loads(sys.stdin.readline())
    os.environ["RAPPORT_HOME"] = told["home"]
    if told["state"]:
        os.environ["RAPPORT_STATE"] = told["state"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.site.settings")
    from rapport.vault import hardening  # noqa: PLC0415 - after the environment is set

    hardening.harden()
    if "descriptor" in told:
        listening = socket.socket(fileno=told["descriptor"])
    else:
        listening = socket.fromshare(base64.b64decode(told["shared"]))  # type: ignore[attr-defined]
    Worker(told, listening).serve()


class Worker:
    """One life of a worker, from locked to locked."""

    def __init__(self, told: dict[str, Any], listening: socket.socket) -> None:
        self.told = told
        self.listening = listening
        self.server: Any = None
        self.ending = threading.Event()

    def serve(self) -> None:
        """Serve until the end."""
        from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - after the environment
        from waitress.server import create_server  # noqa: PLC0415

        application = get_wsgi_application()
        from rapport.site.opening import open_store  # noqa: PLC0415 - needs the applications
        from rapport.web import gate, lock  # noqa: PLC0415

        gate.ADDRESS = f"127.0.0.1:{self.told['port']}"
        gate.START_LINKS.update(self.told["links"])
        lock.END = self.end_soon
        lock.OPEN = open_store
        lock.DEMO_PASSPHRASE = self.told["demo_passphrase"]
        if self.told["passphrase"]:
            lock.open_with(self.told.pop("passphrase"))
        self.server = create_server(
            application, sockets=[self.listening], threads=2, ident=None, channel_timeout=30
        )
        signal.signal(signal.SIGTERM, lambda *_: self.end(0))
        threading.Thread(target=self._watch, daemon=True).start()
        self.server.run()

    def _watch(self) -> None:
        """Lock after idle minutes, or when the machine has slept."""
        from rapport.vault import keyring  # noqa: PLC0415
        from rapport.web import gate  # noqa: PLC0415

        idle = self.told["idle_minutes"] * 60
        wall, steady = time.time(), time.monotonic()
        while not self.ending.wait(1.0):
            now, even = time.time(), time.monotonic()
            slept = (now - wall) - (even - steady) > _SLEPT
            wall, steady = now, even
            if keyring.is_open() and (slept or even - gate.last_seen > idle):
                self.end(LOCKED)

    def end_soon(self) -> None:
        """Take no more connections, and end once the answer is out."""
        if self.ending.is_set():
            return
        self.ending.set()
        if self.server is not None:
            self.server.accepting = False
        threading.Timer(_LET_THE_ANSWER_OUT, self.end, args=[LOCKED]).start()

    def end(self, code: int) -> None:
        """End this process; the key goes with it. On a full disk the ballast makes room."""
        from django.conf import settings  # noqa: PLC0415

        from rapport.vault import ballast, checkpoint  # noqa: PLC0415

        if settings.RAPPORT_HOME is not None and not checkpoint.checkpointed():
            ballast.free(settings.RAPPORT_HOME)
            checkpoint.checkpointed()
        os._exit(code)


if __name__ == "__main__":
    main()
