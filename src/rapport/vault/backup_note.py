"""When the store was last backed up: a small file beside it, for whoever is to be reminded.

Nothing rests on it: it is neither sealed nor believed, and a store without it is whole.
"""

import json
import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from rapport.vault import atomic_write

NAME = "backup.json"
TOO_OLD = timedelta(days=7)
WORTH_ONE = 50
"""A history longer than this deserves a first backup."""

_log = logging.getLogger(__name__)


class LastBackup(NamedTuple):
    """When, of which store, and how far its history had come."""

    at: datetime
    store: str
    sequence: int
    head: str


class Reminder(NamedTuple):
    """That a backup is due; ``last`` is the moment of the last one, or None if there is none."""

    last: datetime | None


def write(folder: Path, last: LastBackup) -> None:
    """Keep the note. Raises nothing: the backup itself is made by then."""
    told = {**last._asdict(), "at": last.at.isoformat()}
    try:
        atomic_write.replace(folder / NAME, json.dumps(told, indent=1).encode())
    except OSError:
        _log.warning("That a backup was made could not be noted beside the store.")


def read(folder: Path) -> LastBackup | None:
    """Return the note, or None if there is none that can be read."""
    try:
        told = json.loads((folder / NAME).read_bytes())
        at = datetime.fromisoformat(told["at"])
        last = LastBackup(at, str(told["store"]), int(told["sequence"]), str(told["head"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    return last if at.tzinfo is not None else None


def is_young(folder: Path, *, now: datetime) -> bool:
    """Say whether there is a backup that is young enough."""
    last = read(folder)
    return last is not None and now - last.at <= TOO_OLD


def reminder(folder: Path, *, sequence: int, now: datetime) -> Reminder | None:
    """Return a reminder if the last backup is too old, or missing where there is much to lose.

    ``sequence`` is how far the history has come; what has not changed since needs no new backup.
    """
    last = read(folder)
    if last is None:
        return Reminder(None) if sequence > WORTH_ONE else None
    if is_young(folder, now=now) or last.sequence == sequence:
        return None
    return Reminder(last.at)
