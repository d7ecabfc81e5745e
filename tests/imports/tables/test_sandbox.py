"""The child process: what it is given, what it cannot do, and how it ends."""

import dataclasses
import io
import os
import subprocess
import sys
import textwrap

import psutil
import pytest

from rapport.formats.limits import ORDINARY
from rapport.formats.refusals import Stopped, TooHard
from rapport.imports.sandbox import frames
from rapport.imports.tables import TableStream, read_table

LONG = b"name,note\n" + b"Yousef,came back from Orsend\n" * 40_000


def sealed(code):
    """What this code prints in a process that gave up what a child gives up."""
    script = f"""
        import socket, subprocess, os, threading
        from rapport.imports.sandbox import confine
        from rapport.formats.limits import ORDINARY
        confine.take_limits(ORDINARY)
        confine.seal()
        try:
            {code}
        except (OSError, MemoryError, RuntimeError) as error:
            print(type(error).__name__)
        else:
            print("done")
    """
    answer = subprocess.run(
        [sys.executable, "-I", "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout.strip()


@pytest.mark.parametrize(
    "code",
    [
        "open('/etc/hostname')",
        "open('/tmp/written-by-a-child', 'w')",
        "os.open('/etc/hostname', os.O_RDONLY)",
        "socket.socket()",
        "socket.create_connection(('127.0.0.1', 9))",
        "subprocess.run(['true'])",
        "os.system('true')",
        "bytearray(600 << 20)",
    ],
)
def test_a_sealed_process_cannot(code):
    assert sealed(code) in {"PermissionError", "OSError", "MemoryError"}


def test_a_sealed_process_can_still_compute():
    assert sealed("sum(range(10))") == "done"


@pytest.mark.skipif(sys.platform != "linux", reason="limits of descriptors and /proc")
def test_the_kernel_refuses_files_even_where_python_does_not_look():
    assert sealed("os.pipe()") == "OSError"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def newest_child():
    """Return the child begun last: other tests of this process may have left theirs."""
    return max(psutil.Process().children(), key=lambda child: child.create_time())


def test_the_child_inherits_nothing_of_ours(monkeypatch, tmp_path):
    monkeypatch.setenv("RAPPORT_SECRET", "canary-in-the-environment")
    with (tmp_path / "open-file").open("wb") as kept, TableStream(LONG, name="secret-name.csv"):
        os.set_inheritable(kept.fileno(), True)
        child = newest_child()
        command = " ".join(child.cmdline())
        assert "secret-name" not in command
        assert "canary" not in command
        try:
            assert "RAPPORT_SECRET" not in child.environ()
            assert [each.path for each in child.open_files()] == []
        except psutil.AccessDenied:
            pass  # not even we may look into it


def test_leaving_early_ends_the_child():
    with TableStream(LONG, name="long.csv") as stream:
        child = newest_child()
        assert next(iter(stream))
    assert not child.is_running()


def test_a_person_can_stop_a_reading():
    with pytest.raises(Stopped) as stopped:
        read_table(LONG, name="long.csv", stop=lambda: True)
    assert stopped.value.code == "stopped"


def test_a_slow_child_is_ended():
    hurried = dataclasses.replace(ORDINARY, wall_seconds=0.01)
    with pytest.raises(TooHard) as ended:
        read_table(LONG, name="long.csv", limits=hurried)
    assert ended.value.code == "too_long"


def test_a_busy_child_is_ended_by_the_processor_limit():
    hurried = dataclasses.replace(ORDINARY, cpu_seconds=1, rows=10_000_000)
    with pytest.raises(TooHard) as ended:
        read_table(b"a,b\n" * 5_000_000, name="long.csv", limits=hurried)
    assert ended.value.code == "too_long"


def test_progress_counts_rows_up_to_the_end():
    seen = []
    read_table(LONG, name="long.csv", on_progress=seen.append)
    assert [each.rows for each in seen] == sorted(each.rows for each in seen)
    assert seen[-1].rows == seen[-1].of == 40_000


def test_a_frame_comes_back_as_it_went():
    pipe = io.BytesIO()
    frames.write_frame(pipe, {"rows": [["علي", "\n"]]})
    pipe.seek(0)
    assert frames.read_frame(pipe) == {"rows": [["علي", "\n"]]}
    assert frames.read_frame(pipe) is None


@pytest.mark.parametrize(
    "sent", [b"\xff\xff\xff\xff", b"\0\0\0\x09{}", b"\0\0", b"\0\0\0\x02[]", b"\0\0\0\x02{{"]
)
def test_a_broken_frame_is_not_believed(sent):
    with pytest.raises(frames.BrokenFrame):
        frames.read_frame(io.BytesIO(sent))


@pytest.mark.skipif(sys.platform == "win32", reason="needs getrusage")
def test_the_memory_watch_ends_a_process_where_the_kernel_does_not():
    script = """
        import time
        from rapport.imports.sandbox import confine
        confine.watch_memory(60 << 20, 0.01)
        held = bytearray(200 << 20)
        time.sleep(5)
    """
    ended = subprocess.run([sys.executable, "-I", "-c", textwrap.dedent(script)], check=False)
    assert ended.returncode == 77
