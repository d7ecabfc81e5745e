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
    next = gettext_noop("Say where it is in RAPPORT_KEY_FILE, or begin with: rapport init")


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
    """Bring the database to this version, and make the table that counts tries."""
    from django.core.management import call_command  # noqa: PLC0415 - once settings are chosen

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
