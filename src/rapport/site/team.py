"""A team's store on PostgreSQL: its key file, its tables, its first colleague.

The key that seals names lies in a file of its own (``RAPPORT_KEY_FILE``), never in the database or
its backups: whoever takes the one has not yet the other.
"""

import os
import secrets
from pathlib import Path

from rapport.messages import gettext_noop
from rapport.vault import keyring
from rapport.vault.refusals import VaultRefusal


class NoKeyFile(VaultRefusal):
    """A team's store is asked for without the file that holds its key."""

    code = "no_key_file"
    says = gettext_noop("The file with the key of this team's store is missing.")
    next = gettext_noop("Set its path in RAPPORT_KEY_FILE, or create a store with: rapport init")


class NoTables(VaultRefusal):
    """The database is there, and no store has been begun in it."""

    code = "no_tables"
    says = gettext_noop("There is no store in this database yet.")
    next = gettext_noop("Create it with: rapport init")


class OlderTables(VaultRefusal):
    """Tables that wait for an update; one colleague makes it for all."""

    code = "older_tables"
    says = gettext_noop(
        "The tables of this store are version %(their_tables)s; this is Rapport %(ours)s"
        " (tables %(our_tables)s)."
    )
    next = gettext_noop("Stop its server, then run: rapport team update")


class NotUpdated(VaultRefusal):
    """An update of the tables stopped half way."""

    code = "not_updated"
    says = gettext_noop(
        "The tables could not be updated from version %(their_tables)s to those of Rapport"
        " %(ours)s (tables %(our_tables)s)."
    )
    next = gettext_noop("Restore the backup made before, and use the old version.")


def is_team() -> bool:
    """Return whether the store is a team's."""
    return bool(os.environ.get("RAPPORT_DATABASE_URL"))


def key_file() -> Path:
    """Return where the key file lies; raises ``NoKeyFile``."""
    named = os.environ.get("RAPPORT_KEY_FILE")
    if not named:
        raise NoKeyFile
    return Path(named)


def hold_key() -> None:
    """Hold the team's key (32 bytes, written as hexadecimal digits)."""
    if keyring.is_open():
        return
    try:
        keyring.hold(bytes.fromhex(key_file().read_text(encoding="ascii").strip()))
    except (OSError, ValueError):
        raise NoKeyFile from None


def begin_key() -> None:
    """Make the key file if there is none, readable by its owner alone, and hold the key."""
    path = key_file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(keyring.KEY_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
    hold_key()


def make_tables() -> None:
    """Make the tables of a new store; older ones are refused."""
    from rapport.site import store_version  # noqa: PLC0415 - once settings are chosen

    if store_version.of_store() is not None:
        check_tables()
    update_tables()


def check_tables() -> None:
    """Refuse a store whose tables are older or newer than ours: raises a ``VaultRefusal``."""
    from rapport.site import store_version  # noqa: PLC0415 - once settings are chosen

    theirs, ours = store_version.of_store(), store_version.of_program()
    if theirs is None:
        raise NoTables
    if theirs.tables < ours.tables:
        raise OlderTables(their_tables=theirs.tables, ours=ours.program, our_tables=ours.tables)


def update_tables() -> bool:
    """Bring the tables to this version and say so in them; return whether they changed."""
    from rapport.site import opening  # noqa: PLC0415 - once settings are chosen

    try:
        changed = opening.migrate()
    except opening.NotMigrated as refusal:
        raise NotUpdated(**refusal.params) from refusal
    opening.sign()
    return changed
