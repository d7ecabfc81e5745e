"""Small files: the old one or the new one, never a half, and nothing left beside."""

import os
import stat
import subprocess
import sys
import textwrap
import threading

import pytest

from rapport.vault import atomic_write


def test_the_new_text_stands_in_the_place_of_the_old(tmp_path):
    path = tmp_path / "kept.json"
    atomic_write.replace(path, b"one")
    atomic_write.replace(path, b"two")
    assert path.read_bytes() == b"two"
    assert [entry.name for entry in tmp_path.iterdir()] == ["kept.json"]


@pytest.mark.skipif(os.name != "posix", reason="Modes of files are a matter of POSIX.")
def test_nobody_else_may_read_it(tmp_path):
    path = tmp_path / "kept.json"
    atomic_write.replace(path, b"one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_many_threads_at_once_leave_one_whole_text(tmp_path):
    path = tmp_path / "kept.json"
    texts = [bytes([65 + number]) * 50_000 for number in range(8)]

    def write(text):
        for _ in range(5):
            atomic_write.replace(path, text)

    threads = [threading.Thread(target=write, args=[text]) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes() in texts
    assert [entry.name for entry in tmp_path.iterdir()] == ["kept.json"]


def test_many_processes_at_once_leave_one_whole_text(tmp_path):
    path = tmp_path / "kept.json"
    script = textwrap.dedent("""
        import pathlib, sys
        from rapport.vault import atomic_write
        for _ in range(30):
            atomic_write.replace(pathlib.Path(sys.argv[1]), sys.argv[2].encode() * 9000)
    """)
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(path), letter]) for letter in "abc"
    ]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0]
    assert path.read_bytes() in [letter * 9000 for letter in (b"a", b"b", b"c")]


def test_on_a_full_disk_the_old_text_stays_and_the_trouble_is_told(small_disk, fill):
    path = small_disk / "kept.json"
    atomic_write.replace(path, b"old" * 10)
    filler = fill(small_disk)
    with pytest.raises(OSError, match="No space"):
        atomic_write.replace(path, b"new" * 5000)
    assert path.read_bytes() == b"old" * 10
    assert {entry.name for entry in small_disk.iterdir()} == {"kept.json", "filler"}
    filler.unlink()
    atomic_write.replace(path, b"new" * 5000)
    assert path.read_bytes() == b"new" * 5000


def test_what_an_ended_process_left_aside_is_tidied_after_an_hour(tmp_path):
    old, fresh, other = (tmp_path / name for name in ("a.1.new", "b.2.new", "c.json"))
    for path in (old, fresh, other):
        path.write_text("x")
    os.utime(old, (0, 0))
    os.utime(other, (0, 0))
    atomic_write.tidy(tmp_path)
    assert {entry.name for entry in tmp_path.iterdir()} == {"b.2.new", "c.json"}
