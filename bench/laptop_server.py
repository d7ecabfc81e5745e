"""The laptop's server as people have it: `rapport serve` on a world, a browser's connection to it.

``Laptop(folder)`` serves the world of `bench/world.py`; ``enter`` unlocks it with the passphrase
the bench gives it and returns a ``Client`` that asks as a browser does: one connection kept open,
compressed answers, cookies, the token of forms.
"""

import contextlib
import gzip
import http.client
import os
import re
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Self
from urllib.parse import urlencode, urlsplit

import psutil

WORDS = "blue kettle under seven roofs"
SLOTS = """
import sys
from pathlib import Path
from rapport.vault import key_slots
home, words = Path(sys.argv[1]), sys.argv[2].encode()
key = (home / "bench.key").read_bytes()
slots = {name: key_slots._wrap(key, words, key_slots.USUAL, name)
         for name in ("passphrase", "recovery")}
key_slots._write(home, {"version": 1, "slots": slots}, key)
"""


def environment(folder: Path) -> dict[str, str]:
    """Return the variables under which a world is served."""
    ours = {name: value for name, value in os.environ.items() if "RAPPORT" not in name}
    return {**ours, "RAPPORT_STATE": str(folder / "state")}


def give_passphrase(folder: Path) -> None:
    """Let the world in ``folder`` be unlocked with ``WORDS``, as any store is."""
    subprocess.run([sys.executable, "-c", SLOTS, str(folder), WORDS], check=True)


class Laptop:
    """One served world; use it in a ``with``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Self:
        give_passphrase(self.folder)
        words = ["serve", "--home", str(self.folder), "--no-browser", "--port", "0", "--idle", "15"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rapport", *words],
            env=environment(self.folder),
            stdout=subprocess.PIPE,
            text=True,
        )
        said = self.process.stdout.readline().strip()
        self.address = urlsplit(said.removeprefix("Rapport is at "))
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()

    @property
    def worker(self) -> int:
        """Return the process that serves; wait for one while it is started."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with contextlib.suppress(psutil.NoSuchProcess):
                for child in psutil.Process(self.process.pid).children():
                    if "rapport.site.worker" in child.cmdline():
                        return child.pid
            time.sleep(0.02)
        raise SystemExit("There is no worker.")

    def enter(self) -> "Client":
        """Come in by the one-time link and unlock."""
        client = Client(self.address.hostname, self.address.port)
        client.ask("GET", self.address.path)
        client.post("/unlock/", passphrase=WORDS)
        answer = client.ask("GET", "/")
        if answer.status != 200:
            raise SystemExit(f"The world did not open: {answer.status}")
        return client

    def lock(self) -> float:
        """Lock; return the seconds until the process with the key is gone."""
        worker, began = self.worker, time.perf_counter()
        psutil.Process(worker).send_signal(signal.SIGTERM)
        while psutil.pid_exists(worker) and time.perf_counter() - began < 30:
            time.sleep(0.002)
        return time.perf_counter() - began


class Answer:
    """One answer: its status, its page in the clear, and how many bytes came over the wire."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        body = answer.read()
        self.status, self.headers, self.wire = answer.status, answer.headers, len(body)
        packed = answer.headers.get("Content-Encoding") == "gzip"
        self.page = (gzip.decompress(body) if packed else body).decode("utf-8", "replace")


class Client:
    """A browser without scripts on one open connection."""

    def __init__(self, host: str, port: int) -> None:
        self.host = f"{host}:{port}"
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies: dict[str, str] = {}
        self.token = ""

    def ask(self, method: str, path: str, said: dict[str, str] | None = None) -> Answer:
        """Ask once; a closed connection is opened anew."""
        headers = {"Host": self.host, "Accept-Encoding": "gzip"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if said is not None:
            body = urlencode({**said, "csrfmiddlewaretoken": self.token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = self._exchange(method, path, body, headers)
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, value = cookie.split(";")[0].strip().split("=", 1)
            self.cookies[name] = value
        tokens = re.findall(r'csrfmiddlewaretoken" value="([^"]+)"', answer.page)
        self.token = tokens[0] if tokens else self.token or self.cookies.get("csrftoken", "")
        return answer

    def _exchange(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> Answer:
        for _ in range(3):
            try:
                self.connection.request(method, path, body, headers)
                return Answer(self.connection.getresponse())
            except (http.client.HTTPException, OSError):
                self.connection.close()
        raise SystemExit(f"No answer to {method} {path}")

    def post(self, path: str, **said: str) -> Answer:
        """Send a form, and go on to where a search is answered."""
        if not self.token:
            self.ask("GET", path)
        answer = self.ask("POST", path, said)
        there = answer.headers.get("Location", "")
        return self.ask("GET", there) if "words=" in there else answer

    def people(self, path: str = "/people/") -> list[str]:
        """Return the keys of the people on a page."""
        found = re.findall(r"/people/([0-9a-f-]{36})/", self.ask("GET", path).page)
        return list(dict.fromkeys(found))

    def log(self, whom: str, on: str, line: str = "Tea by the river.") -> Answer:
        """Log an ordinary contact."""
        said = {"who": whom, "purpose": "engagement", "asked": "no", "tone_theirs": "open"}
        said |= {"tone_ours": "open", "line": line, "on": on, "channel": "in_person"}
        answer = self.post("/log/", **said, two_way="yes", save="1", once=str(uuid.uuid4()))
        if answer.status != 302:
            raise SystemExit(f"the log was refused: {answer.status}")
        return answer
