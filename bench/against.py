"""Pages and judging of two versions beside each other, in turns: medians of each, and the ratio.

    git worktree add OLD COMMIT                      a checkout of the other version
    (cd OLD && python3 run.py --help)                with an environment of its own
    OLD/.venv/bin/python OLD/bench/world.py OLD-WORLD 10000 100000
    python bench/world.py WORLD 10000 100000
    python bench/against.py OLD OLD-WORLD WORLD [ROUNDS] [TIMES]

Each version asks for its own pages, by its own ``bench/pages.py``, of a world that it made itself.
They take turns, so that both meet the same neighbours; a loop of plain Python stands beside them.
"""

import re
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from figures import calibration, shown

HERE = Path(__file__).parent
LINE = re.compile(r"^(?P<what>.+?)\s+(?P<median>[\d.]+)\s+[\d.]+\s+[\d.]+\s+\d+$")
MEMORY = re.compile(r"^peak memory of this process (?P<median>\d+) MB$")
JUDGED = re.compile(r"^re-judging everything: .*, (?P<median>[\d,]+) a CPU-second$")


def main(old: Path, old_world: Path, world: Path, rounds: int = 3, times: int = 20) -> None:
    """Ask both in turns, and print what each took."""
    python = old / ".venv" / "bin" / "python"
    ways = {
        "before": [str(python), str(old / "bench" / "pages.py"), str(old_world), str(times)],
        "now": [sys.executable, str(HERE / "pages.py"), str(world), str(times)],
    }
    found: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in ways}
    loops = []
    for _ in range(rounds):
        for name, words in ways.items():
            loops.append(calibration())
            told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
            for what, value in _figures(told):
                found[name][what].append(value)
    for name, place in (("before", old_world), ("now", world)):
        found[name]["store, MB"] = [(place / "rapport.store").stat().st_size / 1e6]
    print(f"{'what':38}{'before':>10}{'now':>10}{'now/before':>12}")
    for what, values in found["now"].items():
        if what in found["before"]:
            before, now = statistics.median(found["before"][what]), statistics.median(values)
            print(f"{what:38}{shown(before):>10}{shown(now):>10}{now / before:12.2f}")
    print(f"loop {min(loops):.0f} to {max(loops):.0f} ms, {rounds} rounds of {times}")


def _figures(told: str):
    for line in told.splitlines():
        if one := LINE.match(line):
            yield f"{one['what']}, ms", float(one["median"])
        elif one := MEMORY.match(line):
            yield "largest memory, MB", float(one["median"])
        elif one := JUDGED.match(line):
            yield "judged, a CPU-second", float(one["median"].replace(",", ""))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), *map(int, sys.argv[4:6]))
