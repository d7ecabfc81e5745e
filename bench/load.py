"""A team's server under load: what it answers, how fast, and what it loses.

    python bench/load.py [--people 4500] [--notes 16600] [--seconds 60] [--flood]

A PostgreSQL of its own, a world of invented people, the server as ``rapport serve`` starts it.
Requests come at fixed times, whether or not earlier ones are answered (70 % read, 15 % search, 10 %
write, 5 % history; two colleagues): 10 a second, then 25, then 10 again after half a minute. With
``--flood``, 5 a second while twenty wrong sign-ins a second come in, half of them for invented
names. Every line whose writing was acknowledged is looked for at the end. Prints N, the answers,
and p50/p95/p99 in milliseconds; the load average before each round tells how quiet the machine was.
"""

import argparse
import asyncio
import gzip
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
import postgres

HOST = "127.0.0.1"
WORDS = {"c1": "blue kettle under seven roofs", "c2": "green lantern over nine wells"}
SLOW = 60.0
with socket.socket() as free:
    free.bind((HOST, 0))
    PORT = free.getsockname()[1]

BUILD = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
sys.path.insert(0, "bench")
from rapport.site import team
team.begin_key()
import django
django.setup()
team.make_tables()
import world
world.build(int(sys.argv[1]), int(sys.argv[2]))
from rapport.records.models import Colleague
for name, words in zip(sys.argv[3::2], sys.argv[4::2]):
    who = Colleague.objects.get(sign_in=name)
    who.set_password(words)
    who.save()
from django.db import connection
# As a store is that was not filled a moment ago: PostgreSQL knows its tables.
connection.cursor().execute("ANALYZE")
"""
COUNT = """
import sys
from rapport.site import team
team.hold_key()
import django
django.setup()
from rapport.records.models import Interaction
lines = set(Interaction.objects.filter(line__startswith="load ").values_list("line", flat=True))
print(sum(line.strip() not in lines for line in sys.stdin))
"""


@dataclass
class Answer:
    """A status (0 if there was none), the headers' cookies, the page, and where it leads on to."""

    status: int
    cookies: dict[str, str]
    page: str
    retry: bool
    leads_to: str = ""


@dataclass
class Round:
    """What came of a round of requests: seconds by kind, answers by status."""

    took: dict[str, list[float]] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)

    def note(self, kind: str, seconds: float, answer: Answer) -> None:
        """Note one answer."""
        self.took.setdefault(kind, []).append(seconds)
        told = str(answer.status) + ("+retry" if answer.retry else "")
        self.answers[told] += 1

    def tell(self, title: str) -> None:
        """Print what came of it."""
        print(f"{title}: {sum(self.answers.values())} requests, {dict(self.answers)}")
        for kind, took in sorted(self.took.items()):
            cuts = [1000 * cut for cut in statistics.quantiles([*took, *took], n=100)]
            print(f"  {kind:8} {len(took):5}  {cuts[49]:7.0f} {cuts[94]:7.0f} {cuts[98]:7.0f}")


async def ask(
    method: str, path: str, cookies: dict[str, str], form: dict[str, str] | None = None
) -> Answer:
    """Ask on a connection of its own, as a browser behind a proxy would."""
    body = urlencode(form).encode() if form else b""
    said = "; ".join(f"{name}={value}" for name, value in cookies.items())
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\nCookie: {said}\r\n"
        f"Origin: https://{HOST}\r\nReferer: https://{HOST}/\r\nX-Real-IP: 203.0.113.7\r\n"
        "Accept-Encoding: gzip\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    try:
        async with asyncio.timeout(SLOW):
            reader, writer = await asyncio.open_connection(HOST, PORT)
            writer.write(head.encode() + body)
            await writer.drain()
            raw = await reader.read()
            writer.close()
    except (OSError, TimeoutError):
        return Answer(0, {}, "", retry=False)
    head, _, body = raw.partition(b"\r\n\r\n")
    top = head.decode("latin-1")
    packed = "content-encoding: gzip" in top.lower()
    page = (gzip.decompress(body) if packed else body).decode("utf-8", "replace")
    found = dict(re.findall(r"(?im)^set-cookie: ([^=]+)=([^;]*)", top))
    status = int(top.split(" ", 2)[1]) if top.startswith("HTTP/") else 0
    leads_to = "".join(re.findall(r"(?im)^location: (\S+)", top)[:1])
    return Answer(status, found, page, "\nretry-after:" in top.lower(), leads_to)


