"""The doorkeeper: keeps the address, holds no key, and has one worker at a time.

It opens the loopback socket once and never reads from it. The worker it starts holds no key either
and serves the unlock page; with the right passphrase that same process becomes the one that serves
the store. To lock is to end that process. Connections wait in the socket's queue meanwhile.
Standard library only, so that it starts at once and stays small.
"""

import base64
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
from typing import Any

LOCKED = 75
"""The exit code of a worker that locked."""

_PAUSE = 0.5
_PATIENCE = 3.0


@dataclass(frozen=True, slots=True)
class Door:
    """What to serve and how."""

    home: Path
    state: Path | None = None
    port: int = 0
    idle_minutes: int = 5
    browser: bool = True
    passphrase: str | None = None


def keep(door: Door) -> int:
    """Serve until ended; return an exit code."""
    try:
        listening = _listen(door.port)
    except OSError:
        sys.stderr.write(f"Port {door.port} is taken. Choose another, or leave it out.\n")
        return 1
    port = listening.getsockname()[1]
    link = token_urlsafe(24)
    address = f"http://127.0.0.1:{port}/"
    _announce(f"{address}start/{link}/" if door.passphrase else address, door)
    passphrase, links = door.passphrase, [link]
    while True:
        worker = _start(door, listening, port, passphrase=passphrase, links=links)
        passphrase, links = None, []
        ending = _end_with(worker)
        code = worker.wait()
        if ending or code == 0:
            return 0
        if code != LOCKED:
            time.sleep(_PAUSE)


def _listen(port: int) -> socket.socket:
    """Return the loopback socket, which nobody else may share."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
    option = exclusive if exclusive is not None else socket.SO_REUSEADDR
    listening.setsockopt(socket.SOL_SOCKET, option, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(128)
    return listening


def _end_with(worker: "subprocess.Popen[bytes]") -> list[int]:
    """End the worker when we are told to end; return a list that fills when that happens."""
    told: list[int] = []

    def end(number: int, _frame: Any) -> None:
        told.append(number)
        worker.terminate()
        stuck = threading.Timer(_PATIENCE, worker.kill)
        stuck.daemon = True
        stuck.start()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    return told


def _announce(address: str, door: Door) -> None:
    sys.stdout.write(f"Rapport is at {address}\n")
    sys.stdout.flush()
    if door.browser:
        webbrowser.open(address)


def _start(
    door: Door,
    listening: socket.socket,
    port: int,
    *,
    passphrase: str | None,
    links: list[str],
) -> "subprocess.Popen[bytes]":
    """Start a worker; what it needs to know goes through its standard input, never its arguments."""
    command = [sys.executable, "-m", "rapport.site.serve"]
    told: dict[str, Any] = {
        "home": str(door.home),
        "state": str(door.state) if door.state else None,
        "port": port,
        "idle_minutes": door.idle_minutes,
        "passphrase": passphrase,
        "demo_passphrase": door.passphrase,
        "links": links,
    }
    if os.name == "nt":
        worker = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 - our own module
        told["shared"] = base64.b64encode(listening.share(worker.pid)).decode()  # type: ignore[attr-defined]
    else:
        told["descriptor"] = listening.fileno()
        worker = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, pass_fds=[listening.fileno()]
        )
    if worker.stdin is not None:
        worker.stdin.write(json.dumps(told).encode() + b"\n")
        worker.stdin.close()
    return worker
