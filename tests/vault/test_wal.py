"""Folding the log in: done, busy or failed, and nothing lost either way."""

import subprocess
import sys
import textwrap

BEGIN = """
    import os
    os.environ["DJANGO_SETTINGS_MODULE"] = "rapport.site.settings"
    import django
    django.setup()
    from pathlib import Path
    from django.db import connection, connections
    from rapport.vault import wal, keyring

    def run(query, through=connection):
        with through.cursor() as cursor:
            return cursor.execute(query).fetchall()

    home = Path(os.environ["RAPPORT_HOME"])
    log = home / "rapport.store-wal"
"""
FILL = """
    keyring.hold(bytes(32))
    run("CREATE TABLE note (text)")
    for number in range(100):
        run(f"INSERT INTO note VALUES ('{'x' * 500}')")
"""


def told_by(home, *parts):
    script = "\n".join(textwrap.dedent(part) for part in (BEGIN, *parts))
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"RAPPORT_HOME": str(home), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_log_is_empty_afterwards_and_everything_is_in_the_store(tmp_path):
    assert told_by(
        tmp_path,
        FILL,
        """
        other = connections.create_connection("default")
        other.ensure_connection()
        before = log.stat().st_size > 100_000
        print(before, wal.fold().name, log.stat().st_size)
        print(run("SELECT count(*) FROM note", other)[0][0])
        """,
    ) == ["True", "DONE", "0", "100"]


def test_while_somebody_reads_it_is_busy_and_nothing_is_lost(tmp_path):
    assert told_by(
        tmp_path,
        FILL,
        """
        other = connections.create_connection("default")
        cursor = other.cursor()
        cursor.execute("BEGIN")
        cursor.execute("SELECT text FROM note").fetchone()
        run("INSERT INTO note VALUES ('later')")
        print(wal.fold().name)
        cursor.execute("ROLLBACK")
        print(run("SELECT count(*) FROM note", other)[0][0], wal.fold().name)
        """,
    ) == ["BUSY", "101", "DONE"]


def test_without_a_key_there_is_nothing_to_fold(tmp_path):
    assert told_by(tmp_path, "print(wal.fold().name, log.exists())") == ["DONE", "False"]


def test_on_a_full_disk_it_fails_and_the_ballast_makes_room(small_disk):
    """The log is overwritten in place while it grows no longer; the store itself must grow."""
    told = told_by(
        small_disk,
        """
        from rapport.vault import reserved_space
        print(reserved_space.make(home, size=1_000_000))
        keyring.hold(bytes(32))
        run("CREATE TABLE note (text)")
        run("PRAGMA wal_autocheckpoint = 0")
        for number in range(100):
            run(f"INSERT INTO note VALUES ('{'x' * 2000}')")
        with (home / "filler").open("wb", buffering=0) as out:
            size = 1 << 16
            while size:
                try:
                    out.write(bytes(size))
                except OSError:
                    size //= 2
        other = connections.create_connection("default")
        other.ensure_connection()
        print(wal.fold().name)
        reserved_space.free(home)
        print(wal.fold().name, log.stat().st_size)
        print(run("SELECT count(*) FROM note", other)[0][0])
        """,
    )
    assert told == ["True", "FAILED", "DONE", "0", "100"]
