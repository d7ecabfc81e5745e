"""Processes that begin with the program's outside parts loaded already.

Most of what a command costs is loading: Django, the parser of the words, the rules. One process
loads them and waits; for each command it forks a copy, which takes the words, the variables and the
outputs, and goes on as ``python -m rapport WORDS`` goes on: with its own memory, its own settings
and models, its own end. What the interpreter reads before all else (``PYTHONIOENCODING``,
``LC_ALL``) needs a process begun anew, and so does a system without fork.

A key is derived once: the same passphrase, salt and cost give the same key to every command, and a
third of a command's work was to find it again.
"""

import array
import atexit
import contextlib
import gc
import hashlib
import importlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

PATIENCE = 600
"""Seconds after which a command is taken to hang; a busy machine is no reason to fail."""
BEGUN_WITH = dict(os.environ)
AFRESH = not hasattr(os, "fork")
READ_AT_THE_START = ("PYTHON", "LC_", "LANG")
LOADED = (
    *("typer", "rapport.cli.app", "pydantic", "typer._adapters", "rich.progress"),
    *("cryptography.hazmat.primitives.kdf.argon2", "cryptography.hazmat.primitives.ciphers.aead"),
    *("cryptography.hazmat.primitives.asymmetric.ed25519", "sqlcipher3", "psycopg", "uuid_utils"),
    *("django.db.models", "django.db.migrations.executor", "django.forms", "django.template"),
    *("django.core.management.commands.migrate", "django.db.backends.sqlite3.base"),
    *("django.contrib.auth.hashers", "django.contrib.sessions.backends.db", "django.test"),
    *("django.views.decorators.csrf", "django.http", "django.urls", "django.utils.timezone"),
    *("django.contrib.postgres.indexes", "hijridate", "anyascii", "tzlocal", "whitenoise"),
    *("rapport.rules.catalogue", "rapport.names", "rapport.vault.key_slots"),
)
"""What needs no settings: it is the same for every store."""


class Finished:
    """A command that has ended; the parts of ``subprocess.CompletedProcess`` that tests read."""

    def __init__(self, returncode, stdout, stderr):
        self.returncode, self.stdout, self.stderr = returncode, stdout, stderr


def run(*words, environment, script=None, folder=None, timeout=PATIENCE):
    """Run the command line with ``words``, or a script with them as its arguments."""
    folder = str(folder or Path.cwd())
    asked = [name for name in environment if name.startswith(READ_AT_THE_START)]
    if AFRESH or any(environment[name] != BEGUN_WITH.get(name) for name in asked):
        return _run_afresh(words, environment, script, folder, timeout)
    told = {"words": words, "script": script, "environment": environment, "folder": folder}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        with socket.socket(socket.AF_UNIX) as asking:
            asking.settimeout(timeout)
            asking.connect(_waiting())
            handed = array.array("i", [out.fileno(), err.fileno()])
            asking.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, handed)])
            asking.sendall(json.dumps(told).encode() + b"\n")
            code = int(asking.makefile().readline())
        return Finished(code, *(_text(file) for file in (out, err)))


def _run_afresh(words, environment, script, folder, timeout):
    command = ["-c", script] if script is not None else ["-m", "rapport"]
    return subprocess.run(
        [sys.executable, *command, *words],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
    )


def _text(file):
    file.seek(0)
    return file.read().decode()


@cache
def _waiting():
    """Return the address of the process that waits; it ends with this one."""
    address = str(Path(tempfile.mkdtemp(prefix="ready-")) / "asked")
    waits = subprocess.Popen(
        [sys.executable, __file__, address],
        env=BEGUN_WITH,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    atexit.register(_end, waits, Path(address))
    assert waits.stdout.readline() == b"waiting\n"
    return address


def _end(waits, address):
    waits.kill()
    waits.wait()
    shutil.rmtree(address.parent, ignore_errors=True)


def _wait(address):
    """Load, and fork a process for each that asks; return in that process what it was told."""
    for name in LOADED:
        # What is not installed is not needed.
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(name)
    _derive_once(Path(address).parent)
    # A copy need not look through what it was begun with.
    gc.freeze()
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(address)
    listening.listen(64)
    os.write(1, b"waiting\n")
    while True:
        asked, _ = listening.accept()
        if os.fork() == 0:
            listening.close()
            return _begun(asked)
        asked.close()
        _collect()


def _derive_once(folder):
    """Have every copy keep in ``folder`` what it derives, under a name that says nothing of it."""
    from rapport.vault import key_slots

    derive = key_slots._derive

    def derived(secret, salt, cost):
        place = folder / hashlib.sha256(repr((secret, salt, cost)).encode()).hexdigest()
        with contextlib.suppress(FileNotFoundError):
            return place.read_bytes()
        key = derive(secret, salt, cost)
        begun = place.with_suffix(f".{os.getpid()}")
        begun.write_bytes(key)
        begun.rename(place)
        return key

    key_slots._derive = derived


def _collect():
    """Take note of those that have ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _begun(asked):
    """Fork once more; this one waits for the end and says it, the other becomes the command."""
    _, handed, _, _ = asked.recvmsg(1, socket.CMSG_SPACE(8))
    out, err = array.array("i", handed[0][2])
    told = json.loads(asked.makefile("rb").readline())
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        with contextlib.suppress(OSError):
            asked.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
        os._exit(0)
    asked.close()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.closerange(3, 64)
    return told


def _become(told):
    """Go on as the command."""
    os.chdir(told["folder"])
    os.environ.clear()
    os.environ.update(told["environment"])
    tempfile.tempdir = None
    if told["script"] is not None:
        sys.path[0] = ""
        sys.argv = ["-c", *told["words"]]
        exec(compile(told["script"], "<string>", "exec"), {"__name__": "__main__"})  # noqa: S102
        return
    from rapport import cli

    sys.path[0] = told["folder"]
    sys.argv = [str(Path(cli.__file__).parent.parent / "__main__.py"), *told["words"]]
    cli.main()


if __name__ == "__main__":
    _become(_wait(sys.argv[1]))
