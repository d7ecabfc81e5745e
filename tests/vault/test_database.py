"""The encrypted file as Django's database: what it refuses, how it is set, what is on the disk."""

import sqlite3
import subprocess
import sys
import textwrap
import threading

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.db.backends.signals import connection_created

from rapport.vault.database import base
from rapport.vault.refusals import OldCipher, PlainSqlite

KEY = bytes(range(32))
CANARY = "Canary-Quillon-7731"


@pytest.fixture
def opened(tmp_path, django_db_blocker):
    """A function that opens a file with a key; at the end all are closed.

    Each is a file of its own in a temporary folder, so the tests' own store is not needed.
    """
    connections = []

    def begin(key=KEY, path=tmp_path / "rapport.store"):
        wrapper = base.DatabaseWrapper(settings(path, key), alias=f"tried{len(connections)}")
        connections.append(wrapper)
        wrapper.inc_thread_sharing()
        return wrapper

    with django_db_blocker.unblock():
        yield begin
        for wrapper in connections:
            wrapper.close()


def settings(path, key):
    from django.db import connections

    return {
        **connections["default"].settings_dict,
        "NAME": str(path),
        "OPTIONS": {"key": lambda: key},
        "CONN_MAX_AGE": None,
    }


def rows(wrapper, query):
    with wrapper.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def fill_with_canary(wrapper):
    with wrapper.cursor() as cursor:
        cursor.execute("CREATE TABLE note (id integer PRIMARY KEY, text text)")
        for number in range(200):
            cursor.execute("INSERT INTO note VALUES (%s, %s)", [number, CANARY])


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("secure_delete", 1),
        ("cipher_use_hmac", "1"),
        ("cipher_plaintext_header_size", "0"),
        ("cipher_page_size", "4096"),
    ],
)
def test_every_connection_is_set_for_safety(opened, pragma, value):
    for _ in range(2):
        assert rows(opened(), f"PRAGMA {pragma}") == [(value,)]


def test_a_connection_keeps_so_few_pages_that_a_server_of_two_stays_small(opened):
    (kept,), (bound,) = (
        rows(opened(), f"PRAGMA {name}")[0] for name in ("cache_size", "soft_heap_limit")
    )
    assert 0 < -kept * 1024 <= 12 * 1024 * 1024
    assert 0 < bound <= 48 * 1024 * 1024


def test_a_thread_that_helps_out_keeps_fewer_and_no_other_does(opened):
    def kept():
        return -rows(opened(), "PRAGMA cache_size")[0][0]

    def helps_out():
        base.keep_few_pages()
        few.append(kept())

    before, few = kept(), []
    thread = threading.Thread(target=helps_out)
    thread.start()
    thread.join()
    assert 0 < few[0] < before == kept()


def test_a_transaction_takes_the_write_lock_when_it_begins(opened):
    one, other = opened(), opened()
    fill_with_canary(one)
    rows(other, "PRAGMA busy_timeout = 0")
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert rows(one, "SELECT count(*) FROM note") == [(200,)]
    with pytest.raises(DatabaseError, match="locked"):
        other.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert rows(other, "SELECT count(*) FROM note") == [(200,)]


def test_what_is_committed_is_seen_by_another_connection(opened):
    fill_with_canary(opened())
    assert rows(opened(), "SELECT count(*), max(text) FROM note") == [(200, CANARY)]


def test_nothing_written_can_be_read_on_the_disk(opened, tmp_path):
    wrapper = opened()
    fill_with_canary(wrapper)
    rows(wrapper, "SELECT text FROM note ORDER BY text || id")
    files = list(tmp_path.iterdir())
    assert {path.name for path in files} >= {"rapport.store", "rapport.store-wal"}
    for path in files:
        data = path.read_bytes()
        assert CANARY.encode() not in data
        assert CANARY.encode("utf-16-le") not in data
        assert b"CREATE TABLE" not in data
        assert not data.startswith(b"SQLite format 3")
    wrapper.close()
    assert CANARY.encode() not in (tmp_path / "rapport.store").read_bytes()


def test_plain_sqlite_cannot_read_the_file(opened, tmp_path):
    fill_with_canary(opened())
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        sqlite3.connect(tmp_path / "rapport.store").execute("SELECT * FROM note").fetchall()


@pytest.mark.parametrize("wrong", [bytes(32), KEY[::-1], KEY[:-1] + b"\0"])
def test_another_key_does_not_open_it(opened, wrong):
    fill_with_canary(opened())
    with pytest.raises(DatabaseError):
        rows(opened(key=wrong), "SELECT * FROM note")


def test_another_key_changes_nothing_in_the_file(opened, tmp_path):
    first = opened()
    fill_with_canary(first)
    first.close()
    before = (tmp_path / "rapport.store").read_bytes()
    with pytest.raises(DatabaseError):
        rows(opened(key=bytes(32)), "CREATE TABLE other (id integer)")
    assert (tmp_path / "rapport.store").read_bytes() == before


