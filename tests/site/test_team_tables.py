"""A team's tables on PostgreSQL: older and newer ones refused, brought up to date by a command."""

import os
import secrets

import pytest

import postgres
import ready_process
from rapport.site import store_version

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(postgres.why_not()), reason=postgres.why_not() or "it runs here"),
]

BEGIN = """
from rapport.cli import opening
from rapport.site import team
team.hold_key()
opening.begin_django(None)
from django.core.management import call_command
from django.db import connection
from rapport.site import store_version
"""
BACK = f"""
call_command("migrate", "records", "{store_version.line()[-2]}", verbosity=0, interactive=False)
connection.cursor().execute("DROP TABLE rapport_version")
"""
NEWER = """
connection.cursor().execute("UPDATE rapport_version SET tables = 9000, program = '0.3.0'")
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run Python, or a command of ours, against a database of a team."""
    folder = tmp_path_factory.mktemp("team")
    (folder / "words").write_text("blue kettle under seven roofs")
    kept = {name: value for name, value in os.environ.items() if "RAPPORT" not in name}

    with postgres.postgresql() as url:
        environment = {
            **kept,
            "RAPPORT_DATABASE_URL": url,
            "RAPPORT_KEY_FILE": str(folder / "names.key"),
            "RAPPORT_COLLEAGUE": "salma",
            "RAPPORT_SECRET_FILE": str(folder / "secret"),
        }
        for name in ("names.key", "secret"):
            (folder / name).write_text(secrets.token_hex(32))

        def run(*words):
            script = words[0] if words[0].startswith("\n") else None
            rest = words[1:] if script else words
            return ready_process.run(*rest, environment=environment, script=script, folder=folder)

        yield run


def test_a_team_s_tables_are_refused_with_both_versions_until_they_are_the_same(run):
    ours = store_version.of_program()
    told = run("team", "list")
    assert told.stderr == ("There is no store in this database yet. Create it with: rapport init\n")
    begin = ["init", "--office", "Lantern Aid", "--name", "Salma", "--sign-in", "salma"]
    assert run(*begin, "--passphrase-file", "words").returncode == 0
    assert run("team", "list").returncode == 0
    assert run("team", "update").stdout == "Nothing had to change.\n"

    assert run(BEGIN + BACK).stderr == ""
    for words in (
        ("team", "list"),
        ("serve", "--port", "1"),
        [*begin, "--passphrase-file", "words"],
    ):
        told = run(*words)
        assert told.returncode == 1
        assert told.stderr == (
            f"The tables of this store are version {ours.tables - 1}; this is Rapport {ours}."
            " Stop its server, then run: rapport team update\n"
        )
    backed_up, updated = run("team", "update").stdout.splitlines()
    assert backed_up.startswith("Backed up to ")
    assert updated == "The tables are those of this version."
    assert run("history", "verify", "--full").returncode == 0

    assert run(BEGIN + NEWER).stderr == ""
    for words in (("team", "list"), ("serve", "--port", "1"), ("team", "update")):
        told = run(*words)
        assert told.returncode == 1
        assert told.stderr.startswith(
            f"This store was last opened by Rapport 0.3.0 (tables 9000); this is Rapport {ours}."
        )
