"""A PostgreSQL of our own for the tests: made in a temporary folder, ended when they end."""

import contextlib
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path


def server_programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, newest first, or nothing."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if found:
        return found[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def why_not() -> str:
    """Say why PostgreSQL cannot be run here, or nothing if it can."""
    if server_programs() is None:
        return "PostgreSQL's server is not installed (Debian: postgresql)"
    if os.name != "posix":
        return "PostgreSQL is started for tests on POSIX systems only"
    if os.geteuid() == 0:
        try:
            pwd.getpwnam("postgres")
        except KeyError:
            return "PostgreSQL does not run as root, and there is no user postgres"
    return ""


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Start a server on a socket of its own and yield its URL."""
    programs = server_programs()
    if programs is None:
        raise RuntimeError(why_not())
    folder = Path(tempfile.mkdtemp(prefix="rapport-postgres-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        as_user = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    making = [str(programs / "initdb"), "-D", str(data), "-U", "rapport", "-A", "trust"]
    quick = ["--no-sync", "--locale=C.UTF-8", "-E", "UTF8"]
    subprocess.run([*as_user, *making, *quick], check=True, capture_output=True, cwd=folder)
    server = subprocess.Popen(
        [
            *as_user,
            *(str(programs / "postgres"), "-D", str(data), "-k", str(folder)),
            *("-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off"),
            # A handful of rows is neither worth compiling a question for nor sweeping up after.
            *("-c", "synchronous_commit=off", "-c", "jit=off", "-c", "autovacuum=off"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=(Path(tempfile.gettempdir()) / f"{folder.name}.log").open("wb"),
        cwd=folder,
    )
    try:
        name = f"rapport_{secrets.token_hex(4)}"
        _make_database(programs, folder, name)
        yield f"postgresql://rapport@/{name}?host={folder}"
    finally:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)
        (Path(tempfile.gettempdir()) / f"{folder.name}.log").unlink(missing_ok=True)


def _make_database(programs: Path, folder: Path, name: str) -> None:
    command = [str(programs / "createdb"), "-h", str(folder), "-U", "rapport", name]
    for _ in range(150):
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start within 15 seconds")