def test_every_damaged_page_is_found_by_the_check(opened, tmp_path):
    wrapper = opened()
    fill_with_canary(wrapper)
    wrapper.close()
    path = tmp_path / "rapport.store"
    whole = path.read_bytes()
    pages = len(whole) // 4096
    assert pages >= 2
    for place in range(4096, len(whole), 977):
        spoiled = bytearray(whole)
        spoiled[place] ^= 1 << (place % 8)
        path.write_bytes(bytes(spoiled))
        again = opened()
        assert rows(again, "PRAGMA cipher_integrity_check") != []
        again.close()
    path.write_bytes(whole)
    assert rows(opened(), "PRAGMA cipher_integrity_check") == []


def test_an_old_page_put_back_is_not_found_by_the_check(opened, tmp_path):
    """Why the history's chain and the anchors exist: encryption is not integrity over time."""
    wrapper = opened()
    fill_with_canary(wrapper)
    wrapper.close()
    path = tmp_path / "rapport.store"
    old = path.read_bytes()
    wrapper = opened()
    rows(wrapper, "UPDATE note SET text = 'withdrawn'")
    wrapper.close()
    assert path.read_bytes() != old
    path.write_bytes(old)
    again = opened()
    assert rows(again, "PRAGMA cipher_integrity_check") == []
    assert rows(again, "SELECT DISTINCT text FROM note") == [(CANARY,)]


def test_a_module_that_does_not_encrypt_is_refused():
    with pytest.raises(PlainSqlite):
        base.check_cipher(sqlite3.connect(":memory:"))


class OldModule:
    """Answers as an older SQLCipher does."""

    def __init__(self, version):
        self.version = version

    def execute(self, query):
        assert query == "PRAGMA cipher_version"
        return self

    def fetchone(self):
        return (self.version,)


@pytest.mark.parametrize("version", ["3.4.2", "4.0.0 community", "4.5.6 community", "4.11.9"])
def test_an_older_cipher_is_refused(version):
    with pytest.raises(OldCipher) as refusal:
        base.check_cipher(OldModule(version))
    assert version.split()[0] in str(refusal.value)


@pytest.mark.parametrize("answer", [None, ""])
def test_a_module_without_an_answer_is_refused(answer):
    with pytest.raises(PlainSqlite):
        base.check_cipher(OldModule(answer))


def test_a_program_in_which_the_module_was_swapped_does_not_open_a_store(tmp_path):
    """The standard library's module put in the place of ours: nothing must be written in clear."""
    script = f"""
        import sqlite3.dbapi2, sys, types
        package = types.ModuleType("sqlcipher3")
        package.dbapi2 = sqlite3.dbapi2
        sys.modules["sqlcipher3"], sys.modules["sqlcipher3.dbapi2"] = package, sqlite3.dbapi2
        import os
        os.environ["RAPPORT_HOME"] = {str(tmp_path)!r}
        os.environ["DJANGO_SETTINGS_MODULE"] = "rapport.site.settings"
        import django
        django.setup()
        from django.db import connection
        from rapport.vault import keyring
        keyring.hold(bytes(32))
        try:
            connection.cursor().execute("CREATE TABLE note (text)")
        except Exception as refusal:
            print(type(refusal).__name__)
        else:
            print("opened")
    """
    answer = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False
    )
    assert answer.stdout.strip() == "PlainSqlite"
    assert all(path.stat().st_size == 0 for path in tmp_path.iterdir())


def test_printing_the_settings_prints_no_key(capsys, monkeypatch):
    from rapport.vault import keyring

    call_command("diffsettings", "--all")
    printed = capsys.readouterr().out
    assert "rapport.vault.database" in printed
    assert keyring.data_key().hex() not in printed
    assert repr(keyring.data_key()) not in printed


def test_the_key_is_asked_for_at_each_opening_and_kept_nowhere_in_the_wrapper(opened):
    wrapper = opened()
    rows(wrapper, "SELECT 1")
    assert KEY.hex() not in repr(vars(wrapper))
    assert KEY not in [
        value for value in vars(wrapper).values() if isinstance(value, (bytes, bytearray))
    ]


def test_on_a_full_disk_a_commit_is_refused_and_nothing_acknowledged_is_lost(
    opened, small_disk, fill
):
    path = small_disk / "rapport.store"
    wrapper = opened(path=path)
    rows(wrapper, "CREATE TABLE note (id integer PRIMARY KEY, text text)")
    filler = fill(small_disk)
    filler.write_bytes(bytes(filler.stat().st_size - 700_000))
    acknowledged = 0

    def write_on():
        nonlocal acknowledged
        for number in range(10_000):
            with wrapper.cursor() as cursor:
                cursor.execute("INSERT INTO note VALUES (%s, %s)", [number, CANARY * 20])
            acknowledged += 1

    with pytest.raises(DatabaseError, match="full"):
        write_on()
    assert acknowledged > 10
    wrapper.close()
    filler.unlink()
    again = opened(path=path)
    assert rows(again, "SELECT count(*) FROM note") == [(acknowledged,)]
    assert rows(again, "PRAGMA integrity_check") == [("ok",)]


def test_django_hears_of_a_new_connection_only_once_it_is_keyed(opened):
    seen = []

    def look(connection, **_):
        seen.append(connection.cursor().execute("PRAGMA cipher_version").fetchone()[0])

    connection_created.connect(look)
    try:
        rows(opened(), "SELECT 1")
    finally:
        connection_created.disconnect(look)
    assert seen
    assert tuple(map(int, seen[0].split()[0].split(".")[:2])) >= base.NEEDED
