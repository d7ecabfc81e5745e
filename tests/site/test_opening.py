"""Opening a store: migrating with a copy aside, refusing newer ones, and a disk that is full."""

import shutil
import subprocess
from pathlib import Path

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
    from rapport.site import opening, store_version
    from rapport.vault import key_slots, keyring
    from rapport.vault.refusals import VaultRefusal
    from rapport.web.middleware import session_gate
    sys.path.insert(0, "TESTS")
    from older_tables import take_back
    keyring.hold(key_slots.unlock(home, cli.DEMO_PASSPHRASE))

    known = MigrationLoader(connection).disk_migrations
    names = sorted(name for app, name in known if app == "records")

    def go_back():
        # A store of the migration before, and of the days before versions were kept. It holds
        # nothing of the kinds that came with the last one.
        take_back(names[-1], names[-2])
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE rapport_version")

    def contents():
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_schema ORDER BY name")
            return Operation.objects.count(), cursor.fetchall()

    def copies():
        return sorted(path.name for path in home.glob("rapport.store.*"))
""".replace("TESTS", Path(__file__).parent.parent.as_posix())


@pytest.fixture
def told_by(begin):
    """What a script prints that opens a copy of the demo world by itself."""
    served = begin()

    def run(script):
        return served.script(BEGIN + script, str(served.home)).stdout.splitlines()

    return run


def test_an_ordinary_opening_makes_the_ballast_and_finds_nothing(told_by):
    assert told_by("""
    opening.open_store()
    print(session_gate.ALARM, (home / "ballast").stat().st_size, copies())
    """) == ["None 16777216 []"]


def test_a_store_of_a_newer_version_is_refused_and_left_as_it_is(told_by):
    code, says, left = told_by("""
    ours = store_version.of_program()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE rapport_version SET tables = 9000, program = '0.3.0'")
        cursor.execute("DROP TABLE records_finding")
    before = contents()
    try:
        opening.open_store()
    except VaultRefusal as refusal:
        print(refusal.code)
        print(str(refusal).replace(str(ours), "OURS"), refusal.next)
    print(session_gate.ALARM is not None, contents() == before, copies())
    """)
    assert code == "newer_store"
    assert says.startswith(
        "This store was last opened by Rapport 0.3.0 (tables 9000); this is Rapport OURS."
    )
    assert left == "True True []"


def test_a_newer_store_is_refused_with_both_versions_on_the_page_and_at_a_prompt(begin):
    served = begin()
    script = """
    with connection.cursor() as cursor:
        cursor.execute("UPDATE rapport_version SET tables = 9000, program = '0.3.0'")
    """
    served.script(BEGIN + script, str(served.home))
    says = "This store was last opened by Rapport 0.3.0 (tables 9000); this is Rapport "
    told = served.command("today", "--demo")
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith(says)
    answer = served.start().browser().unlock()
    assert answer.status == 422
    assert says in answer.text


@pytest.mark.parametrize(
    "changed",
    [
        "INSERT INTO django_migrations (app, name, applied) VALUES ('records', '0001_b', '2030')",
        "DELETE FROM django_migrations WHERE name LIKE '0002%'",
        "DELETE FROM django_migrations WHERE app = 'records'",
        "DROP TABLE django_migrations",
    ],
)
def test_tables_of_no_known_version_are_not_called_damage(told_by, changed):
    code, says, left = told_by(f"""
    with connection.cursor() as cursor:
        cursor.execute("{changed}")
    before = contents()
    try:
        opening.open_store()
    except VaultRefusal as refusal:
        print(refusal.code)
        print(refusal)
    print(session_gate.ALARM is not None, contents() == before, copies())
    """)
    assert code == "unknown_tables"
    assert says.startswith("This Rapport, ")
    assert left == "True True []"


def test_before_a_change_of_tables_the_store_is_copied_and_the_copy_goes_once_it_opened(told_by):
    assert told_by("""
    go_back()
    count = Operation.objects.count()
    opening.open_store()
    print(copies() == [f"rapport.store.before-{names[-1]}"], Operation.objects.count() == count)
    copied = (home / copies()[0]).read_bytes()
    print(len(copied) > 100_000, copied.startswith(b"SQLite"), session_gate.ALARM)
    opening.open_store()
    print(copies(), session_gate.ALARM)
    """) == ["True True", "True False None", "[] None"]


def test_a_copy_left_by_an_interrupted_change_is_not_written_over(told_by):
    assert told_by("""
    go_back()
    copy = home / f"rapport.store.before-{names[-1]}"
    copy.write_bytes(b"as it was before anything was changed")
    opening.open_store()
    print(copy.read_bytes().decode())
    """) == ["as it was before anything was changed"]


def test_a_change_that_fails_half_way_leaves_the_store_as_it_was(told_by):
    code, says, left = told_by("""
    go_back()
    before = contents()

    def broken(*said, **more):
        call_command(*said, **more)
        raise ValueError("as if the last migration had failed")

    opening.call_command = broken
    try:
        opening.open_store()
    except VaultRefusal as refusal:
        print(refusal.code)
        print(refusal)
    print(session_gate.ALARM is not None, contents() == before, len(copies()))
    """)
    assert code == "not_migrated"
    assert "A copy is beside it: rapport.store.before-0" in says
    assert left == "True True 1"


def test_a_change_during_which_the_machine_stops_is_made_at_the_next_opening(told_by):
    told_by("""
    import os
    go_back()

    def stopped(*said, **more):
        call_command(*said, **more)
        os._exit(0)

    opening.call_command = stopped
    opening.open_store()
    """)
    assert told_by("""
    opening.open_store()
    print(session_gate.ALARM, store_version.of_store() == store_version.of_program(), copies())
    opening.open_store()
    print(session_gate.ALARM, copies())
    """)[1:] == ["None []"]


def test_a_store_with_a_doubt_keeps_the_copy_of_its_last_change(told_by):
    assert told_by("""
    go_back()
    opening.open_store()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_operation SET verb = 'other' WHERE sequence = 7")
    opening.open_store()
    print(session_gate.ALARM == opening.integrity.BROKEN, len(copies()))
    """) == ["True 1"]


def test_another_version_judges_everybody_anew_and_writes_down_that_it_opened_the_store(told_by):
    assert told_by("""
    from rapport.records import judging
    from rapport.records.models import Relationship, Store
    Relationship.objects.update(warm_ups=9)
    as_the_rules_said = Relationship.objects.filter(warm_ups=9)
    opening.open_store()
    print(as_the_rules_said.count() > 5)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE rapport_version SET program = '0.0.1'")
    opening.open_store()
    day = Store.objects.get().fixed_today
    print(judging.due(day).count() == as_the_rules_said.count())
    print(store_version.of_store() == store_version.of_program())
    """) == ["True", "True", "True"]


def test_whatever_goes_wrong_while_opening_nothing_may_be_written_afterwards(told_by):
    assert told_by("""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_store SET key = 'no key'")
    try:
        opening.open_store()
    except VaultRefusal as refusal:
        print(type(refusal).__name__, session_gate.ALARM)
    """) == ["Unreadable The store has not been checked yet."]


@pytest.mark.long
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


@pytest.fixture
def read_only(begin, disk_of_64_mb):
    """A demo world on a medium that cannot be written."""
    served = begin()
    inside = disk_of_64_mb / "data"
    shutil.move(served.folder / "data", inside)
    (served.folder / "data").symlink_to(inside)
    _mounted(disk_of_64_mb, "ro")
    yield served
    served.stop()
    _mounted(disk_of_64_mb, "rw")


def _mounted(place, how):
    subprocess.run(["mount", "-o", f"remount,{how}", str(place)], check=True)


def test_a_store_on_a_medium_that_cannot_be_written_is_read(read_only):
    browser = read_only.start().enter()
    said = (read_only.folder / "said").read_text()
    assert said.endswith(
        "This folder cannot be written to, so the store is read-only."
        " To work with it, copy its folder to a disk that can be written.\n"
    )
    page = browser.get("/").text
    assert "so the store is read-only." in page
    assert "does not fit its own history" not in page
    assert browser.get(f"/people/{browser.people()[0]}/").status == 200
    assert not browser.log(browser.people()[0], "written")
    left = {path.name for path in (read_only.folder / "tmp").iterdir()}
    assert len(left) == 1, "the encrypted copy that is read"
    read_only.stop()
    assert not list((read_only.folder / "tmp").iterdir())


def test_a_command_reads_from_a_medium_that_cannot_be_written_and_says_why_it_writes_nothing(
    read_only,
):
    today = read_only.command("today", "--demo")
    assert (today.returncode, "Traceback" in today.stderr) == (0, False)
    assert "Today" in today.stdout or len(today.stdout) > 40
    added = read_only.command("team", "circle", "New", "--home", str(read_only.home))
    assert added.returncode == 1
    assert "so the store is read-only." in added.stderr
    assert "copy its folder to a disk that can be written." in added.stderr
    assert not list((read_only.folder / "tmp").iterdir())


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


BESIDE = """
    from django.test import Client
    from rapport.records.models import Interaction

    session_gate.SESSIONS.add("one")
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies[session_gate.COOKIE] = "one"

    def said():
        page = client.get("/people/").content.decode()
        told = ("still being checked", "checked: it is whole", "does not fit its own history")
        return [words for words in told if words in page]

    def open_and_check():
        opening.open_store(at_once=0)
        check = session_gate.CHECKING
        if check is not None:
            check.join()
