"""The team's server at saturation: requests a second, and CPU a request, beside another version.

    python bench/team_server.py [--people 2000] [--notes 20000] [--warm 2] [--against CHECKOUT]

A PostgreSQL of its own; each version builds the same invented world in a database of its own and
serves it as ``rapport serve`` does. Eight clients ask one request after the other, in the mix of
`bench/load.py`. The versions take turns in one run, so that their ratio holds on a busy machine.
``--against`` names a checkout of another version; it runs with this environment's packages.
"""

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import load
import psutil
from figures import Part, cpu_of
from load import WORDS, Round, Visitor, postgres

HERE = Path(__file__).parent.parent
CLIENTS, ROUNDS, WARM = 8, 5, 2.0


def measure(
    part: Part,
    *,
    people: int,
    notes: int,
    seconds: float,
    warm: float = WARM,
    against: Path | None = None,
) -> None:
    """Note what it answers at saturation; with ``against``, the other's too, and the ratio."""
    trees = {"this version": HERE, **({"the other version": against} if against else {})}
    with tempfile.TemporaryDirectory() as folder, postgres.postgresql() as url:
        settings = {
            name: _made(tree, _database(url, number), Path(folder) / str(number), people, notes)
            for number, (name, tree) in enumerate(trees.items())
        }
        rates: dict[str, list[float]] = {name: [] for name in trees}
        costs: dict[str, list[float]] = {name: [] for name in trees}
        for number in range(ROUNDS):
            for name, tree in trees.items():
                rate, cost = _round(tree, settings[name], warm, seconds, f"{name} {number}")
                rates[name].append(rate)
                costs[name].append(cost)
    for name in trees:
        part.note(f"{name}: answered at saturation", rates[name], "a second")
        part.note(f"{name}: CPU a request, with PostgreSQL", costs[name], "ms")
    if against:
        pairs = zip(rates["this version"], rates["the other version"], strict=True)
        ratios = [ours / theirs for ours, theirs in pairs]
        part.note("this version answers so many times as many", ratios, "times", aim="1.8")


def _database(url: str, number: int) -> str:
    """Make a database beside the first; return its address."""
    import psycopg

    name = f"bench{number}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    front, _, query = url.partition("?")
    return f"{front.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


def _made(tree: Path, url: str, place: Path, people: int, notes: int) -> dict[str, str]:
    """Build the world of one version; return the variables under which it is served."""
    place.mkdir()
    (place / "secret").write_text("load " * 20)
    environment = {
        **{name: value for name, value in os.environ.items() if "RAPPORT" not in name},
        "PYTHONPATH": str(tree / "src"),
        "RAPPORT_DATABASE_URL": url,
        "RAPPORT_KEY_FILE": str(place / "key"),
        "RAPPORT_HOSTS": load.HOST,
        "RAPPORT_SECRET_FILE": str(place / "secret"),
        "RAPPORT_ADDRESS_HEADER": "X-Real-IP",
        "DJANGO_SETTINGS_MODULE": "rapport.site.settings",
    }
    said = [one for pair in WORDS.items() for one in pair]
    words = [sys.executable, "-c", load.BUILD, str(people), str(notes), *said]
    subprocess.run(words, env=environment, check=True, cwd=tree, stdout=subprocess.DEVNULL)
    return environment


def _round(
    tree: Path, environment: dict[str, str], warm: float, seconds: float, title: str
) -> tuple[float, float]:
    """Serve, saturate, and return answers a second and CPU milliseconds a request."""
    with _at(tree), load.served(environment) as server:
        visitors = [Visitor(list(WORDS)[number % len(WORDS)]) for number in range(CLIENTS)]
        for visitor in visitors:
            asyncio.run(visitor.sign_in())
        asyncio.run(_all_ask(visitors, warm, Round(), title))
        url = environment["RAPPORT_DATABASE_URL"]
        return asyncio.run(_saturate(server, url, visitors, seconds, title))


@contextmanager
def _at(tree: Path):
    before = Path.cwd()
    os.chdir(tree)
    try:
        yield
    finally:
        os.chdir(before)


async def _saturate(
    server: psutil.Process, url: str, visitors: list[Visitor], seconds: float, title: str
) -> tuple[float, float]:
    told, began, spent = Round(), time.perf_counter(), _spent(server, url)
    await _all_ask(visitors, seconds, told, title)
    took, spent = time.perf_counter() - began, _spent(server, url) - spent
    good = sum(count for status, count in told.answers.items() if status[0] in "23")
    if good < sum(told.answers.values()):
        print(f"{title}: {dict(told.answers)}", flush=True)
    return good / took, spent / max(1, good) * 1000


async def _all_ask(visitors: list[Visitor], seconds: float, told: Round, title: str) -> None:
    """Let every visitor ask again and again until the time is over."""
    until = time.perf_counter() + seconds

    async def go_on(visitor: Visitor, place: int) -> None:
        chance, number = random.Random(f"{title} {place}"), 0
        while time.perf_counter() < until:
            await visitor.one(chance, hash((title, place, number)), told)
            number += 1

    await asyncio.gather(*(go_on(visitor, place) for place, visitor in enumerate(visitors)))


def _spent(server: psutil.Process, url: str) -> float:
    """Return the CPU seconds of the server and its database so far; others may have theirs."""
    place = url.partition("host=")[2]
    family = [server.pid, *(child.pid for child in server.children(recursive=True))]
    ours = [
        process.pid
        for process in psutil.process_iter(["name", "cmdline"])
        if process.info["name"] == "postgres" and place in " ".join(_above(process).cmdline())
    ]
    return cpu_of(family) + cpu_of(ours)


def _above(process: psutil.Process) -> psutil.Process:
    parent = process.parent()
    return parent if parent is not None and parent.name() == "postgres" else process


def main() -> None:
    """Measure, and print."""
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    told.add_argument("--people", type=int, default=2000)
    told.add_argument("--notes", type=int, default=20_000)
    told.add_argument("--seconds", type=float, default=10)
    told.add_argument("--warm", type=float, default=WARM, help="seconds before it is counted")
    told.add_argument("--against", type=Path)
    given = told.parse_args()
    measure(Part("team"), people=given.people, notes=given.notes, seconds=given.seconds,
            warm=given.warm, against=given.against)  # fmt: skip


if __name__ == "__main__":
    main()
