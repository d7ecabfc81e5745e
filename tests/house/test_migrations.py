"""The tables are those the models say, by one line of migrations with names that mean something."""

import io
import re
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

import postgres
import rapport
from house.tree import SRC
from rapport.site import new_tables, store_version
from stores import make, tables

FOLDER = SRC / "records" / "migrations"


def _names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("0*.py"))


def test_no_change_of_a_model_waits_for_its_migration(db):
    told = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=told, stderr=told)
    except SystemExit:
        pytest.fail(told.getvalue())
    assert "No changes detected" in told.getvalue()


def test_the_scripts_of_a_new_store_are_of_the_migrations_there_are(db):
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    for script in new_tables.SCRIPTS.values():
        first = script.read_text(encoding="utf-8").partition("\n")[0]
        assert first == new_tables.heading(plan), "Run: python tests/stores/tables.py"


@pytest.mark.long
def test_the_script_of_a_new_store_makes_what_the_migrations_make_to_the_last_row():
    by_the_migrations, by_the_script = (_made(how) for how in ("--say", "--by-the-script"))
    assert "CREATE TABLE" in by_the_migrations
    assert "0029" in by_the_migrations
    assert by_the_script == by_the_migrations, "Run: python tests/stores/tables.py"


@pytest.mark.long
@pytest.mark.skipif(bool(postgres.why_not()), reason=postgres.why_not())
def test_so_does_the_script_of_a_team_s_new_store():
    by_the_migrations, by_the_script = map(tables.on_postgresql, (["--say"], ["--by-the-script"]))
    assert "CREATE TABLE" in by_the_migrations
    assert "0029" in by_the_migrations
    assert by_the_script == by_the_migrations, "Run: python tests/stores/tables.py"


def _made(how: str) -> str:
    command = [sys.executable, str(make.PLACE / "tables.py"), how]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_every_migration_is_named_by_its_meaning():
    careless = [name for name in _names() if re.search(r"_auto_|initial|_and_more|_alter_", name)]
    assert _names()
    assert not careless


def test_the_migrations_stand_in_one_line(db):
    graph = MigrationLoader(connection).graph
    ours = [key for key in graph.leaf_nodes() if key[0] in {"records", "web"}]
    assert len(ours) == 1
    names = _names()
    assert [name[:4] for name in names] == [f"{place:04}" for place in range(1, len(names) + 1)]


def test_only_the_records_have_tables():
    from django.apps import apps

    ours = [app for app in apps.get_app_configs() if app.name.startswith("rapport.")]
    assert {app.label: bool(list(app.get_models())) for app in ours} == {
        "records": True,
        "web": False,
    }


def test_the_version_of_the_tables_is_that_of_the_last_migration():
    assert store_version.line() == _names()
    assert store_version.of_program() == (len(_names()), rapport.__version__)


def test_a_store_of_every_version_of_the_tables_is_kept_to_be_opened_by_later_ones():
    kept = sorted(path.name.removesuffix(make.ENDING) for path in make.PLACE.glob("*.gz"))
    assert kept[-1] == _names()[-1], "Run: python tests/stores/make.py (see its README)"
    assert set(kept) <= set(_names())
    told = (make.PLACE / "README.md").read_text(encoding="utf-8")
    assert re.findall(rf"(?m)^\| `(.+){re.escape(make.ENDING)}`", told) == kept
