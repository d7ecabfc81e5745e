"""A backup of a laptop's store against the store at work, which may have gone on meanwhile.

Both files are read as they are, beside whatever serves the one.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from rapport.records.chain import START, next_head
from rapport.records.models import LoggedModel
from rapport.records.operations import columns_of, recorded_models
from rapport.site.backups.archive import About
from rapport.site.backups.scratch import Compared
from rapport.vault.database import copying

SAMPLE = 200
"""So many rows of each kind are compared field by field."""


def compare(restored: Path, live: Path, about: About) -> Compared:
    """Compare two encrypted files under the key that is held; ``about`` describes the first."""
    try:
        return _compare(restored, live, about)
    except copying.CopyError:
        return Compared(0, 0, ("The store at work does not open with this backup's key.",))


def _compare(restored: Path, live: Path, about: About) -> Compared:
    with closing(copying.keyed(restored)) as copied, _one_moment(live) as working:
        store, sequence = working.execute("SELECT key, sequence FROM records_store").fetchone()
        if _as_bytes(store).hex() != about.store:
            return Compared(sequence, 0, ("This backup is of another store.",))
        if sequence < about.sequence:
            says = f"The store at work goes to change {sequence} only."
            return Compared(sequence, 0, (says,))
        if _head_at(working, about.sequence).hex() != about.head:
            says = "The history of the store at work does not go through this backup."
            return Compared(sequence, 0, (says,))
        rows, differing = 0, []
        for name, model in recorded_models().items():
            compared, faults = _kind(copied, working, model, same=sequence == about.sequence)
            rows += compared
            differing += [f"{name}: {fault}" for fault in faults]
        return Compared(sequence, rows, tuple(differing))


@contextmanager
def _one_moment(path: Path) -> Iterator[Any]:
    with closing(copying.keyed(path)) as connection:
        connection.execute("BEGIN")
        yield connection


def _head_at(connection: Any, sequence: int) -> bytes:
    """Return the head that a store's history had at a change, from the links alone."""
    head = START
    links = connection.execute(
        "SELECT hash FROM records_operation WHERE sequence <= ? ORDER BY sequence", (sequence,)
    )
    for (linked,) in links:
        head = next_head(head, bytes(linked))
    return head


def _kind(
    copied: Any, working: Any, model: type[LoggedModel], *, same: bool
) -> tuple[int, list[str]]:
    """Compare the rows of one kind; only their number in two stores at the ``same`` change."""
    table = model._meta.db_table  # noqa: SLF001 - documented Meta API
    shared = _columns(copied, working, table)
    if not shared:
        return 0, []  # an older backup knows nothing of this kind
    faults = []
    if same:
        counting = f"SELECT count(*) FROM {table}"  # noqa: S608 - our own table
        there, here = (one.execute(counting).fetchone()[0] for one in (copied, working))
        if there != here:
            faults.append(f"{there} rows in the backup, {here} at work.")
    wanted = ["id", "revised", *(column.attname for column in columns_of(model))]
    columns = ", ".join(f'"{name}"' for name in wanted if name in shared)
    rows = copied.execute(
        f"SELECT {columns} FROM {table} ORDER BY random() LIMIT {SAMPLE}"  # noqa: S608
    ).fetchall()
    finding = f"SELECT {columns} FROM {table} WHERE id IN (?, ?)"  # noqa: S608 - our own table
    for row in rows:
        key = _as_bytes(row[0])
        found = working.execute(finding, (key, key.hex())).fetchone()
        changed_since = not same and (found is None or found[1] > row[1])
        if not changed_since and (found is None or _alike(found) != _alike(row)):
            faults.append(f"{key.hex()} differs.")
    return len(rows), faults


def _alike(row: Sequence[Any]) -> list[Any]:
    """Return a row as a store of any version would hold it: keys were letters once."""
    return [value.hex() if isinstance(value, bytes) else value for value in row]


def _as_bytes(key: bytes | str) -> bytes:
    return bytes.fromhex(key) if isinstance(key, str) else key


def _columns(copied: Any, working: Any, table: str) -> set[str]:
    """Return the columns that both have: the tables of one may be older."""
    return set.intersection(
        *(
            {row[1] for row in one.execute(f"PRAGMA table_info({table})")}
            for one in (copied, working)
        )
    )
