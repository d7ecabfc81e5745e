"""What is wrong with this installation, in plain words."""

import os
import shutil
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rapport.cli import opening
from rapport.refusals import Refusal
from rapport.site.backups import restoring
from rapport.vault import backup_note, key_slots, reserved_space, rollback_guard

_ROOM = 200 * 1024 * 1024


@dataclass(frozen=True)
class Examined:
    """One thing looked at."""

    what: str
    well: bool
    says: str


def examine(home: Path) -> list[Examined]:
    """Look at everything that can be looked at without a passphrase."""
    return [
        _python(),
        _version(home),
        _cipher(),
        _header(home),
        _backup(home),
        _owner(home),
        _room(home),
        _disk(),
    ]


def _python() -> Examined:
    version = ".".join(map(str, sys.version_info[:3]))
    return Examined("Python", sys.version_info >= (3, 11), f"version {version}")


def _version(home: Path) -> Examined:
    """Say which version this is; which one opened the store last stands within it, encrypted."""
    from rapport.site import store_version

    copies = [path.name for path in home.glob("rapport.store.before-*")]
    held = f"; {copies[0]} is the store before its last update" if copies else ""
    return Examined("Version", True, f"Rapport {store_version.of_program()}{held}")


def _cipher() -> Examined:
    import sqlcipher3

    from rapport.vault.database.base import check_cipher

    connection = sqlcipher3.connect(":memory:")  # type: ignore[attr-defined]
    try:
        check_cipher(connection)
        found = connection.execute("PRAGMA cipher_version").fetchone()[0]
    except Refusal as refusal:
        return Examined("Encryption", False, str(refusal.worded()))
    finally:
        connection.close()
    return Examined("Encryption", True, f"SQLCipher {found}")


def _header(home: Path) -> Examined:
    if not home.exists() or not key_slots.exists(home):
        moved = restoring.moved_aside(home.resolve())
        if moved:
            says = f"none in {home}; one that a restore moved aside is in {moved[0]}"
            return Examined("Store", False, says)
        return Examined("Store", True, f"no store in {home} yet; make one with: rapport init")
    try:
        key_slots.look(home)
    except Refusal as refusal:
        return Examined("Store", False, str(refusal.worded()))
    if not (home / "rapport.store").exists():
        return Examined("Store", False, "rapport.store is missing; restore a backup")
    return Examined("Store", True, f"in {home}")


def _backup(home: Path) -> Examined:
    """Say when the store was last backed up; the demo world needs no backup."""
    if not key_slots.exists(home) or home == opening.demo_folder():
        return Examined("Backup", True, "not checked here")
    last = backup_note.read(home)
    says = f"the last one was made on {last.at:%Y-%m-%d}" if last else "there is none yet"
    now = datetime.now(UTC)  # noqa: TID251 - this is the door
    due = backup_note.reminder(home, sequence=rollback_guard.told_sequence(home), now=now)
    if due is None:
        return Examined("Backup", True, says)
    return Examined("Backup", False, f"{says}; make one with: rapport backup FILE")


def _owner(home: Path) -> Examined:
    """Return whether others on this machine can look into the folder."""
    if sys.platform == "win32" or not home.exists():
        return Examined("Access", True, "not checked here")
    places = [home, *home.iterdir()]
    open_ones = [place.name for place in places if place.stat().st_mode & 0o077]
    strange = [place.name for place in places if place.stat().st_uid != os.getuid()]
    if open_ones:
        says = f"others can read {open_ones[0]}; prevent it with: chmod -R go= {home}"
        return Examined("Access", False, says)
    if strange:
        return Examined("Access", False, f"{strange[0]} belongs to somebody else on this machine")
    return Examined("Access", True, "only you can open the folder")


def _room(home: Path) -> Examined:
    folder = home if home.exists() else home.anchor or "/"
    free = shutil.disk_usage(folder).free
    held = (
        ""
        if not key_slots.exists(home) or reserved_space.present(home)
        else "; the file that reserves space (ballast) is missing"
    )
    return Examined("Free space", free > _ROOM and not held, f"{free // 2**20} MB free{held}")


def _disk() -> Examined:
    """Return whether the swap could keep what was in memory in the clear."""
    if sys.platform != "linux":
        return Examined("Swap", True, "not checked on this system: use full-disk encryption")
    try:
        lines = Path("/proc/swaps").read_text().splitlines()[1:]
    except OSError:
        lines = []
    open_swap = [line.split()[0] for line in lines if "/dev/dm-" not in line and "zram" not in line]
    if open_swap:
        return Examined(
            "Swap", False, f"{open_swap[0]} is not encrypted: what you read may stay on the disk"
        )
    return Examined("Swap", True, "none that is unencrypted")
