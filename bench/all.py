"""The whole bench by one command: every part in a process of its own, kept as JSON, and tables.

    python bench/all.py --quick --out quick.json          a small world, some minutes
    python bench/all.py --out bench/results/full.json     10,000 people, 100,000 interactions
    python bench/all.py --large --out large.json          100,000 people, 1,000,000 interactions
    python bench/all.py --tables bench/results/full.json  write the tables of docs/performance.md

``--only NAME ...`` runs some parts; ``--folder`` keeps the world between runs (it is built if it is
not there); ``--against CHECKOUT`` measures the team's server beside another version. A part that
fails says so, and the others go on: the exit code is then 1.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import report
from figures import Part, calibration

HERE = Path(__file__).parent
SIZES = {"quick": (300, 2000), "full": (10_000, 100_000), "large": (100_000, 1_000_000)}
_PATIENCE = 4 * 3600


@dataclass(frozen=True)
class Setting:
    """What a part is told: how large the world is, where it lies, how often to ask."""

    size: str
    folder: Path
    against: Path | None

    @property
    def times(self) -> int:
        """Return how often each thing is asked for."""
        return 5 if self.size == "quick" else 30


def _world(part: Part, setting: Setting) -> None:
    """Build the world, if it is not there; note what that costs."""
    import world

    people, interactions = SIZES[setting.size]
    if (setting.folder / "built").exists():
        print("the world is there")
        return
    world.open_world(setting.folder)
    spent = part.timed("world built", lambda: world.build(people, interactions))
    part.note("of it, interactions", [interactions / spent[0]], "a CPU-s")
    (setting.folder / "built").touch()


def _pages(part: Part, setting: Setting) -> None:
    import http_pages

    http_pages.measure(part, setting.folder, setting.times)


def _cold(part: Part, setting: Setting) -> None:
    import http_pages

    http_pages.measure_cold(part, setting.folder, 1 if setting.size == "quick" else 3)


def _new_day(part: Part, setting: Setting) -> None:
    import shapes

    shapes.measure_new_day(part, setting.folder, 1 if setting.size == "quick" else 3)


def _shapes(part: Part, setting: Setting) -> None:
    import shapes

    shapes.measure(part, setting.folder, max(3, setting.times // 3))


def _memory(part: Part, setting: Setting) -> None:
    import memory

    memory.measure(part, setting.folder)


def _whole_store(part: Part, setting: Setting) -> None:
    import whole_store

    whole_store.measure(part, setting.folder)


def _disk(part: Part, setting: Setting) -> None:
    import whole_store

    whole_store.measure_disk(part, setting.folder)


def _judging(part: Part, setting: Setting) -> None:
    import judging

    judging.measure(part, setting.folder, rounds=3)


def _register(part: Part, setting: Setting) -> None:
    import register

    rows = 2000 if setting.size == "quick" else 20_000
    with tempfile.TemporaryDirectory() as place:
        file, mapped = register.invented(rows, Path(place))
        register.measure(part, file, mapped, date(2018, 12, 31))


def _start(part: Part, setting: Setting) -> None:
    import start

    start.measure(part, setting.times)


def _team(part: Part, setting: Setting) -> None:
    import team_server

    people, notes, seconds = (200, 1000, 4.0) if setting.size == "quick" else (2000, 20_000, 15.0)
    team_server.measure(part, people=people, notes=notes, seconds=seconds, against=setting.against)


PARTS: dict[str, Callable[[Part, Setting], None]] = {
    "world": _world, "start": _start, "pages": _pages, "cold": _cold, "new day": _new_day,
    "shapes": _shapes, "memory": _memory, "judging": _judging, "register": _register,
    "whole store": _whole_store, "disk": _disk, "team": _team,
}  # fmt: skip


def main() -> int:
    """Run what is asked for."""
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    size = told.add_mutually_exclusive_group()
    size.add_argument("--quick", dest="size", action="store_const", const="quick")
    size.add_argument("--large", dest="size", action="store_const", const="large")
    told.add_argument("--out", type=Path)
    told.add_argument("--folder", type=Path)
    told.add_argument("--against", type=Path)
    told.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    told.add_argument("--tables", type=Path, help="write the page from this file, measure nothing")
    told.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    told.set_defaults(size="full")
    given = told.parse_args()
    if given.tables:
        report.write_page(given.tables)
        return 0
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as place:
        setting = Setting(
            given.size, (given.folder or Path(place) / "world").resolve(), given.against
        )
        if given.part:
            PARTS[given.part](Part(given.part, given.out), setting)
            return 0
        return _run_all(given.only, setting, given.out)


def _run_all(names: list[str], setting: Setting, out: Path | None) -> int:
    """Run every part in a process of its own; keep what they found, whatever became of them."""
    setting.folder.parent.mkdir(parents=True, exist_ok=True)
    lines, failed = setting.folder.parent / "figures.jsonl", []
    lines.unlink(missing_ok=True)
    for name in names:
        print(
            f"\n== {name} (load {os.getloadavg()[0]:.1f}, loop {calibration():.0f} ms)", flush=True
        )
        if not _run(name, setting, lines):
            failed.append(name)
        if out is not None:
            _keep(out, lines, setting, failed)
    print(f"\nfailed: {', '.join(failed) or 'nothing'}")
    return 1 if failed else 0


def _run(name: str, setting: Setting, lines: Path) -> bool:
    """Run one part; say whether it went through."""
    words = [sys.executable, str(HERE / "all.py"), "--part", name, "--out", str(lines)]
    words += ["--folder", str(setting.folder)]
    words += [f"--{setting.size}"] if setting.size != "full" else []
    words += ["--against", str(setting.against)] if setting.against else []
    try:
        return (
            subprocess.run(words, cwd=HERE.parent, timeout=_PATIENCE, check=False).returncode == 0
        )
    except subprocess.TimeoutExpired:
        print(f"{name} has taken too long")
        return False


def _keep(out: Path, lines: Path, setting: Setting, failed: list[str]) -> None:
    """Write what was measured so far, with no path and no name of a machine in it."""
    told = lines.read_text(encoding="utf-8").splitlines() if lines.exists() else []
    people, interactions = SIZES[setting.size]
    run = {
        "day": datetime.now(UTC).date().isoformat(),  # noqa: TID251 - this is the door
        "size": {"people": people, "interactions": interactions},
        "processors": os.cpu_count(),
        "python": ".".join(map(str, sys.version_info[:2])),
        "failed": failed,
        "figures": [json.loads(line) for line in told],
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
