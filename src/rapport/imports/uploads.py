"""An uploaded register while it waits to be imported: kept, looked at, guessed at, forgotten.

An upload is no record yet: it is kept sealed in the store like everything, but the history says
nothing of it until it is imported, and nothing of it stays when it is forgotten.
"""

import uuid
from dataclasses import asdict, replace
from typing import Any

from rapport.formats.dates.reading import guess_date_order
from rapport.imports.at_work import is_abandoned
from rapport.imports.cells import Separator
from rapport.imports.mapping import SPLITS, RegisterMap
from rapport.imports.shown_names import headers_of_names
from rapport.imports.tables import Table, look_at_table
from rapport.imports.tables.column_guess import ColumnGuess
from rapport.imports.tables.columns import LEFT_OUT, guess_columns
from rapport.records.asking import Asking
from rapport.records.models import Colleague, ImportState, RegisterImport, RegisterOf
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere

SAMPLE = 200
_SHOWN = 8


def keep_upload(asking: Asking, *, name: str, data: bytes) -> RegisterImport:
    """Keep a file in the store with what its first rows look like; only whoever asks sees it.

    Raises CannotTranslate if the file cannot be read as a table.
    """
    table = look_at_table(data, name=name, rows=SAMPLE)
    told = {"sniffed": _sniffed(table), "mapping": guess_mapping(table).as_json()}
    return add_upload(asking, name=name, data=data, total=table.sniffed.row_count, **told)


def add_upload(asking: Asking, *, name: str, data: bytes, **columns: Any) -> RegisterImport:
    """Add an upload of somebody's, with what is known of it."""
    upload = RegisterImport(
        id=uuid.uuid4(),
        office_id=asking.me.office_id,
        by=asking.me,
        name=name[:200],
        added=asking.now,
        size=len(data),
        file=data,
        **columns,
    )
    upload.save(force_insert=True)
    return upload


def look_again(upload: RegisterImport, mapping: RegisterMap) -> RegisterImport:
    """Read the first rows anew, as the mapping says, and keep what was seen.

    Columns that are still there keep their meaning; what is new is guessed.
    """
    data = bytes(upload.file or b"")
    table = look_at_table(data, name=upload.name, wish=mapping.as_wish(), rows=SAMPLE)
    kept = {
        header: meaning for header, meaning in mapping.columns.items() if header in table.headers
    }
    before = upload.sniffed["headers"]
    guess = guess_mapping(table)
    guessed = {
        header: meaning
        for header, meaning in guess.columns.items()
        if header not in before and meaning not in kept.values()
    }
    order = mapping.date_order if kept == dict(mapping.columns) else guess.date_order
    mapping = replace(mapping, columns={**kept, **guessed}, date_order=order)
    return change_upload(
        upload,
        sniffed=_sniffed(table),
        total=table.sniffed.row_count,
        mapping=mapping.as_json(),
        state=ImportState.STAGED,
    )


def upload_of(by: Colleague, key: uuid.UUID, of: str = RegisterOf.CONTACTS) -> RegisterImport:
    """Return an upload of one kind that ``by`` brought, or raise ``NotThere``."""
    upload = RegisterImport.objects.filter(pk=key, by=by, of=of).first()
    if upload is None:
        raise NotThere(NOT_THERE)
    if is_abandoned(upload):
        upload.state = ImportState.DONE if upload.change_set else ImportState.STOPPED
    return upload


def change_upload(upload: RegisterImport, **columns: Any) -> RegisterImport:
    """Set what is known of an upload: what its columns mean, how far it is, what came of it."""
    for name, value in columns.items():
        setattr(upload, name, value)
    upload.save(update_fields=list(columns))
    return upload


def forget_upload(upload: RegisterImport) -> None:
    """Forget an upload and what was seen of it; what was imported from it stays."""
    upload.delete()


def guess_mapping(table: Table) -> RegisterMap:
    """Return a mapping as the columns seem to be; the order of days only where that is sure."""
    guess = guess_columns(table.headers, [row.cells for row in table.rows])
    columns = {
        table.headers[place]: meaning
        for place, meaning in guess.meanings.items()
        if meaning not in LEFT_OUT
    }
    days = days_of(table, guess.column("date"))
    return RegisterMap(
        columns=columns,
        joined=tuple(table.headers[place] for place in guess.joined),
        date_order=days["order"] if days.get("sure") else "",
        calendar=days["calendars"][0] if len(days.get("calendars", ())) == 1 else "",
        split=_separators(guess),
    )


def _separators(guess: ColumnGuess) -> tuple[Separator, ...]:
    """Return what seems to part several people in one cell; a person is asked about it."""
    found = {each for question in guess.questions for each in question.separators}
    return tuple(each for each in SPLITS if each in found)


def _sniffed(table: Table) -> dict[str, Any]:
    sniffed = table.sniffed
    guess = guess_columns(table.headers, [row.cells for row in table.rows])
    left_out = [place for place, meaning in guess.meanings.items() if meaning in LEFT_OUT]
    return {
        "kind": sniffed.kind,
        "encodings": [[guess.name, guess.sure, guess.sample] for guess in sniffed.encodings],
        "encoding": sniffed.encoding,
        "delimiter": sniffed.delimiter,
        "sheets": list(sniffed.sheets),
        "sheet": sniffed.sheet,
        "header_row": sniffed.header_row,
        "asks": list(sniffed.asks),
        "headers": list(table.headers),
        "sample": [list(row.cells) for row in table.rows[:_SHOWN]],
        "left_out": [table.headers[place] for place in left_out],
        "names": headers_of_names(table, guess),
        "filled": list(guess.filled),
        "questions": [asdict(question) for question in guess.questions],
        "blank_is_above": guess.blank_is_above,
        "known_as": guess.known_as,
        "passed_over": [list(passed) for passed in table.passed_over],
        "days": days_of(table, guess.column("date")),
    }


def days_of(table: Table, place: int | None) -> dict[str, Any]:
    """Return how the days of a column read: the order, whether that is sure, the calendars."""
    if place is None:
        return {}
    days = guess_date_order(row.cells[place] for row in table.rows)
    return {"order": days.order, "sure": days.sure, "calendars": list(days.calendars)}
