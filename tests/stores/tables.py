"""Write anew the scripts that make the tables of a new store, after a migration has changed.

python tests/stores/tables.py
"""

import os
import re
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import postgres

OF_A_TEAM = "RAPPORT_DATABASE_URL"
WHEN = "applied"
"""The one column that says when the tables were made."""


def main(words: list[str]) -> None:
    """Make a store by the migrations alone, and write down what came of it.

    With ``--say`` it is only said, with every row; with ``--by-the-script``, of the other way.
    Where an empty PostgreSQL is named, all of this is of the tables there.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RAPPORT_HOME"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "rapport.site.settings"
        import django

        django.setup()
        from rapport.site import new_tables
        from rapport.vault import keyring

        keyring.hold(secrets.token_bytes(32))
        told = tables(by_the_script="--by-the-script" in words)
        if words:
            print(told, *rows(), sep="\n")
            return
        path = new_tables.SCRIPTS["postgresql" if OF_A_TEAM in os.environ else "sqlite"]
        path.write_text(told, encoding="utf-8")
        print(f"Written: {path.name}")
    if OF_A_TEAM not in os.environ:
        on_postgresql([])


def on_postgresql(words: list[str]) -> str:
    """Do the same on a PostgreSQL of its own, in a process of its own; return what it says."""
    with postgres.postgresql() as url:
        return subprocess.run(
            [sys.executable, __file__, *words],
            env={**os.environ, OF_A_TEAM: url},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout


def tables(*, by_the_script: bool) -> str:
    """Make the tables in the open store, where nothing stands, and return what makes them."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from rapport.site import new_tables

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if by_the_script:
        assert new_tables.make(plan), "the script is of other migrations"
    with connection.constraint_checks_disabled():
        call_command("migrate", verbosity=0, interactive=False)
    if connection.vendor == "postgresql":
        return "\n".join([new_tables.heading(plan), *dumped(os.environ[OF_A_TEAM]), ""])
    return new_tables.script(plan)


def dumped(url: str) -> list[str]:
    """Return the statements, a line each, that make all tables and what belongs to them.

    Whose they are and in which schema they lie is left to whoever makes them.
    """
    programs = postgres.server_programs()
    told = [str(programs / "pg_dump"), "--schema-only", "--no-owner", "--no-privileges", url]
    text = subprocess.run(told, check=True, capture_output=True, text=True).stdout
    lines = [line for line in text.splitlines() if not line.startswith(("--", "\\"))]
    statements = [" ".join(one.split()) for one in "\n".join(lines).split(";\n")]
    return [
        re.sub(r"\bpublic[.]", "", one) + ";"
        for one in statements
        if one and not one.startswith(("SET ", "SELECT ", "COMMENT ON EXTENSION"))
    ]


def rows() -> list[str]:
    """Return a line for every row of every table of the open store."""
    from django.db import connection

    told = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names()):
            asked = cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            kept = [f'"{name[0]}"' for name in asked.description if name[0] != WHEN]
            cursor.execute(f"SELECT {', '.join(kept)} FROM {table}")  # noqa: S608
            told += sorted(f"{table} {row}" for row in cursor.fetchall())
    return told


if __name__ == "__main__":
    main(sys.argv[1:])
