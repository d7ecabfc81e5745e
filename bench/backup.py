"""What backing up costs: seconds, megabytes, and memory, for both editions.

    python bench/backup.py FOLDER [--people 4500] [--interactions 100000] [--team 20000]

FOLDER keeps the encrypted world of `bench/world.py`, made if it is not there; the team's world of
as many interactions as ``--team`` says is made each time in a PostgreSQL of its own (0: none).
Each command runs three times in a process of its own, as at a prompt; the median time and the
largest memory are printed.
"""

import argparse
import os
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from laptop_server import SLOTS, WORDS

import postgres

TEAM = """
import sys
sys.path.insert(0, "bench")
from rapport.site import team
team.begin_key()
import django
django.setup()
team.make_tables()
import world
world.build(int(sys.argv[1]), int(sys.argv[2]))
"""


def measured(title, *words, env, times=3, before=lambda: None):
    """Run a command of ours some times; print its median time and largest memory."""
    took, memory = [], 0
    for _ in range(times):
        before()
        began = time.monotonic()
        running = subprocess.Popen(
            [sys.executable, "-m", "rapport", *words], env=env, stdout=subprocess.PIPE
        )
        said = running.stdout.read().decode()
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        if running.returncode != 0:
            sys.exit(f"{title} failed: {said}")
        took.append(time.monotonic() - began)
        memory = max(memory, usage.ru_maxrss // 1024)
    print(f"{title:32} {statistics.median(took):7.1f} s {memory:6} MB of memory", flush=True)
    return said


def laptop(folder, people, interactions):
    """Measure the encrypted file."""
    if not (folder / "rapport.store").exists():
        making = [sys.executable, "bench/world.py", str(folder), str(people), str(interactions)]
        subprocess.run(making, check=True)
    subprocess.run([sys.executable, "-c", SLOTS, str(folder), WORDS], check=True)
    with tempfile.TemporaryDirectory() as place:
        words, file = Path(place) / "words", Path(place) / "kept.rapport"
        words.write_text(WORDS)
        there = ("--home", str(folder), "--passphrase-file", str(words))
        env = {**os.environ, "RAPPORT_STATE": str(folder / "state")}
        measured("backup", "backup", str(file), *there, env=env)
        store = (folder / "rapport.store").stat().st_size
        print(f"store {store / 1e6:.0f} MB, backup {file.stat().st_size / 1e6:.0f} MB")
        said = measured("backup check", "backup", "check", str(file), *there[2:], env=env)
        print(said.splitlines()[-1])
        elsewhere = {**env, "RAPPORT_STATE": str(Path(place) / "state")}
        target = Path(place) / "restored"
        measured(
            "restore",
            *("restore", str(file), "--home", str(target), *there[2:]),
            env=elsewhere,
            before=lambda: shutil.rmtree(target, ignore_errors=True),
        )
        print(measured("backup drill", "backup", "drill", str(file), *there, env=env, times=1))


def team(people, interactions):
    """Measure a database."""
    with tempfile.TemporaryDirectory() as place, postgres.postgresql() as url:
        (Path(place) / "secret").write_text(secrets.token_hex(32))
        env = {
            **os.environ,
            "RAPPORT_DATABASE_URL": url,
            "RAPPORT_KEY_FILE": str(Path(place) / "names.key"),
            "RAPPORT_SECRET_FILE": str(Path(place) / "secret"),
            "DJANGO_SETTINGS_MODULE": "rapport.site.settings",
        }
        making = [sys.executable, "-c", TEAM, str(people), str(interactions)]
        subprocess.run(making, env=env, check=True, stdout=subprocess.DEVNULL)
        file = Path(place) / "kept.rapport"
        measured("team: backup", "backup", str(file), env=env)
        print(f"backup {file.stat().st_size / 1e6:.1f} MB")
        said = measured("team: backup check", "backup", "check", str(file), env=env)
        print(said.splitlines()[-1])
        print(measured("team: backup drill", "backup", "drill", env=env, times=1))


def main():
    """Measure both."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("folder", type=Path)
    told.add_argument("--people", type=int, default=4500)
    told.add_argument("--interactions", type=int, default=100_000)
    told.add_argument("--team", type=int, default=20_000)
    given = told.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}")
    laptop(given.folder, given.people, given.interactions)
    if given.team:
        team(given.people * given.team // given.interactions, given.team)


if __name__ == "__main__":
    main()
