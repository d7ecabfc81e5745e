"""A process that holds a key: no core file, no reader of its memory, no file for others."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

linux = pytest.mark.skipif(sys.platform != "linux", reason="Asked of the Linux kernel.")


def run(script, folder):
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@linux
def test_holding_a_key_hardens_the_process(tmp_path):
    answer = run(
        """
        import ctypes, resource
        libc = ctypes.CDLL(None)
        print(libc.prctl(3, 0, 0, 0, 0))
        from rapport.vault import keyring
        keyring.hold(bytes(32))
        print(libc.prctl(3, 0, 0, 0, 0), *resource.getrlimit(resource.RLIMIT_CORE))
        """,
        tmp_path,
    )
    assert answer.stdout.split() == ["1", "0", "0", "0"]


@linux
def test_nothing_is_missing_on_linux(tmp_path):
    answer = run("from rapport.vault import hardening; print(hardening.harden())", tmp_path)
    assert answer.stdout.strip() == "[]"


@linux
def test_a_forced_crash_leaves_no_core_file(tmp_path):
    answer = run(
        """
        import os, resource
        from rapport.vault import keyring
        keyring.hold(b"0123456789abcdef" * 2)
        os.abort()
        """,
        tmp_path,
    )
    assert answer.returncode == -signal.SIGABRT
    assert list(tmp_path.iterdir()) == []


AS_ANYBODY = """
    import ctypes, os, sys
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
"""


@linux
@pytest.mark.parametrize("hardened", [False, True])
def test_only_an_unhardened_process_lets_its_own_user_read_its_memory(hardened):
    script = f"""
        import ctypes, resource
        from rapport.vault import hardening
        {textwrap.indent(textwrap.dedent(AS_ANYBODY), " " * 8).strip()}
        # To change one's user forbids the reading too; the control allows it again.
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
        if {hardened}:
            hardening.harden()
        print("ready", flush=True)
        sys.stdin.read()
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    look = textwrap.dedent(AS_ANYBODY) + f"open('/proc/{process.pid}/mem', 'rb').close()"
    seen = subprocess.run([sys.executable, "-c", look], capture_output=True, check=False)
    process.communicate("", timeout=10)
    assert (seen.returncode == 0) is not hardened
    assert hardened is (b"PermissionError" in seen.stderr)


@pytest.mark.skipif(os.name != "posix", reason="Modes of files are a matter of POSIX.")
def test_what_it_writes_nobody_else_may_read(tmp_path):
    run(
        """
        from pathlib import Path
        from rapport.vault import hardening
        hardening.harden()
        Path("written").write_text("x")
        Path("made").mkdir()
        """,
        tmp_path,
    )
    modes = {path.name: path.stat().st_mode & 0o077 for path in tmp_path.iterdir()}
    assert modes == {"written": 0, "made": 0}
