"""A store as it was before the last change of tables: nothing is in it that came with them."""

import datetime as dt

from django.core.management import call_command
from django.db import connection
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddField, CreateModel

from rapport.records.kind_numbers import NUMBERS


def take_back(migration: str, before: str) -> None:
    """Leave a store as it was before a migration, with its tables of then."""
    without_the_newest(migration)
    try:
        call_command("migrate", "records", before, verbosity=0, interactive=False)
    except IrreversibleError:
        # The way back of the encrypted file is the copy made before; here there was none.
        with connection.cursor() as cursor, connection.constraint_checks_disabled():
            for table, (columns, rows, *indexes) in _BEFORE[migration].items():
                cursor.execute(f"CREATE TABLE {table}_back ({columns})")
                cursor.execute(f"INSERT INTO {table}_back {rows}")
                cursor.execute(f"DROP TABLE {table}")
                cursor.execute(f"ALTER TABLE {table}_back RENAME TO {table}")
                for index in indexes:
                    cursor.execute(index)
            for index in _INDEXES_BEFORE[migration]:
                cursor.execute(index)
        call_command("migrate", "records", before, fake=True, verbosity=0, interactive=False)


_REST = 'REFERENCES "records_{}" ("id") DEFERRABLE INITIALLY DEFERRED'
_COUNTED = '"id" integer NOT NULL PRIMARY KEY AUTOINCREMENT'
_INTERACTION, _RELATIONSHIP, _COLLEAGUE, _CIRCLE, _OFFICE = (
    f'"{name}_id" blob NOT NULL {_REST.format(name)}'
    for name in ("interaction", "relationship", "colleague", "circle", "office")
)
_KIND = " ".join(f"WHEN {number} THEN '{kind}'" for kind, number in NUMBERS.items())
_BEFORE = {
    "0050_rows_in_the_order_of_their_keys": {
        "records_presence": (
            (
                f'{_COUNTED}, "part" varchar(12) NOT NULL, "on" date NOT NULL,'
                f' "told" varchar(300) NOT NULL, {_INTERACTION}, {_RELATIONSHIP},'
                ' "asked" varchar(12) NOT NULL, "tone_ours" varchar(8) NOT NULL,'
                ' "tone_theirs" varchar(8) NOT NULL'
            ),
            (
                'SELECT NULL, part, "on", told, interaction_id, relationship_id, asked, tone_ours,'
                " tone_theirs FROM records_presence"
            ),
            (
                "CREATE INDEX presence_in_time ON records_presence"
                ' (relationship_id, "on", interaction_id, told)'
            ),
            (
                "CREATE INDEX records_presence_interaction_id_58d3c727"
                " ON records_presence (interaction_id)"
            ),
        ),
        "records_ourpresence": (
            f'{_COUNTED}, "part" varchar(12) NOT NULL, {_COLLEAGUE}, {_INTERACTION}',
            "SELECT NULL, part, colleague_id, interaction_id FROM records_ourpresence",
            "CREATE INDEX our_presence_in ON records_ourpresence (interaction_id, colleague_id)",
            "CREATE INDEX our_presence_of ON records_ourpresence (colleague_id, interaction_id)",
        ),
        # Both are made anew where a store is taken over.
        "records_searchentry": (
            f'{_COUNTED}, "kind" varchar(16) NOT NULL, "row" blob NOT NULL, {_CIRCLE}',
            (
                f"SELECT id, CASE kind {_KIND} END, row, (SELECT min(id) FROM records_circle)"  # noqa: S608 - our words
                " FROM records_searchentry"
            ),
            "CREATE INDEX search_entry_of_row ON records_searchentry (row)",
        ),
        "records_finding": (
            (
                f'{_COUNTED}, "sensitivity" smallint NOT NULL, "section" smallint NOT NULL,'
                ' "code" varchar(4) NOT NULL, "when" smallint NOT NULL, "on" date NULL,'
                ' "says" text NOT NULL, "params" text NOT NULL, "because" text NOT NULL,'
                f' "options" text NOT NULL, "waived_until" date NULL, {_CIRCLE},'
                f' "lead_id" blob NULL {_REST.format("colleague")}, {_OFFICE}, {_RELATIONSHIP},'
                ' "about_kind" varchar(12) NOT NULL, "about_key" blob NOT NULL'
            ),
            (
                'SELECT f.id, f.sensitivity, f.section, f.code, f."when", f."on", f.says, f.params,'
                " '[]', f.options, f.waived_until, f.circle_id, f.lead_id, c.office_id,"
                " f.relationship_id, 'relationship', f.relationship_id"
                " FROM records_finding f JOIN records_circle c ON c.id = f.circle_id"
            ),
            'CREATE INDEX finding_for_lead ON records_finding (lead_id, section, "when", "on")',
            'CREATE INDEX finding_in_circle ON records_finding (circle_id, section, "when", "on")',
            (
                "CREATE INDEX records_finding_relationship_id_057477d1"
                " ON records_finding (relationship_id)"
            ),
        ),
    }
}
_INDEXES_BEFORE = {
    "0050_rows_in_the_order_of_their_keys": (
        "CREATE INDEX records_sentform_by_id_7b47d464 ON records_sentform (by_id)",
    )
}


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
