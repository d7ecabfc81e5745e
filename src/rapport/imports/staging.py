"""A register that was just uploaded: what it looks like, and what its columns seem to mean."""

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from rapport.imports import uploads
from rapport.imports.mapping import RegisterMap
from rapport.imports.tables import Table, TableWish, look_at_table
from rapport.imports.tables.columns import LEFT_OUT, guess_columns
from rapport.imports.tables.dates import guess_date_order
from rapport.records.models import Colleague, ImportState, RegisterImport
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere

SAMPLE = 200


def stage(*, by: Colleague, now: datetime, name: str, data: bytes) -> RegisterImport:
    """Keep an upload in the store, look at its first rows, and guess what its columns mean."""
    seen = look_at_table(data, name=name, rows=SAMPLE)
    staged: RegisterImport = uploads.keep_upload(
        by=by,
        now=now,
        name=name,
        data=data,
        total=seen.sniffed.row_count,
        sniffed=_sniffed(seen),
        mapping=guess(seen).as_json(),
    )
    return staged


def look_again(staged: RegisterImport, made: RegisterMap) -> RegisterImport:
    """Read the first rows anew, as the map says, and keep what was seen.

    Columns that are still there keep their meaning; what is new is guessed.
    """
    seen = look_at_table(bytes(staged.file or b""), name=staged.name, wish=wish(made), rows=SAMPLE)
    kept = {header: said for header, said in made.columns.items() if header in seen.headers}
    before = staged.sniffed["headers"]
    guessed = {
        header: meaning
        for header, meaning in guess(seen).columns.items()
        if header not in before and meaning not in kept.values()
    }
    order = made.date_order if kept == dict(made.columns) else guess(seen).date_order
    made = replace(made, columns={**kept, **guessed}, date_order=order)
    return uploads.change_upload(
        staged,
        sniffed=_sniffed(seen),
        total=seen.sniffed.row_count,
        mapping=made.as_json(),
        state=ImportState.STAGED,
    )


def mine(by: Colleague, key: uuid.UUID) -> RegisterImport:
    """Return an import that ``by`` brought, or raise ``NotThere``."""
    staged = RegisterImport.objects.filter(pk=key, by=by).first()
    if staged is None:
        raise NotThere(NOT_THERE)
    return staged


def _sniffed(seen: Table) -> dict[str, Any]:
    sniffed = seen.sniffed
    return {
        "kind": sniffed.kind,
        "encodings": [[one.name, one.sure, one.sample] for one in sniffed.encodings],
        "encoding": sniffed.encoding,
        "delimiter": sniffed.delimiter,
        "sheets": list(sniffed.sheets),
        "sheet": sniffed.sheet,
        "header_row": sniffed.header_row,
        "asks": list(sniffed.asks),
        "headers": list(seen.headers),
        "sample": [list(row.cells) for row in seen.rows[:8]],
        "left_out": _left_out(seen),
        "days": days_of(seen),
    }


def _left_out(seen: Table) -> list[str]:
    guesses = guess_columns(seen.headers, [row.cells for row in seen.rows])
    return [seen.headers[number] for number, meaning in guesses.items() if meaning in LEFT_OUT]


def days_of(seen: Table) -> dict[str, Any]:
    """Return how the days of the guessed date column read: the order, and whether that is sure."""
    guesses = guess_columns(seen.headers, [row.cells for row in seen.rows])
    place = next((number for number, meaning in guesses.items() if meaning == "date"), None)
    if place is None:
        return {}
    guess = guess_date_order(row.cells[place] for row in seen.rows)
    return {"order": guess.order, "sure": guess.sure, "hijri": guess.looks_hijri}


def guess(seen: Table) -> RegisterMap:
    """Return a map as the columns seem to be; the order of days only where that is sure."""
    guesses = guess_columns(seen.headers, [row.cells for row in seen.rows])
    columns = {
        seen.headers[number]: meaning
        for number, meaning in guesses.items()
        if meaning not in LEFT_OUT
    }
    days = days_of(seen)
    return RegisterMap(
        columns=columns,
        date_order=days["order"] if days.get("sure") else "",
        calendar="hijri" if days.get("hijri") else "gregorian",
    )


def wish(made: RegisterMap) -> TableWish:
    """Return how the file is to be read, as the map says."""
    return TableWish(
        encoding=made.encoding or None,
        delimiter=made.delimiter or None,
        sheet=made.sheet or None,
        header_row=made.header_row,
    )
