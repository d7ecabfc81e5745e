"""A team's store backed up, looked over, rehearsed and restored on a PostgreSQL of its own."""

import contextlib
import json
import os
import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

import postgres
import ready_process
from rapport.site import store_version

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(postgres.why_not()), reason=postgres.why_not() or "it runs here"),
]

ALIAS = "Quillon-canary-7731"
BEGIN = """
from rapport.cli import opening
from rapport.site import team
team.hold_key()
opening.begin_django(None)
from django.core.management import call_command
from django.db import connection
"""
BACK = f"""
call_command("migrate", "records", "{store_version.line()[-2]}", verbosity=0, interactive=False)
connection.cursor().execute("DROP TABLE rapport_version")
"""
SPOILED = """
connection.cursor().execute("UPDATE records_colleague SET name = 'Somebody else'")
"""


class Team:
    """A team's database, and what runs commands on it."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        self.key = folder / "keys" / "names.key"
        self.key.parent.mkdir()
        self.key.write_text(secrets.token_hex(32))
        (folder / "secret").write_text(secrets.token_hex(32))
        (folder / "words").write_text("blue kettle under seven roofs")
        (folder / "tmp").mkdir()

    def run(self, *words, **environment):
        kept = {name: value for name, value in os.environ.items() if "RAPPORT" not in name}
        script = words[0] if words[0].startswith("\n") else None
        ours = {
            "RAPPORT_DATABASE_URL": self.url,
            "RAPPORT_KEY_FILE": str(self.key),
            "RAPPORT_COLLEAGUE": "salma",
            "RAPPORT_SECRET_FILE": str(self.folder / "secret"),
            "TMPDIR": str(self.folder / "tmp"),
        }
        return ready_process.run(
            *(words[1:] if script else words),
            environment={**kept, **ours, **environment},
            script=script,
            folder=self.folder,
        )

    def sql(self, statement, name=""):
        import psycopg

        with psycopg.connect(self.named(name) if name else self.url, autocommit=True) as one:
            found = one.execute(statement)
            return found.fetchall() if found.description else None

    def named(self, name, user="rapport"):
        parts = urlsplit(self.url)
        return urlunsplit(parts._replace(path=f"/{name}", netloc=f"{user}@"))

    def databases(self):
        return {row[0] for row in self.sql("SELECT datname FROM pg_database")}


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    with postgres.postgresql() as url:
        made = Team(tmp_path_factory.mktemp("team"), url)
        founded = ("--office", "Lantern Aid", "--name", ALIAS, "--sign-in", "salma")
        begun = made.run("init", *founded, "--passphrase-file", "words")
        assert begun.returncode == 0, begun.stderr
        yield made


@pytest.fixture
def kept(team):
    file = team.folder / "kept.rapport"
    file.unlink(missing_ok=True)
    done = team.run("backup", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"The key file {team.key} is not in it" in done.stdout
    return file


def test_a_team_s_backup_is_sealed_and_says_that_the_key_is_not_in_it(team, kept):
    data = kept.read_bytes()
    for word in (ALIAS.encode(), b"records_colleague", bytes.fromhex(team.key.read_text().strip())):
        assert word not in data
    assert team.key.read_bytes().strip() not in data
    assert json.loads((team.key.parent / "backup.json").read_text())["sequence"] > 3
    assert sorted(path.name for path in team.folder.glob(".*")) == []


def test_it_is_looked_over_in_a_database_of_its_own_that_goes_again(team, kept):
    before = team.databases()
    told = team.run("backup", "check", str(kept))
    assert (told.returncode, told.stderr) == (0, "")
    assert "This backup is whole." in told.stdout
    assert re.search(r"(?m)^ +1 colleague$", told.stdout)
    assert team.databases() == before
    assert not list((team.folder / "tmp").iterdir())


def test_a_flipped_byte_is_told(team, kept):
    spoiled = bytearray(kept.read_bytes())
    spoiled[len(spoiled) // 2] ^= 1
    kept.write_bytes(spoiled)
    told = team.run("backup", "check", str(kept))
    assert told.returncode == 3
    assert "damaged or was changed: rapport.dump" in told.stdout


def test_another_key_file_opens_nothing(team, kept):
    (team.folder / "other.key").write_text(secrets.token_hex(32))
    other = {"RAPPORT_KEY_FILE": str(team.folder / "other.key")}
    told = team.run("backup", "check", str(kept), **other)
    assert told.returncode == 1
    assert "was not made with the key in this key file" in told.stderr


def test_where_no_server_is_named_a_sentence_says_what_is_missing(team, kept):
    told = team.run("backup", "check", str(kept), RAPPORT_DATABASE_URL="")
    assert told.returncode == 1
    assert "This is the backup of a team's store." in told.stderr


def test_whoever_may_make_no_database_is_told_so(team, kept):
    name = urlsplit(team.url).path[1:]
    if not team.sql("SELECT 1 FROM pg_roles WHERE rolname = 'humble'"):
        team.sql("CREATE ROLE humble LOGIN")
        team.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO humble")
    told = team.run("backup", "check", str(kept), RAPPORT_DATABASE_URL=team.named(name, "humble"))
    assert told.returncode == 1
    assert "this user may make none" in told.stderr


def test_it_is_restored_into_an_empty_database_and_into_no_other(team, kept):
    refused = team.run("restore", str(kept))
    assert refused.returncode == 1
    assert "There are tables in this database already." in refused.stderr
    team.sql("DROP DATABASE IF EXISTS empty_one")
    team.sql("CREATE DATABASE empty_one")
    there = {"RAPPORT_DATABASE_URL": team.named("empty_one")}
    done = team.run("restore", str(kept), **there)
    assert (done.returncode, done.stderr) == (0, "")
    told = team.run("history", "verify", "--full", **there)
    assert (told.returncode, told.stderr) == (0, "")
    assert ALIAS in team.run("team", "list", **there).stdout
    added = team.run("team", "add", "omar", "Omar Haddad", **there)
    assert added.returncode == 0, added.stderr


FAILING = """
import sys
from rapport.site.backups.after_restore import AFTER_RESTORE
def deed():
    raise OSError(0, "It failed", "here")
