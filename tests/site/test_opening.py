"""Opening a store: migrating with a copy aside, refusing newer ones, and a disk that is full."""

import shutil
import subprocess
import sys
import textwrap

import pytest

BEGIN = """
    import sys
    from pathlib import Path
    from rapport.cli import opening as cli
    home = Path(sys.argv[1])
    cli.begin_django(home)
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from rapport.records.models import Operation
    from rapport.site import opening
    from rapport.vault import keyring, slots
    from rapport.vault.refusals import VaultRefusal
    from rapport.web import gate
    keyring.hold(slots.unlock(home, cli.DEMO_PASSPHRASE))

    known = MigrationLoader(connection).disk_migrations
    names = sorted(name for app, name in known if app == "records")

    def copies():
        return sorted(path.name for path in home.glob("rapport.store.*"))
"""


@pytest.fixture
def told_by(begin):
    """What a script prints that opens a copy of the demo world by itself."""
    served = begin()

    def run(script):
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(BEGIN + script), str(served.home)],
            env=served.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    return run


def test_an_ordinary_opening_makes_the_ballast_and_finds_nothing(told_by):
    assert told_by("""
    opening.open_store()
    print(gate.ALARM, (home / "ballast").stat().st_size, copies())
    """) == ["None 16777216 []"]


def test_a_store_of_a_newer_version_is_refused_and_left_as_it_is(told_by):
    assert told_by("""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('records', '9999_from_tomorrow', '2030-01-01')"
        )
    before = Operation.objects.count()
    try:
        opening.open_store()
    except VaultRefusal as refusal:
        print(refusal.code, gate.ALARM is not None, Operation.objects.count() == before, copies())
    """) == ["newer_store True True []"]


def test_before_a_change_of_tables_the_store_is_copied_and_the_copy_goes_once_it_opened(told_by):
    assert told_by("""
    call_command("migrate", "records", names[-2], verbosity=0, interactive=False)
    count = Operation.objects.count()
    opening.open_store()
    print(copies() == [f"rapport.store.before-{names[-1]}"], Operation.objects.count() == count)
    copied = (home / copies()[0]).read_bytes()
    print(len(copied) > 100_000, copied.startswith(b"SQLite"), gate.ALARM)
    opening.open_store()
    print(copies(), gate.ALARM)
    """) == ["True True", "True False None", "[] None"]


def test_a_copy_left_by_an_interrupted_change_is_not_written_over(told_by):
    assert told_by("""
    call_command("migrate", "records", names[-2], verbosity=0, interactive=False)
    copy = home / f"rapport.store.before-{names[-1]}"
    copy.write_bytes(b"as it was before anything was changed")
    opening.open_store()
    print(copy.read_bytes().decode())
    """) == ["as it was before anything was changed"]


def test_whatever_goes_wrong_while_opening_nothing_may_be_written_afterwards(told_by):
    assert told_by("""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE records_store")
    try:
        opening.open_store()
    except VaultRefusal as refusal:
        print(type(refusal).__name__, gate.ALARM)
    """) == ["Unreadable The store has not been checked yet."]


def test_a_full_disk_acknowledges_nothing_and_still_locks_and_opens(begin, disk_of_64_mb, look):
    served = begin()
    inside = disk_of_64_mb / "data"
    shutil.move(served.folder / "data", inside)
    (served.folder / "data").symlink_to(inside)
    browser = served.start().enter()
    person = browser.people()[0]
    assert browser.log(person, "before")
    assert (served.home / "ballast").exists()
    filler = disk_of_64_mb / "filler"
    with filler.open("wb", buffering=0) as out:
        size = 1 << 16
        while size:
            try:
                out.write(bytes(size))
            except OSError:
                size //= 2
    acknowledged = [
        number for number in range(60) if browser.log(person, "full " * 900 + str(number))
    ]
    assert len(acknowledged) < 60
    worker = served.worker
    assert browser.post("/lock/", {}).status == 303
    assert look.is_gone(worker)
    assert browser.unlock().status == 303
    assert browser.get("/").status == 200
    served.stop()
    filler.unlink()
    kept = set(served.lines())
    assert "before" in kept
    assert [number for number in acknowledged if "full " * 900 + str(number) not in kept] == []


def test_what_is_logged_while_the_history_is_read_raises_no_alarm(told_by):
    assert told_by("""
    import threading
    from datetime import UTC, date, datetime
    from django.db import connection
    from rapport.actions import interactions
    from rapport.records import integrity, verifying
    from rapport.records.asking import Asking
    from rapport.records.models import Relationship, Store

    def log():
        me = Store.objects.get().owner
        theirs = [(Relationship.objects.visible_to(me).first().pk, "lead")]
        day = date(2026, 3, 16)
        asking = Asking(me, datetime.now(UTC), day)
        interactions.log_interaction(asking, theirs=theirs, on=day, line="Tea.")
        connection.close()

    def logged_meanwhile(*said):
        writer = threading.Thread(target=log)
        writer.start()
        writer.join()
        check_ends(*said)

    opening.open_store()
    check_ends, verifying._check_ends = verifying._check_ends, logged_meanwhile
    count = Operation.objects.count()
    print(integrity.against_itself(), Operation.objects.count() > count)
    verifying._check_ends = check_ends
    print(integrity.against_itself())
    """) == ["None True", "None"]
