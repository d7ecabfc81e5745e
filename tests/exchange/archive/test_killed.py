"""Killed while an archive is read back: the store is empty, or it is whole."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

WORDS = "seven grey kettles beside the river"
POINTS = 20


def command(folder: Path, *words: str, **more) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    told = {**os.environ, "RAPPORT_STATE": str(folder / "state")}
    told.pop("RAPPORT_DATABASE_URL", None)
    called = [sys.executable, "-m", "rapport", *words]
    return subprocess.Popen(called, env=told, stdout=pipe, stderr=pipe, text=True, **more)


def done(folder: Path, *words: str) -> str:
    ended = command(folder, *words, stdin=subprocess.DEVNULL)
    said, trouble = ended.communicate(timeout=600)
    assert ended.returncode == 0, trouble
    return said


def test_killed_at_twenty_points_nothing_is_half_there(tmp_path):
    word = tmp_path / "word"
    word.write_text(f"{WORDS}\n", encoding="utf-8")
    file, sealed = tmp_path / "a.age", ["--file-passphrase", str(word)]
    demo = ["--demo", "--home", str(tmp_path / "demo")]
    done(tmp_path, "export", "archive", str(file), "--whole", "--reason", "Moving", *demo, *sealed)
    held = begun(tmp_path, "trial", word)
    began = time.monotonic()
    done(tmp_path, "export", "read", str(file), *held, *sealed)
    took = time.monotonic() - began
    for point in range(POINTS):
        held = begun(tmp_path, f"store-{point}", word)
        reading = command(tmp_path, "export", "read", str(file), *held, *sealed)
        time.sleep(took * (point + 1) / (POINTS + 1))
        reading.send_signal(signal.SIGKILL)
        reading.communicate()
        ended = command(tmp_path, "history", "verify", *held)
        said, trouble = ended.communicate(timeout=600)
        # Nothing of it is there, not even who works in it, or all of it is.
        assert "The history is whole." in said or "Nobody works in this store yet" in trouble
        done(tmp_path, "export", "read", str(file), *held, *sealed)
        said = done(tmp_path, "history", "verify", *held)
        assert "The history is whole." in said
        assert not said.startswith("0 operations")


def begun(folder: Path, name: str, word: Path) -> list[str]:
    """Make a new empty store; return the options that open it."""
    held = ["--home", str(folder / name), "--passphrase-file", str(word)]
    done(folder, "init", *held)
    return held
