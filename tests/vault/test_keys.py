"""Keys in letters become keys in bytes, table by table, and nothing else changes."""

import uuid
from contextlib import closing

import pytest

from rapport.vault.database.base import Cursor, sqlcipher
from rapport.vault.database.keys import NotAKeyError, bring_over

TABLES = (
    """CREATE TABLE "place" ("id" char(32) NOT NULL PRIMARY KEY, "name" varchar(32) NOT NULL,
    "within" char(32) NULL REFERENCES "place" ("id") DEFERRABLE INITIALLY DEFERRED)""",
    """CREATE TABLE "visit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" char(32) NOT NULL
    REFERENCES "place" ("id"), "line" text, CONSTRAINT "at_once" UNIQUE ("at", "line"))""",
    'CREATE INDEX "visit_line" ON "visit" ("line") WHERE "line" LIKE \'%tea%\'',
    'CREATE TABLE "words" ("word" varchar(32) NOT NULL)',
)


@pytest.fixture
def cursor():
    with closing(sqlcipher.connect(":memory:", isolation_level=None)) as connection:
        for statement in TABLES:
            connection.execute(statement)
        yield connection.cursor(factory=Cursor)


def filled(cursor):
    keys = [uuid.uuid4() for _ in range(3)]
    for number, key in enumerate(keys):
        within = keys[number - 1].hex if number else None
        cursor.execute("INSERT INTO place VALUES (%s, %s, %s)", [key.hex, f"P{number}", within])
        cursor.execute("INSERT INTO visit (at, line) VALUES (%s, %s)", [key.hex, f"tea {number}"])
    cursor.execute("DELETE FROM visit WHERE id = 3")
    return keys


def test_every_key_and_every_pointer_to_it_is_bytes_afterwards(cursor):
    one, two, three = (key.bytes for key in filled(cursor))
    assert bring_over(cursor) == 2
    assert cursor.execute("SELECT id, name, within FROM place ORDER BY name").fetchall() == [
        (one, "P0", None),
        (two, "P1", one),
        (three, "P2", two),
    ]
    assert cursor.execute("SELECT id, at, line FROM visit").fetchall() == [
        (1, one, "tea 0"),
        (2, two, "tea 1"),
    ]
    assert not cursor.execute("PRAGMA foreign_key_check").fetchall()


def test_constraints_indexes_and_numbers_go_on(cursor):
    one, *_ = filled(cursor)
    bring_over(cursor)
    with pytest.raises(sqlcipher.IntegrityError):
        cursor.execute("INSERT INTO visit (at, line) VALUES (%s, 'tea 0')", [one.bytes])
    cursor.execute("INSERT INTO visit (at, line) VALUES (%s, 'tea 9')", [one.bytes])
    assert cursor.execute("SELECT max(id) FROM visit").fetchone() == (4,)
    names = {name for (name,) in cursor.execute("SELECT name FROM sqlite_master").fetchall()}
    assert "visit_line" in names
    assert not any("being" in name for name in names)


def test_a_second_time_there_is_nothing_to_do(cursor):
    filled(cursor)
    bring_over(cursor)
    assert bring_over(cursor) == 0


@pytest.mark.parametrize("wrong", ["", "0123", "g" * 32])
def test_what_is_no_key_is_refused_by_the_name_of_its_column(cursor, wrong):
    filled(cursor)
    cursor.execute("UPDATE place SET within = %s WHERE name = 'P1'", [wrong])
    with pytest.raises(NotAKeyError, match=r"place\.within"):
        bring_over(cursor)