"""


def test_a_history_read_beside_the_pages_is_said_to_be_read_and_then_to_be_whole(told_by):
    assert told_by(
        BESIDE
        + """
    import threading
    go_on, read = threading.Event(), opening.integrity.against_itself

    def waiting():
        go_on.wait()
        return read()

    opening.integrity.against_itself = waiting
    opening.open_store(at_once=0)
    check = session_gate.CHECKING
    print(said(), session_gate.ALARM)
    go_on.set()
    check.join()
    print(said(), session_gate.ALARM)
    """
    ) == ["['still being checked'] None", "['checked: it is whole'] None"]


def test_what_does_not_fit_is_said_loudly_though_it_was_found_beside_the_pages(told_by):
    assert told_by(
        BESIDE
        + """
    Operation.objects.filter(sequence=5).update(payload=b"{}")
    open_and_check()
    print(said(), session_gate.ALARM == opening.integrity.BROKEN)
    print(client.post("/log/", {}).status_code)
    """
    ) == ["['does not fit its own history'] True", "409"]


def test_a_history_that_cannot_be_read_to_its_end_is_a_doubt(told_by):
    assert told_by(
        BESIDE
        + """
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE records_checkpoint RENAME TO gone")
    open_and_check()
    print(said(), session_gate.ALARM == opening.NOT_CHECKED)
    """
    ) == ["['does not fit its own history'] True"]


def test_an_older_reading_says_nothing_of_a_store_opened_since(told_by):
    assert told_by(
        BESIDE
        + """
    open_and_check()
    import threading
    old = threading.Thread(target=opening._check_beside)
    session_gate.ALARM = "kept"
    old.start()
    old.join()
    print(session_gate.ALARM)
    """
    ) == ["kept"]


def test_opening_is_never_idle_however_long_it_takes(told_by):
    """The last anybody was seen is an hour ago, and it is looked at while the store is opened."""
    assert (
        told_by("""
    import threading
    import time
    from rapport.site import worker
    from rapport.web import lock
    worker._LOOK_EVERY = 0.01
    lock.OPEN = lambda: time.sleep(0.2)
    for _ in range(20):
        keyring._held.clear()
        session_gate.last_seen = time.monotonic() - 3600
        ended = []
        one = worker.Worker({"idle_minutes": 1}, None)
        one.end = ended.append
        watching = threading.Thread(target=one._watch, daemon=True)
        watching.start()
        lock._hold(bytes(32))
        time.sleep(0.05)
        one.ending.set()
        watching.join()
        print(ended, time.monotonic() - session_gate.last_seen < 30)
    """)
        == ["[] True"] * 20
    )
