"""A disk so small that it can be filled."""

import os
import subprocess
import sys

import pytest

ROOM = 3 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a file system of its own, of three megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(place)]
    allowed = sys.platform == "linux" and os.geteuid() == 0
    if not allowed or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("Mounting a small disk is not permitted here; the full disk is not tried.")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def fill():
    """A function that fills a disk to the last byte; give the room back by removing the file."""

    def filled(folder):
        path = folder / "filler"
        with path.open("wb", buffering=0) as out:
            size = 1 << 16
            while size:
                try:
                    out.write(bytes(size))
                except OSError:
                    size //= 2
        return path

    return filled
