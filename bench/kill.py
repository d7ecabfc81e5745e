"""Kill -9 at random moments while a loop writes: how many acknowledged operations are lost?

    python bench/kill.py --kills 100 --seed 1

A child opens the store as Rapport does, logs one interaction after the other through the action,
and prints a number each time the action has returned: that is the acknowledgement. The parent kills
it after a random time. At every opening the store checks itself against its history, its anchors
and its pages. At the end every acknowledged line is looked for, and the history and the tables are
compared. Everything lies in a temporary folder.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

BEGIN = """
import sys
from pathlib import Path
from rapport.cli import opening
home = Path(sys.argv[1])
opening.make_demo(home)
opening.begin_django(home)
from rapport.site.opening import open_store
from rapport.vault import key_slots, keyring
from rapport.web.middleware import session_gate
if not keyring.is_open():
    keyring.hold(key_slots.unlock(home, opening.DEMO_PASSPHRASE))
open_store()
print(f"opened {session_gate.ALARM}", flush=True)
"""

WRITE = """
from datetime import UTC, datetime
from rapport.actions.interactions import log_interaction
from rapport.records.asking import Asking
from rapport.records.models import Relationship, Store
store = Store.objects.select_related("owner__office").get()
me, day = store.owner, store.fixed_today
whom = Relationship.objects.changeable_by(me).order_by("pk").first().pk
moment = datetime.combine(day, datetime.min.time(), tzinfo=UTC)
for number in range(int(sys.argv[2]), 1_000_000_000):
    asking = Asking(me, moment, day)
    log_interaction(asking, theirs=[(whom, "lead")], on=day, line=f"written {number}")
    print(number, flush=True)
"""

READ = """
import json
from rapport.records import integrity, rebuilding, verifying
from rapport.records.models import Interaction
lines = Interaction.objects.filter(line__startswith="written ").values_list("line", flat=True)
print(json.dumps({
    "written": sorted(int(line.split()[1]) for line in lines),
    "whole": verifying.verify().whole and not integrity.stale_rows(),
    "differing": len(rebuilding.differences()),
    "operations": verifying.verify().operations,
}))
"""


@dataclass
class Run:
    """What happened: acknowledged numbers, and what was wrong at an opening."""

    acknowledged: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    silent: int = 0


def main() -> int:
    """Kill as often as asked, then count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--longest", type=float, default=0.6, help="seconds of writing, at most")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    moments = random.Random(asked.seed)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rapport-kill-") as folder:
        home = Path(folder) / "store"
        run = Run()
        for _ in range(asked.kills):
            kill_once(home, run, moments.uniform(0, asked.longest))
        done = child(home, READ, "0").communicate(timeout=300)[0].splitlines()
    run.wrong += [line for line in done[:1] if line != "opened None"]
    found = json.loads(done[1])
    written = set(found["written"])
    lost = [number for number in run.acknowledged if number not in written]
    print(f"kills                        {asked.kills}, {run.silent} before the first write")
    print(f"acknowledged                 {len(run.acknowledged)}")
    print(f"of these lost                {len(lost)}")
    print(f"written, not acknowledged    {len(written - set(run.acknowledged))}")
    print(f"operations in the history    {found['operations']}")
    print(f"history and tables whole     {found['whole']}, {found['differing']} rows differ")
    print(f"openings with an alarm       {len(run.wrong)} of {asked.kills + 1}")
    print(f"seconds                      {time.monotonic() - begun:.0f}, {os.cpu_count()} cores")
    return 1 if lost or run.wrong or not found["whole"] or found["differing"] else 0


def child(home: Path, script: str, start: str) -> "subprocess.Popen[str]":
    """Start a child that opens the store and runs ``script``."""
    return subprocess.Popen(
        [sys.executable, "-c", BEGIN + script, str(home), start],
        env={**os.environ, "RAPPORT_STATE": str(home.parent / "state")},
        stdout=subprocess.PIPE,
        text=True,
    )


def kill_once(home: Path, run: Run, after: float) -> None:
    """Let a child write for ``after`` seconds, kill it, and note what it acknowledged."""
    start = run.acknowledged[-1] + 2 if run.acknowledged else 0
    process = child(home, WRITE, str(start))
    if process.stdout is None:
        raise RuntimeError
    opened = process.stdout.readline().strip()
    if opened != "opened None":
        run.wrong.append(opened)
    time.sleep(after)
    process.kill()
    # A line cut off by the kill acknowledges nothing.
    numbers = [line for line in process.stdout if line.endswith("\n")]
    process.wait()
    run.acknowledged += [int(line) for line in numbers]
    run.silent += not numbers


if __name__ == "__main__":
    sys.exit(main())
