"""A store as it was before the last change of tables: nothing is in it that came with them."""

import datetime as dt

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel


def without_the_newest(migration: str) -> None:
    """Take away the records of the kinds that a migration made, as anybody would."""
    from rapport.records.operations import recorded_models
    from rapport.records.recording import change_set

    made = MigrationLoader(connection).disk_migrations["records", migration].operations
    names = {one.name.lower() for one in made if isinstance(one, CreateModel)}
    kinds = [kind for name, kind in recorded_models().items() if name in names]
    with change_set("leave_out", None, now=dt.datetime.now(dt.UTC)) as changes:
        for kind in kinds:
            for row in kind._base_manager.all():
                changes.delete(row)
