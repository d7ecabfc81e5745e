"""A register of officials while it waits: kept in the store, looked at, guessed at."""

import uuid
from dataclasses import replace
from typing import Any

from rapport.imports.officials.columns import dates_of, guess
from rapport.imports.officials.mapping import OfficialsMap, officials_map
from rapport.imports.tables import Table, TableWish, look_at_table
from rapport.imports.uploads import SAMPLE, add_upload, change_upload, upload_of
from rapport.records.asking import Asking
from rapport.records.models import Actor, Colleague, ImportState, RegisterImport, RegisterOf

_SHOWN = 8


def keep_officials(
    asking: Asking, *, name: str, data: bytes, group: Actor | None = None
) -> RegisterImport:
    """Keep a file in the store with what its columns seem to mean; only whoever asks sees it.

    ``group`` is the one group it is about, where it says of none whose posts these are. Raises
    CannotTranslate if the file cannot be read as a table.
    """
    table = look_at_table(data, name=name, wish=TableWish(officials=True), rows=SAMPLE)
    mapping = guessed(table)
    if group is not None:
        of_all = "" if "group" in mapping.columns.values() else str(group.pk)
        mapping = replace(mapping, circle=str(group.circle_id), group=of_all)
    return add_upload(
        asking,
        name=name,
        data=data,
        of=RegisterOf.OFFICIALS,
        total=table.sniffed.row_count,
        sniffed=_sniffed(table, mapping),
        mapping=mapping.as_json(),
    )


def look_again(upload: RegisterImport, mapping: OfficialsMap) -> RegisterImport:
    """Read the first rows anew, as the map says; a column that is still there means the same."""
    data = bytes(upload.file or b"")
    table = look_at_table(data, name=upload.name, wish=mapping.as_wish(), rows=SAMPLE)
    kept = {header: said for header, said in mapping.columns.items() if header in table.headers}
    fresh = guessed(table)
    if not kept:
        mapping = replace(mapping, columns=fresh.columns, joined=fresh.joined)
    else:
        mapping = replace(mapping, columns=kept)
    return change_upload(
        upload,
        sniffed=_sniffed(table, mapping),
        total=table.sniffed.row_count,
        mapping=mapping.as_json(),
        state=ImportState.STAGED,
    )


def officials_upload(by: Colleague, key: uuid.UUID) -> RegisterImport:
    """Return a register of officials that ``by`` brought, or raise ``NotThere``."""
    return upload_of(by, key, RegisterOf.OFFICIALS)


def map_of(upload: RegisterImport) -> OfficialsMap:
    """Return how an upload is read, and what was answered."""
    return officials_map(upload.mapping)


def guessed(table: Table) -> OfficialsMap:
    """Return a map as the columns seem to be; the order of days only where that is sure."""
    found = guess(table)
    days = dates_of(table, found.columns)
    return OfficialsMap(
        columns=found.columns,
        joined=found.joined,
        blank_is_above=found.blank_is_above,
        date_order=days.order if days is not None and days.sure else "",
        calendar=days.calendars[0] if days is not None and len(days.calendars) == 1 else "",
    )


def _sniffed(table: Table, mapping: OfficialsMap) -> dict[str, Any]:
    sniffed, days = table.sniffed, dates_of(table, mapping.columns)
    return {
        "kind": sniffed.kind,
        "encodings": [[each.name, each.sure, each.sample] for each in sniffed.encodings],
        "encoding": sniffed.encoding,
        "delimiter": sniffed.delimiter,
        "sheets": list(sniffed.sheets),
        "sheet": sniffed.sheet,
        "header_row": sniffed.header_row,
        "asks": list(sniffed.asks),
        "headers": list(table.headers),
        "sample": [list(row.cells) for row in table.rows[:_SHOWN]],
        "days": {}
        if days is None
        else {"order": days.order, "sure": days.sure, "calendars": list(days.calendars)},
    }
