"""The list of what was erased: random keys of rows, signed, in the store and in a file beside it.

An older copy of the store, put back from a backup, still holds what was erased since. The list says
what that was without saying what it was about. Lists only ever grow together: what one of them has,
the other gets.

The file is JSON: ``{"version": 1, "store": HEX, "erasures": [{"key": HEX, "on": "2026-03-16",
"rows": [HEX, ...], "signature": HEX}, ...]}``. Each erasure is signed by itself with the store's
own key, so that lists of two ages can be laid together.
"""

import json
import logging
import uuid
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from rapport.records.chain import open_store, signed
from rapport.records.models import Erasure, Store, new_key
from rapport.records.refusals import ListRefused
from rapport.vault import atomic_write, signing

NAME = "erased.json"
CONTEXT = "rapport erasure 1"
_VERSION = 1
_log = logging.getLogger(__name__)


class Entry(NamedTuple):
    """One erasure as the list has it: its key, its day, the rows that went, and the signature."""

    key: uuid.UUID
    on: date
    rows: tuple[uuid.UUID, ...]
    signature: bytes


def place() -> Path | None:
    """Return where the list lies: beside the store, or beside a team's key file."""
    return None if settings.RAPPORT_BESIDE is None else settings.RAPPORT_BESIDE / NAME


def enter(
    *,
    on: date,
    rows: Collection[uuid.UUID],
    severe: Collection[uuid.UUID],
    verb: str,
    circle: uuid.UUID | None = None,
    reason: str = "",
) -> Erasure:
    """Put what has just been erased on the list; the file follows when it is sure.

    Call after the erasing is in the history: its number and head are kept as a receipt.
    """
    store = open_store()
    key = new_key()
    erasure = Erasure.objects.create(
        id=key,
        on=on,
        rows=_written(rows),
        severe=_written(severe),
        signature=signed(store, CONTEXT, _statement(store, key, on, rows)),
        verb=verb,
        circle=circle,
        reason=reason,
        sequence=store.sequence,
        head=bytes(store.head),
    )
    transaction.on_commit(lay_beside)
    return erasure


def read(path: Path) -> list[Entry]:
    """Return the erasures of a list; raises ``ListRefused`` for one that is not this store's own.

    A single false signature refuses the whole list, and so does what cannot be read.
    """
    try:
        told = json.loads(path.read_bytes())
        version, of_store = int(told["version"]), uuid.UUID(told["store"])
        entries = [_entry(one) for one in told["erasures"]]
    except FileNotFoundError:
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ListRefused from None
    store = open_store()
    if version != _VERSION or of_store != store.key:
        raise ListRefused
    for entry in entries:
        said = _statement(store, entry.key, entry.on, entry.rows)
        if not signing.verify(bytes(store.public_key), CONTEXT, said, entry.signature):
            raise ListRefused
    return entries


def take_over(entries: Iterable[Entry]) -> list[uuid.UUID]:
    """Enter in the store what it did not know of; return the keys of every row ever erased.

    What a list does not tell, whether a row was for named people only, is taken to be so.
    """
    known = set(Erasure.objects.values_list("pk", flat=True))
    for entry in entries:
        if entry.key not in known:
            rows = _written(entry.rows)
            Erasure.objects.create(
                id=entry.key, on=entry.on, rows=rows, severe=rows, signature=entry.signature
            )
    every = Erasure.objects.values_list("rows", flat=True)
    return [uuid.UUID(row) for rows in every for row in rows]


def has_news() -> bool:
    """Say whether the list beside the store has what the store does not know: then it is older.

    A list that is missing is laid there again. Raises ``ListRefused``.
    """
    path = place()
    known = set(Erasure.objects.values_list("pk", flat=True))
    if path is None:
        return False
    if not path.exists():
        if known:
            lay_beside()
        return False
    return any(entry.key not in known for entry in read(path))


def lay_beside() -> None:
    """Write the list beside the store: what the store knows, and what the file there knew.

    Raises nothing: what the store holds is saved by then. A list of another store is left alone.
    """
    path = place()
    if path is None:
        return
    try:
        beside = read(path) if path.exists() else []
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write.replace(path, _file(beside))
    except (OSError, ListRefused):
        _log.warning("The list of what was erased could not be kept beside the store.")


def _file(beside: Iterable[Entry]) -> bytes:
    store = open_store()
    entries = {entry.key: entry for entry in beside}
    for erasure in Erasure.objects.all():
        rows = tuple(map(uuid.UUID, erasure.rows))
        entry = Entry(erasure.pk, erasure.on, rows, bytes(erasure.signature))
        entries[entry.key] = entry
    listed = [
        {
            "key": key.hex,
            "on": entry.on.isoformat(),
            "rows": _written(entry.rows),
            "signature": entry.signature.hex(),
        }
        for key, entry in sorted(entries.items())
    ]
    told = {"version": _VERSION, "store": store.key.hex, "erasures": listed}
    return json.dumps(told, indent=1).encode()


def _entry(told: dict[str, str]) -> Entry:
    rows = tuple(uuid.UUID(row) for row in told["rows"])
    signature = bytes.fromhex(told["signature"])
    return Entry(uuid.UUID(told["key"]), date.fromisoformat(told["on"]), rows, signature)


def _statement(store: Store, key: uuid.UUID, on: date, rows: Collection[uuid.UUID]) -> bytes:
    said = [store.key.hex, key.hex, on.isoformat(), _written(rows)]
    return json.dumps(said, separators=(",", ":")).encode()


def _written(rows: Collection[uuid.UUID]) -> list[str]:
    return sorted(row.hex for row in rows)
