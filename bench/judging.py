"""Judging everybody: with the facts packed beside each presence, and with plain columns.

    python bench/judging.py FOLDER [PEOPLE INTERACTIONS]

Both read the same world in the same run, in turns; the ratio of the medians is what counts. A loop
of plain arithmetic is timed beside them, to see how quiet the machine was.
"""

import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

import world

ROUNDS = 7


def main(folder: str, people: int = 2000, interactions: int = 20_000) -> None:
    """Build the world if it is not there, and print the figures."""
    world.open_world(Path(folder))
    from rapport.records import judging, judging_facts
    from rapport.records.models import Relationship

    if not Relationship.objects.exists():
        world.build(people, interactions)
    ways = {"packed": judging_facts._interactions, "plain columns": _plain}
    times = defaultdict(list)
    for _ in range(ROUNDS):
        for name, read in ways.items():
            judging_facts._interactions = read
            times[name].append(_cpu(lambda: judging.rejudge_all(today=world.DAY)))
        times["calibration"].append(_cpu(lambda: sum(number * number for number in range(10**6))))
    judging_facts._interactions = ways["packed"]
    for name, taken in times.items():
        print(f"{name:15} median {statistics.median(taken):.3f} CPU-s, least {min(taken):.3f}")
    ratio = statistics.median(times["plain columns"]) / statistics.median(times["packed"])
    print(f"plain columns cost {ratio:.2f} of the packed facts")


def _cpu(work) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _plain(wanted, today, _colleagues):
    """Read what the packed line says from the interactions' own columns."""
    from rapport.records.models import Presence
    from rapport.records.packed_facts import _COLUMNS, _YES_NO
    from rapport.records.raw_rows import rows_as_stored
    from rapport.rules.facts import InteractionFact

    rows = Presence.objects.filter(relationship__in=wanted, on__lte=today)
    names = [f"interaction__{name}" for name in _COLUMNS]
    meant = {1: True, 0: False, None: None}
    facts = defaultdict(list)
    for relationship, key, on, *values in rows_as_stored(
        rows.order_by("on", "interaction_id"), "relationship_id", "interaction_id", "on", *names
    ):
        told = [
            meant[value] if name in _YES_NO else value or (None if name == "on_time" else "")
            for name, value in zip(_COLUMNS, values, strict=True)
        ]
        facts[relationship].append(InteractionFact(key, on, *told, ours=()))
    return facts


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
