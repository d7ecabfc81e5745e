"""Putting a store back: built beside, looked over, renamed into place; nothing is deleted.

At every moment the folder of the store is the old one or the new one, or, between two renames, both
lie whole beside it. The anchors are set so that neither is taken for an older copy put back.
"""

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rapport.site import instance_lock
from rapport.site.backups import archive, laptop
from rapport.site.backups.refusals import BeingServed, InTheWay, NoCopyBefore, StoreThere
from rapport.vault import atomic_write, key_slots, rollback_guard

_BUILT, _READY = ".restoring", "ready"
MOVED = ".replaced-"


@dataclass(frozen=True)
class Standing:
    """Which store is put in place, how far its history has come, and its head."""

    store: str
    sequence: int
    head: bytes


@dataclass(frozen=True)
class PutBack:
    """What was done: where the store before lies, and the change it was known to have reached."""

    moved_to: Path | None
    known: int


@contextlib.contextmanager
def building(home: Path, *, replace: bool) -> Iterator[Path]:
    """Give an empty folder beside ``home`` to build the store in; what is left of it goes.

    Raises ``StoreThere``, ``InTheWay``, ``BeingServed``, ``OSError``.
    """
    finish(home)
    _check_free(home, replace=replace)
    built = home.with_name(home.name + _BUILT)
    home.parent.mkdir(parents=True, exist_ok=True)
    built.mkdir(mode=0o700, exist_ok=True)
    claims = [instance_lock.claim(built)]
    if home.is_dir() and any(home.iterdir()):
        claims.append(instance_lock.claim(home))
    try:
        if None in claims:
            raise BeingServed(home=home)
        _empty(built)
        yield built
    finally:
        if claims[0] is not None:
            shutil.rmtree(built, ignore_errors=True)
        for claim in filter(None, claims):
            claim.release()


def finish(home: Path) -> None:
    """Put in place the store that a restore, ended between its two renames, had ready; no key."""
    built = home.with_name(home.name + _BUILT)
    if not home.exists() and (built / _READY).exists():
        built.rename(home)
        atomic_write.flush_folder(home.parent)
    if (home / _READY).exists():
        (home / _READY).unlink()


def carry_list(home: Path, built: Path, store: str) -> None:
    """Bring along the list of what was erased, unless it is clearly another store's."""
    path = home / laptop.ERASED
    if not path.exists():
        return
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        if uuid.UUID(json.loads(path.read_bytes())["store"]) != uuid.UUID(store):
            return
    shutil.copyfile(path, built / laptop.ERASED)


def _check_free(home: Path, *, replace: bool) -> None:
    """Refuse a place that holds a store, unless it is to be replaced, or anything else."""
    if not home.exists():
        return
    if key_slots.exists(home) or (home / laptop.STORE).exists():
        if not replace:
            raise StoreThere(home=home)
    elif not home.is_dir() or any(home.iterdir()):
        raise InTheWay(place=home)


def _empty(folder: Path) -> None:
    """Remove what a restore that was ended had built here, but not the claim on the folder."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != instance_lock.NAME:
            path.unlink()


def put_in_place(
    built: Path, home: Path, state: Path | None, stands: Standing, *, now: datetime
) -> PutBack:
    """Rename the built folder to ``home``; move aside what is there, and set the anchors.

    ``state`` is the folder of the second anchor, as told or None.
    """
    known = [one.sequence for one in rollback_guard.read(home, state, stands.store)]
    # The second anchor knows of the old store and goes first: until it is written again, each of
    # the two folders is whole with the anchor beside it.
    rollback_guard.forget(built, state, stands.store)
    with _elsewhere(built) as nowhere:
        rollback_guard.write(built, nowhere, stands.store, stands.sequence, stands.head)
    atomic_write.flush_folder(built)
    moved = _swap(built, home, now=now)
    rollback_guard.write(home, state, stands.store, stands.sequence, stands.head)
    return PutBack(moved, max(known, default=0))


@contextlib.contextmanager
def _elsewhere(built: Path) -> Iterator[Path]:
    """Give a state folder that nobody reads."""
    folder = built / "state"
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _swap(built: Path, home: Path, *, now: datetime) -> Path | None:
    moved = None
    (built / _READY).touch()
    atomic_write.flush_folder(built)
    if home.exists() and any(home.iterdir()):
        moved = _free_name(home.with_name(f"{home.name}{MOVED}{now:%Y%m%d-%H%M%S}"))
        home.rename(moved)
    elif home.exists():
        home.rmdir()
    try:
        built.rename(home)
    except OSError:
        if moved is not None:
            moved.rename(home)
        raise
    atomic_write.flush_folder(home.parent)
    (home / _READY).unlink()
    return moved


def _free_name(wanted: Path) -> Path:
    name, number = wanted, 1
    while name.exists():
        number += 1
        name = wanted.with_name(f"{wanted.name}-{number}")
    return name


def moved_aside(home: Path) -> list[Path]:
    """Return the stores that restoring moved aside from ``home``, newest first; needs no key."""
    try:
        beside = sorted(home.parent.iterdir(), reverse=True)
    except OSError:
        return []
    begins = home.name + MOVED
    return [path for path in beside if path.name.startswith(begins) and key_slots.exists(path)]


def copy_before_update(home: Path, built: Path) -> None:
    """Lay the store as it was before an update, and its key slots, into ``built``.

    Raises ``NoCopyBefore``, ``OSError``.
    """
    copies = sorted(path for path in home.glob(laptop.STORE + ".before-*") if path.suffix != ".new")
    if not copies or not key_slots.exists(home):
        raise NoCopyBefore(home=home)
    for source, name in ((copies[-1], laptop.STORE), (home / key_slots.NAME, key_slots.NAME)):
        with source.open("rb") as old, archive.private(built / name) as new:
            shutil.copyfileobj(old, new, 1 << 20)
            new.flush()
            os.fsync(new.fileno())
