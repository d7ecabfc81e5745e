"""Write anew the script that makes the tables of a new store, after a migration has changed.

python tests/stores/tables.py
"""

import os
import secrets
import sys
import tempfile

WHEN = "applied"
"""The one column that says when the tables were made."""


def main(words: list[str]) -> None:
    """Make a store by the migrations alone, and write down what came of it.

    With ``--say`` it is only said, with every row; with ``--by-the-script``, of the other way.
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
        else:
            new_tables.SCRIPT.write_text(told, encoding="utf-8")
            print(f"Written: {new_tables.SCRIPT.name}")


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
    return new_tables.script(plan)


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
