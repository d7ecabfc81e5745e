"""Work on a whole store: opening, locking, verifying, rebuilding, backing up, and its bytes.

python bench/whole_store.py FOLDER
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import world
from figures import Part, cpu_of
from laptop_server import WORDS, Client, Laptop, environment


def measure(part: Part, folder: Path) -> None:
    """Note what each takes, as the command line or the server does it."""
    _opening(part, folder)
    with tempfile.TemporaryDirectory() as place:
        words = Path(place) / "words"
        words.write_text(WORDS)
        store = ["--home", str(folder), "--passphrase-file", str(words)]
        _command(part, "history verify", ["history", "verify", *store], folder)
        _command(part, "history verify --full", ["history", "verify", "--full", *store], folder)
        copy = folder.with_name(f"{folder.name}-rebuilt")
        shutil.copytree(folder, copy)
        there = ["--home", str(copy), *store[2:]]
        _command(part, "history rebuild", ["history", "rebuild", *there], copy)
        shutil.rmtree(copy)
        file = Path(place) / "kept.rapport"
        _command(part, "backup", ["backup", str(file), *store], folder)
        part.note("size of the backup", [file.stat().st_size / 1e6], "MB")
        _command(part, "backup check", ["backup", "check", str(file), *store[2:]], folder)


def _opening(part: Part, folder: Path) -> None:
    spent, waited, locked = [], [], []
    for _ in range(3):
        with Laptop(folder) as laptop:
            client = Client(laptop.address.hostname, laptop.address.port)
            client.ask("GET", laptop.address.path)
            worker = laptop.worker
            began, at = cpu_of([worker]), time.perf_counter()
            client.post("/unlock/", passphrase=WORDS)
            status = client.ask("GET", "/").status
            waited.append(time.perf_counter() - at)
            spent.append(cpu_of([worker]) - began)
            if status != 200:
                raise SystemExit(f"the store did not open: {status}")
            locked.append(laptop.lock() * 1000)
    part.note("unlock and first page", spent, "CPU-s")
    part.note("unlock and first page, waiting", waited, "s wall")
    part.note("lock: until the process with the key is gone", locked, "ms wall")


def _command(part: Part, what: str, words: list[str], folder: Path) -> None:
    """Note the CPU seconds and the largest memory of one command."""
    running = subprocess.Popen(
        [sys.executable, "-m", "rapport", *words],
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said = running.stdout.read().decode()
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode != 0:
        raise SystemExit(f"{what} failed: {said[-400:]}")
    part.note(what, [usage.ru_utime + usage.ru_stime], "CPU-s")
    part.note(f"{what}, largest memory", [usage.ru_maxrss / 1024], "MB")


def measure_disk(part: Part, folder: Path) -> None:
    """Note the bytes on disk of an interaction, by table, and what one log writes."""
    world.open_world(folder)
    from rapport.records.models import Interaction

    count = Interaction.objects.count()
    size = (folder / "rapport.store").stat().st_size
    part.note("the store, for each interaction", [size / count], "bytes")
    for table, taken in sorted(_tables(), key=lambda one: -one[1])[:14]:
        part.note(f"{table} and its indexes", [taken / count], "bytes")
    with Laptop(folder) as laptop:
        client = laptop.enter()
        whom, written = client.people()[:20], []
        for number in range(20):
            before = _written(laptop.worker)
            client.log(whom[number % len(whom)], world.DAY.isoformat())
            written.append((_written(laptop.worker) - before) / 1000)
    part.note("written for one log of 17 letters", written, "kB")


def _tables() -> list[tuple[str, float]]:
    """Return the bytes of each table with its indexes: a plain copy's, made in memory, or nothing.

    SQLCipher is built without the table that counts pages; Python's own SQLite often has it.
    """
    import sqlite3

    from django.db import connection

    with tempfile.TemporaryDirectory(dir=_in_memory()) as place, connection.cursor() as cursor:
        plain = Path(place) / "plain.db"
        cursor.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
        cursor.execute("SELECT sqlcipher_export('plain')")
        cursor.execute("DETACH DATABASE plain")
        try:
            return sqlite3.connect(plain).execute(_BY_TABLE).fetchall()
        except sqlite3.OperationalError as trouble:
            print(f"no bytes by table: {trouble}", flush=True)
            return []


_BY_TABLE = """
SELECT coalesce(m.tbl_name, s.name), sum(s.pgsize) FROM dbstat s
LEFT JOIN sqlite_master m ON m.name = s.name GROUP BY 1
"""


def _in_memory() -> str | None:
    """Return a folder that lies in memory, so that the plain copy of made-up people is brief."""
    place = "/dev/shm"  # noqa: S108 - nobody else reads the folder made in it
    return place if Path(place).is_dir() else None


def _written(process: int) -> int:
    """Return the bytes a process has handed to the system by writing."""
    lines = Path(f"/proc/{process}/io").read_text().splitlines()
    told = dict(line.split(": ") for line in lines)
    return int(told["wchar"])


if __name__ == "__main__":
    measure(Part("whole store"), Path(sys.argv[1]))
    measure_disk(Part("disk"), Path(sys.argv[1]))
