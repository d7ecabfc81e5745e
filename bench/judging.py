"""Judging everybody: in a world of contacts and promises, and in an office at work.

    python bench/judging.py FOLDER [PEOPLE INTERACTIONS] [--plain]

The world is judged as ``world.py`` makes it, then with two requests, a tie and an insight for each,
and every tenth in negotiation (``office_work.py``). A loop of plain arithmetic is timed beside each
figure, to see how quiet the machine was.

``--plain`` compares with the facts read from plain columns instead of the packed line beside each
presence: the same world in the same run, in turns; the ratio of the medians is what counts.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import world
from figures import Part

ROUNDS = 7


def measure(part: Part, folder: Path, *, rounds: int = ROUNDS) -> None:
    """Note how many relationships are judged a CPU-second, bare and of an office at work.

    The office's work is added to a copy, so that other parts find the world as it was.
    """
    at_work = folder.with_name(f"{folder.name}-at-work")
    if not at_work.exists():
        shutil.copytree(folder, at_work)
        subprocess.run([sys.executable, __file__, str(at_work), "--add"], check=True)
    worlds = ((folder, "contacts and promises", "5,000"), (at_work, "an office at work", "3,000"))
    for place, what, aim in worlds:
        told = [sys.executable, __file__, str(place), "--rounds", str(rounds)]
        done = subprocess.run(told, check=True, capture_output=True, text=True)
        part.note(f"judged again, {what}", map(float, done.stdout.split()), "a CPU-s", aim=aim)


def _rates(rounds: int) -> list[float]:
    """Judge everybody some times; return how many a CPU-second each time."""
    from rapport.records import judging
    from rapport.records.models import Relationship

    judging.rejudge_all(today=world.DAY)  # the first also writes what the rules say anew
    count = Relationship.objects.count()
    return [count / _cpu(lambda: judging.rejudge_all(today=world.DAY)) for _ in range(rounds)]


def compare() -> None:
    """Print what plain columns cost beside the packed facts."""
    from rapport.records import judging, judging_facts

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


def main() -> None:
    """Build the world if it is not there, and print the figures."""
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    told.add_argument("folder", type=Path)
    told.add_argument("size", nargs="*", type=int, default=[2000, 20_000])
    told.add_argument("--plain", action="store_true", help="compare with plain columns")
    told.add_argument("--add", action="store_true", help=argparse.SUPPRESS)
    told.add_argument("--rounds", type=int, help=argparse.SUPPRESS)
    given = told.parse_args()
    world.open_world(given.folder)
    from rapport.records.models import Relationship

    if not Relationship.objects.exists():
        world.build(*given.size)
    if given.add:
        import office_work

        office_work.add()
    elif given.rounds:
        print(*_rates(given.rounds))
    elif given.plain:
        compare()
    else:
        measure(Part("judging"), given.folder)


if __name__ == "__main__":
    main()
