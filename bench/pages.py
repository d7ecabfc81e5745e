"""CPU time of each request, server and store together: median and 95th percentile.

    python bench/world.py FOLDER 10000 100000
    python bench/pages.py FOLDER [TIMES]

The pages are asked for in this process, through the whole stack from the gate to the templates;
the store is in this process too. Durable writes wait for the disk: the wall time is shown beside.
"""

import gzip
import random
import resource
import statistics
import sys
import time
import uuid
from pathlib import Path

import world


def main(folder: Path, times: int) -> None:
    world.open_world(folder)
    from django.test import Client

    from rapport.web.middleware import session_gate

    session_gate.SESSIONS.add("bench")
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies[session_gate.COOKIE] = "bench"
    print(f"{'what':34}{'median':>9}{'p95':>9}{'wall p95':>10}{'bytes':>8}   (milliseconds)")
    for name, ask in _questions(client):
        _measure(name, ask, times)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory up to here {peak:.0f} MB")
    _rejudging()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process {peak:.0f} MB")


def _questions(client):
    from django.db.models import Count

    from rapport.records.models import Interaction, Presence, Relationship, Store

    chance = random.Random(1)
    me = Store.objects.get().owner
    rows = Relationship.objects.visible_to(me)
    first, last = (rows.order_by(way).values_list("pk", flat=True)[0] for way in ("pk", "-pk"))
    places = [uuid.UUID(int=chance.randint(first.int, last.int)) for _ in range(300)]
    some = [
        rows.filter(pk__gte=place).order_by("pk").values_list("pk", "counterpart__alias")[0]
        for place in places
    ]
    passed = Presence.objects.filter(relationship__in=[key for key, _ in some])
    counted = passed.values_list("relationship").annotate(n=Count("pk")).order_by("-n")
    busiest = counted[0][0]
    lines = Interaction.objects.order_by("pk").values_list("line", flat=True)[:400:10]
    said = [line.rstrip(".").lower().split() for line in lines]
    rare = [words[-1] for words in said]

    def get(address, **headers):
        return lambda: client.get(address, headers=headers)

    def people():
        return client.post("/people/", {"text": chance.choice(some)[1].split()[0]}, follow=True)

    def log():
        key, _ = chance.choice(some)
        said = {"who": str(key), "purpose": "engagement", "asked": "no", "tone_theirs": "open",
                "tone_ours": "open", "line": "Tea by the river.", "on": world.DAY.isoformat(),
                "channel": "in_person", "two_way": "yes", "save": "1"}  # fmt: skip
        answer = client.post("/log/", said)
        if answer.status_code != 302:
            raise SystemExit(f"the log was refused: {answer.status_code}")
        return answer

    return [
        ("list", get("/people/")),
        ("list, by alias", get("/people/?order=alias")),
        ("list, overdue", get("/people/?due=overdue")),
        ("list, found by name", people),
        ("counterpart", lambda: client.get(f"/people/{chance.choice(some)[0]}/")),
        ("the busiest counterpart", get(f"/people/{busiest}/")),
        ("Today, mine", get("/")),
        ("Today, all I may see", get("/?whose=office")),
        (
            "find a rare word",
            lambda: client.post("/find/", {"text": chance.choice(rare)}, follow=True),
        ),
        ("find a common word", lambda: client.post("/find/", {"text": "tea"}, follow=True)),
        ("find two common words", lambda: client.post("/find/", {"text": "tea road"}, follow=True)),
        (
            "type-ahead",
            lambda: client.post("/people/suggest/", {"text": chance.choice(some)[1][:4]}),
        ),
        ("log page", get("/log/")),
        ("log an interaction", log),
        ("history", get("/history/")),
        ("rules", get("/rules/")),
    ]


def _measure(name, ask, times):
    cpu, wall, size = [], [], 0
    for number in range(times + 3):
        began, at = time.process_time(), time.perf_counter()
        answer = ask()
        if number >= 3:
            cpu.append((time.process_time() - began) * 1000)
            wall.append((time.perf_counter() - at) * 1000)
        if answer.status_code >= 400:
            raise SystemExit(f"{name}: {answer.status_code}")
        size = max(size, len(gzip.compress(answer.content)))
    last = max(0, round(0.95 * times) - 1)
    print(
        f"{name:34}{statistics.median(cpu):9.1f}{sorted(cpu)[last]:9.1f}"
        f"{sorted(wall)[last]:10.1f}{size:8d}",
        flush=True,
    )


def _rejudging():
    from rapport.records import judging

    began = time.process_time()
    count = judging.rejudge_all(today=world.DAY)
    spent = time.process_time() - began
    print(f"re-judging everything: {count} relationships, {count / spent:,.0f} a CPU-second")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 40)
