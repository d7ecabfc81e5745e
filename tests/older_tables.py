"""A store as it was before the last change of tables: nothing is in it that came with them."""

import datetime as dt

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddField, CreateModel


def without_the_newest(migration: str) -> None:
    """Take away the records of the kinds that a migration made, as anybody would.

    What it added to other kinds is emptied.
    """
    from rapport.records.operations import recorded_models
    from rapport.records.recording import change_set

    made = MigrationLoader(connection).disk_migrations["records", migration].operations
    names = {one.name.lower() for one in made if isinstance(one, CreateModel)}
    kinds = [kind for name, kind in recorded_models().items() if name in names]
    added = [(one.model_name, one.name) for one in made if isinstance(one, AddField)]
    with change_set("leave_out", None, now=dt.datetime.now(dt.UTC)) as changes:
        for kind in kinds:
            for row in kind._base_manager.all():
                changes.delete(row)
        for name, column in added:
            kind = recorded_models().get(name)
            for row in kind._base_manager.all() if kind else ():
                empty = kind._meta.get_field(column).get_default()
                changes.change(row, **{column: empty})