@dataclass
class Visitor:
    """A colleague's browser: its cookies, and what it has written."""

    name: str
    cookies: dict[str, str] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    token: str = ""

    async def sign_in(self) -> None:
        """Sign in and look at the list once."""
        await self._form("/sign-in/")
        said = {"name": self.name, "passphrase": WORDS[self.name]}
        answer = await ask("POST", "/sign-in/", self.cookies, {**said, **self._token()})
        if answer.status != 303:
            raise SystemExit(f"{self.name} could not sign in: {answer.status}")
        self.cookies |= answer.cookies
        page = (await ask("GET", "/people/", self.cookies)).page
        self.people = sorted(set(re.findall(r"/people/([0-9a-f-]{36})/", page)))
        await self._form("/log/")

    async def _form(self, path: str) -> None:
        answer = await ask("GET", path, self.cookies)
        self.cookies |= answer.cookies
        self.token = re.findall(r'csrfmiddlewaretoken" value="([^"]+)"', answer.page)[0]

    def _token(self) -> dict[str, str]:
        return {"csrfmiddlewaretoken": self.token}

    async def one(self, chance: random.Random, number: int, into: Round) -> None:
        """Make one request of the mix."""
        draw, started = chance.random(), time.perf_counter()
        whom = chance.choice(self.people)
        if draw < 0.7:
            kind, where = "read", chance.choice(["/", "/people/", f"/people/{whom}/"])
            answer = await ask("GET", where, self.cookies)
        elif draw < 0.85:
            kind, said = "search", {"text": chance.choice(["clinic", "permit", "road"])}
            answer = await ask("POST", "/find/", self.cookies, {**said, **self._token()})
            if answer.leads_to:  # an older version answers with the page itself
                answer = await ask("GET", answer.leads_to, self.cookies)
        elif draw < 0.95:
            kind, line = "write", f"load {self.name} {number}"
            said = {"who": whom, "purpose": "engagement", "asked": "no", "channel": "phone"}
            said |= {"once": str(uuid.uuid4())}
            said |= {"two_way": "yes", "on": "2026-03-15", "line": line, "save": "1"}
            answer = await ask("POST", "/log/", self.cookies, {**said, **self._token()})
            if answer.status == 302:
                self.written.append(line)
        else:
            kind, answer = "history", await ask("GET", "/history/", self.cookies)
        into.note(kind, time.perf_counter() - started, answer)


async def at_a_pace(visitors: list[Visitor], pace: float, seconds: float, title: str) -> Round:
    """Send requests at fixed times and wait for all of their answers."""
    chance, told, begun = random.Random(title), Round(), time.perf_counter()
    print(f"load average before: {os.getloadavg()[0]:.1f}")
    tasks = []
    for number in range(int(pace * seconds)):
        await asyncio.sleep(max(0.0, begun + number / pace - time.perf_counter()))
        visitor = visitors[number % len(visitors)]
        tasks.append(asyncio.create_task(visitor.one(chance, hash((title, number)), told)))
    await asyncio.gather(*tasks)
    told.tell(title)
    return told


async def flood(seconds: float) -> Counter[int]:
    """Send twenty wrong sign-ins a second; return the answers."""
    visitor, begun, told = Visitor("c1"), time.perf_counter(), Counter[int]()
    await visitor._form("/sign-in/")

    async def guess(number: int) -> None:
        name = f"zz{number}" if number % 2 else "c3"
        said = {"name": name, "passphrase": f"wrong words {number}", **visitor._token()}
        told[(await ask("POST", "/sign-in/", visitor.cookies, said)).status] += 1

    tasks = []
    for number in range(int(20 * seconds)):
        await asyncio.sleep(max(0.0, begun + number / 20 - time.perf_counter()))
        tasks.append(asyncio.create_task(guess(number)))
    await asyncio.gather(*tasks)
    return told


async def measure(options: argparse.Namespace) -> list[Visitor]:
    """Run the rounds."""
    visitors = [Visitor(name) for name in WORDS]
    for visitor in visitors:
        await visitor.sign_in()
    if options.flood:
        await at_a_pace(visitors, 5, options.seconds, "5 a second, quiet")
        storm = asyncio.create_task(flood(options.seconds))
        await at_a_pace(visitors, 5, options.seconds, "5 a second, wrong sign-ins beside")
        print(f"  wrong sign-ins: {dict(await storm)}")
        return visitors
    await at_a_pace(visitors, 10, options.seconds, "10 a second")
    await at_a_pace(visitors, 25, options.seconds, "25 a second")
    await asyncio.sleep(30)
    await at_a_pace(visitors, 10, options.seconds, "10 a second, 30 s later")
    return visitors


@contextmanager
def served(environment: dict[str, str]) -> Iterator[psutil.Process]:
    """Serve as ``rapport serve`` does, until the end."""
    command = [sys.executable, "-m", "rapport", "serve", "--port", str(PORT)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if asyncio.run(ask("GET", "/sign-in/", {})).status == 200:
                break
            time.sleep(0.3)
        yield psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(30)


def main() -> None:
    """Measure one server."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=4500)
    parser.add_argument("--notes", type=int, default=16600)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--flood", action="store_true")
    options = parser.parse_args()
    with postgres.postgresql() as url, tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "RAPPORT_DATABASE_URL": url,
            "RAPPORT_KEY_FILE": f"{folder}/key",
            "RAPPORT_HOSTS": HOST,
            "RAPPORT_SECRET_FILE": f"{folder}/secret",
            "RAPPORT_ADDRESS_HEADER": "X-Real-IP",
            "DJANGO_SETTINGS_MODULE": "rapport.site.settings",
        }
        Path(folder, "secret").write_text("load " * 20)
        said = [one for pair in WORDS.items() for one in pair]
        size = [str(options.people), str(options.notes)]
        python = [sys.executable, "-c"]
        subprocess.run([*python, BUILD, *size, *said], env=environment, check=True)
        with served(environment) as server:
            visitors = asyncio.run(measure(options))
            family = [server, *server.children(recursive=True)]
            print(f"memory of {len(family)} processes: {sum(map(_rss, family)):.0f} MB")
        lines = "\n".join(line for visitor in visitors for line in visitor.written)
        lost = subprocess.run(
            [*python, COUNT],
            env=environment,
            input=lines,
            text=True,
            check=True,
            capture_output=True,
        )
        written = sum(len(visitor.written) for visitor in visitors)
        print(f"writes acknowledged {written}, lost {lost.stdout.strip()}")


def _rss(process: psutil.Process) -> float:
    return process.memory_info().rss / 1024 / 1024


if __name__ == "__main__":
    main()
