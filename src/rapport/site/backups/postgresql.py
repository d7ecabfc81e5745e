"""PostgreSQL's own programs, told by the environment where to go: no password among the words."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection

from rapport.site.backups.refusals import NoPrograms, ProgramFailed

_INSTALLED = Path("/usr/lib/postgresql")
_PIECE = 1 << 20
_NOT_CARRIED = (
    *("django_session", "records_opensession", "records_signincode"),
    *("records_signintries", "records_readcount", "records_sentform"),
)


def dump(snapshot: str) -> Iterator[bytes]:
    """Yield the dump of the open database as of a snapshot that another session holds open.

    What lives for a day at most is left out: who is signed in, codes, counts.

    Raises ``NoPrograms``, ``ProgramFailed``.
    """
    words = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    words += [f"--exclude-table-data={table}" for table in _NOT_CARRIED]
    with _started("pg_dump", words, stdout=subprocess.PIPE) as running:
        while piece := running.stdout.read(_PIECE):
            yield piece
        _end(running, "pg_dump")


def restore(pieces: Iterable[bytes]) -> None:
    """Restore a dump into the open database, all of it or nothing.

    Raises ``NoPrograms``, ``ProgramFailed``, and whatever ``pieces`` raises.
    """
    words = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    words += [f"--dbname={connection.settings_dict['NAME']}"]
    with _started("pg_restore", words, stdin=subprocess.PIPE) as running:
        try:
            for piece in pieces:
                running.stdin.write(piece)
            running.stdin.close()
        except BrokenPipeError:
            pass
        except BaseException:
            # Its input ends too early for it, and its transaction with it.
            running.kill()
            raise
        _end(running, "pg_restore")


def _started(program: str, words: list[str], **pipes: Any) -> Any:
    command = [str(_program(program)), *words]
    return subprocess.Popen(  # noqa: S603 - PostgreSQL's own program
        command, env=_environment(), stderr=subprocess.PIPE, **pipes
    )


def _end(running: Any, program: str) -> None:
    told = running.stderr.read().decode("utf-8", "replace").strip()
    if running.wait() != 0:
        raise ProgramFailed(program=program, why=told.splitlines()[0][:300] if told else "?")


def _program(name: str) -> Path:
    """Return the newest that is installed: an older one refuses a newer server."""
    installed = [path for path in _INSTALLED.glob(f"*/bin/{name}") if path.parts[-3].isdecimal()]
    if installed:
        return max(installed, key=lambda path: int(path.parts[-3]))
    found = shutil.which(name)
    if found is None:
        raise NoPrograms(program=name)
    return Path(found)


def _environment() -> dict[str, str]:
    """Return the environment with where the open database is, as libpq reads it."""
    told = connection.settings_dict
    named = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    environment = {**os.environ, "PGDATABASE": str(told["NAME"])}
    environment.update({ours: str(told[key]) for key, ours in named.items() if told.get(key)})
    for key, value in told.get("OPTIONS", {}).items():
        if isinstance(value, str) and re.fullmatch(r"[a-z_]+", key):
            environment[f"PG{key.upper()}"] = value
    return environment
