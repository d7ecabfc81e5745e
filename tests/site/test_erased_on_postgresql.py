"""Erased from a team's store: a dump of its database has no word left, its list beside the key."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import postgres

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(postgres.why_not()), reason=postgres.why_not()),
]

TESTS = Path(__file__).parent.parent
WORDS = ("heron", "orsend")


def run(url: str, folder: Path, script: str) -> None:
    path = os.pathsep.join((str(TESTS), str(TESTS / "site"), str(TESTS.parent / "src")))
    world = {
        **os.environ,
        "PYTHONPATH": path,
        "RAPPORT_DATABASE_URL": url,
        "RAPPORT_KEY_FILE": str(folder / "names.key"),
    }
    command = [sys.executable, str(TESTS / "site" / "erasing_world.py"), script, str(folder)]
    done = subprocess.run(command, env=world, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def dumped(url: str) -> str:
    """Return all that the database says, as its own dump has it, keys of bytes read too."""
    programs = postgres.server_programs()
    assert programs is not None
    command = [str(programs / "pg_dump"), url]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    plain = "".join(
        bytes.fromhex(word[3:]).decode("utf-8", "replace")
        for word in text.split()
        if word.startswith("\\\\x") and len(word) % 2
    )
    return (text + plain).lower()


def tables_on_disk(url: str) -> bytes:
    """Return the files of all tables as they lie on the disk, what is known of them included."""
    folder = Path(url.partition("host=")[2]) / "data" / "base"
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file()).lower()


@pytest.mark.long
def test_a_dump_and_the_tables_on_disk_have_no_word_left(tmp_path):
    with postgres.postgresql() as url:
        run(url, tmp_path, "begin-team")
        before = dumped(url)
        assert all(word in before for word in WORDS)
        checkpoint(url)
        assert WORDS[0].encode() in tables_on_disk(url)
        run(url, tmp_path, "erase-team")
        assert not [word for word in WORDS if word in dumped(url)]
        checkpoint(url)
        # The other word stands in names of the server's own functions: "oidvectorsend".
        assert WORDS[0].encode() not in tables_on_disk(url)
    assert (tmp_path / "erased.json").exists()


def checkpoint(url: str) -> None:
    psql = shutil.which("psql") or str((postgres.server_programs() or Path()) / "psql")
    subprocess.run([psql, url, "-c", "CHECKPOINT"], check=True, capture_output=True)
