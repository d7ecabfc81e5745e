"""Worlds served for real for the tests of this folder, and a look into their memory."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from live_server import PASSPHRASE, Served, arguments_of


def is_gone(pid, *, within=10.0):
    """Wait until a process has ended."""
    until = time.monotonic() + within
    while psutil.pid_exists(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not psutil.pid_exists(pid)


def in_memory(pid, needles):
    """How often each needle stands in what a process can write to; looked at from outside."""
    counts = dict.fromkeys(needles, 0)
    longest = max(len(needle) for needle in needles)
    try:
        memory = Path(f"/proc/{pid}/mem").open("rb", buffering=0)  # noqa: SIM115 - read below
    except PermissionError:
        pytest.skip("Reading another process's memory needs root here; memory was not looked at.")
    with memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights = line.split()[:2]
            if "r" not in rights or "w" not in rights:
                continue
            begin, end = (int(part, 16) for part in span.split("-"))
            kept = b""
            for place in range(begin, end, 1 << 24):
                try:
                    memory.seek(place)
                    piece = kept + memory.read(min(1 << 24, end - place))
                except OSError:
                    break
                for needle in needles:
                    counts[needle] += piece.count(needle)
                kept = piece[len(piece) - longest + 1 :]
    return counts


@pytest.fixture(scope="session")
def begin(demo_made, tmp_path_factory):
    """A function that gives a copy of the demo world, not served yet; all are ended at the end."""
    all_served = []

    def copied():
        folder = tmp_path_factory.mktemp("served") / "world"
        shutil.copytree(demo_made, folder)
        all_served.append(Served(folder))
        return all_served[-1]

    yield copied
    for served in all_served:
        served.stop()


@pytest.fixture(scope="module")
def served(begin):
    """One demo world, served, for the tests of a file that leave it open."""
    return begin().start()


@pytest.fixture(scope="session")
def look():
    """What can be asked of a process from outside."""

    class Look:
        in_memory = staticmethod(in_memory)
        is_gone = staticmethod(is_gone)
        arguments_of = staticmethod(arguments_of)

    return Look


@pytest.fixture(scope="session")
def passphrase():
    return PASSPHRASE


@pytest.fixture
def disk_of_64_mb(tmp_path):
    """A folder on a file system of its own, with room for a store and its ballast."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)]
    allowed = sys.platform == "linux" and os.geteuid() == 0
    if not allowed or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("Mounting a small disk is not permitted here; the full disk is not tried.")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)