AFTER_RESTORE.append(deed)
from rapport.cli import main
main()
"""


@pytest.mark.long
def test_a_restore_that_fails_at_its_end_leaves_the_database_empty(team, kept):
    team.sql("DROP DATABASE IF EXISTS empty_two")
    team.sql("CREATE DATABASE empty_two")
    there = {"RAPPORT_DATABASE_URL": team.named("empty_two")}
    failed = team.run(FAILING, "restore", str(kept), **there)
    assert failed.returncode == 1
    assert team.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", "empty_two") == [
        (0,)
    ]
    assert team.run("restore", str(kept), **there).returncode == 0


def test_who_is_signed_in_and_what_was_counted_is_not_carried(team):
    fleeting = ("records_opensession", "records_signincode", "records_signintries")
    team.sql(
        "INSERT INTO records_signintries (bucket, tries, until) VALUES ('one', 3, now())"
        " ON CONFLICT DO NOTHING"
    )
    file = team.folder / "fleeting.rapport"
    assert team.run("backup", str(file)).returncode == 0
    team.sql("DROP DATABASE IF EXISTS empty_three")
    team.sql("CREATE DATABASE empty_three")
    there = {"RAPPORT_DATABASE_URL": team.named("empty_three")}
    assert team.run("restore", str(file), **there).returncode == 0
    for table in fleeting:
        counted = f"SELECT count(*) FROM {table}"  # noqa: S608 - a name of our own
        assert team.sql(counted, "empty_three") == [(0,)]


def test_what_a_look_that_was_ended_has_left_goes_at_the_next(team, kept):
    left = f"{urlsplit(team.url).path[1:]}_look_0a1b2c3d"
    team.sql(f'CREATE DATABASE "{left}"')
    assert team.run("backup", "check", str(kept)).returncode == 0
    assert left not in team.databases()


def drilled(team, *file):
    done = team.run("backup", "drill", *file, "--json")
    return done.returncode, json.loads(done.stdout or "null"), done.stderr


@pytest.mark.long
def test_a_drill_compares_with_the_database_at_work(team, kept):
    code, said, told = drilled(team)
    assert (code, told) == (0, "")
    assert (said["whole"], said["changes_behind"]) == (True, 0)
    assert said["compared_rows"] >= 4
    assert team.run("team", "circle", f"Circle {secrets.token_hex(3)}").returncode == 0
    code, said, told = drilled(team, str(kept))
    assert (code, said["whole"]) == (0, True), told
    assert said["changes_behind"] > 0


def test_a_drill_notices_what_differs(team, kept):
    assert team.run(BEGIN + SPOILED).stderr == ""
    code, said, _ = drilled(team, str(kept))
    team.run(BEGIN + SPOILED.replace("Somebody else", ALIAS))
    assert code == 3
    assert said["differing"][0].startswith("colleague: ")


def test_an_update_makes_a_backup_first_unless_told_why_not(team):
    assert team.run(BEGIN + BACK).stderr == ""
    done = team.run("team", "update")
    assert done.returncode == 0, done.stderr
    (made,) = team.key.parent.glob("before-update-*.rapport")
    assert str(made) in done.stdout
    told = team.run("backup", "check", str(made))
    assert told.returncode == 0, told.stdout
    assert "Its tables are older" in told.stdout
    made.unlink()
    assert team.run(BEGIN + BACK).stderr == ""
    done = team.run("team", "update", "--no-backup", "The disk is full")
    assert done.stdout == (
        "No backup was made: The disk is full\nThe tables are those of this version.\n"
    )
    assert not list(team.key.parent.glob("before-update-*"))
    assert team.run("team", "update").stdout == "Nothing had to change.\n"


@pytest.mark.long
def test_where_the_backup_before_an_update_fails_nothing_is_updated(team, disk_of_64_mb):
    """The key file lies on a full disk, and the backup would lie beside it."""
    assert team.run(BEGIN + BACK).stderr == ""
    key = disk_of_64_mb / "names.key"
    key.write_bytes(team.key.read_bytes())
    with contextlib.suppress(OSError), (disk_of_64_mb / "filler").open("wb", buffering=0) as out:
        while out.write(bytes(4096)):
            continue
    told = team.run("team", "update", RAPPORT_KEY_FILE=str(key))
    assert told.returncode == 1
    assert "The backup could not be made: No space left on device." in told.stderr
    assert sorted(path.name for path in disk_of_64_mb.iterdir()) == ["filler", "names.key"]
    assert "The tables of this store are version" in team.run("team", "list").stderr
    assert team.run("team", "update").returncode == 0
