"""Each page over real HTTP: CPU of the server's process, bytes on the wire, wall time.

    python bench/http_pages.py FOLDER [TIMES]

The server is `rapport serve` on the encrypted world, the client a browser's connection with gzip.
CPU is that of the worker and all its threads, in the kernel too, for one request at a time.
"""

import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import world
from figures import Part, cpu_of, drop_from_cache
from laptop_server import Answer, Client, Laptop

AIMS = {"find a rare word": "25", "type-ahead": "15", "log an interaction": "50"}


def measure(part: Part, folder: Path, times: int) -> None:
    """Serve the world and ask for every page some times, once the server is at rest.

    After opening it reads the history and judges for the day beside its pages.
    """
    with Laptop(folder) as laptop:
        client = laptop.enter()
        rest(laptop.worker)
        for what, ask in questions(client):
            cost, wall, wire = asked(laptop.worker, ask, times)
            part.note(what, cost, "ms", aim=AIMS.get(what, "40"))
            part.note(f"{what}, waiting", wall, "ms wall")
            part.note(f"{what}, on the wire", wire, "bytes")


def rest(worker: int) -> None:
    """Wait until a server has done nothing for a second, for two minutes at most."""
    for _ in range(120):
        before = cpu_of([worker])
        time.sleep(1)
        if cpu_of([worker]) - before < 0.05:
            return


def asked(
    worker: int, ask: Callable[[], Answer], times: int, *, warm: int = 3
) -> tuple[list[float], list[float], list[float]]:
    """Return for each request the server's CPU and the wait, in milliseconds, and its bytes."""
    for _ in range(warm):
        ask()
    cost, wall, wire = [], [], []
    for _ in range(times):
        began, at = cpu_of([worker]), time.perf_counter()
        answer = ask()
        wall.append((time.perf_counter() - at) * 1000)
        cost.append((cpu_of([worker]) - began) * 1000)
        wire.append(float(answer.wire))
        if answer.status >= 400:
            raise SystemExit(f"a page answered {answer.status}")
    return cost, wall, wire


def questions(client: Client) -> list[tuple[str, Callable[[], Answer]]]:
    """Return what is asked for, each with a name."""
    chance = random.Random(1)
    people = client.people() + client.people("/people/?order=alias")
    day = world.DAY.isoformat()

    def get(path: str) -> Callable[[], Answer]:
        return lambda: client.ask("GET", path)

    def find(*words: str) -> Callable[[], Answer]:
        return lambda: client.post("/find/", text=chance.choice(words))

    def person() -> Answer:
        return client.ask("GET", f"/people/{chance.choice(people)}/")

    def log() -> Answer:
        return client.log(chance.choice(people), day)

    names = [name.title() for name in world.NAMES[:300]]
    return [
        ("list", get("/people/")),
        ("list, by alias", get("/people/?order=alias")),
        ("list, overdue", get("/people/?due=overdue")),
        ("list, found by name", lambda: client.post("/people/", text=chance.choice(names))),
        ("a counterpart", person),
        ("Today, mine", get("/")),
        ("Today, all I may see", get("/?whose=office")),
        ("find a rare word", find(*world.WORDS[800:1100])),
        ("find a common word", find("tea")),
        ("find two common words", find("tea road")),
        ("type-ahead", lambda: client.post("/people/suggest/", text=chance.choice(names)[:4])),
        ("log page", get("/log/")),
        ("log an interaction", log),
        ("history", get("/history/")),
    ]


def measure_cold(part: Part, folder: Path, times: int) -> None:
    """Note a page asked for first in a fresh server, its file forgotten by the system."""
    spent: dict[str, list[float]] = {}
    waited: dict[str, list[float]] = {}
    for _ in range(times):
        with Laptop(folder) as laptop:
            client = laptop.enter()
            drop_from_cache(folder / "rapport.store")
            for path in ("/people/", "/log/", "/find/", "/history/"):
                cost, wall, _ = asked(laptop.worker, partial(client.ask, "GET", path), 1, warm=0)
                spent.setdefault(path, []).extend(cost)
                waited.setdefault(path, []).extend(wall)
    for path, values in spent.items():
        part.note(f"first {path} of a fresh server", values, "ms")
        part.note(f"first {path} of a fresh server, waiting", waited[path], "ms wall")


if __name__ == "__main__":
    measure(Part("pages"), Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20)
