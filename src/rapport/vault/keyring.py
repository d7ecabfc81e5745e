"""The data key, held by this process while the store is open.

Python cannot wipe memory: nothing here promises to forget. Locking ends the process instead.
"""

from rapport.messages import gettext_noop
from rapport.vault import hardening
from rapport.vault.refusals import VaultRefusal

KEY_BYTES = 32
_held: list[bytes] = []


class Locked(VaultRefusal):
    """The store is locked."""

    code = "locked"
    says = gettext_noop("The store is locked.")
    next = gettext_noop("Unlock it first.")


def hold(key: bytes) -> None:
    """Hold the data key (32 bytes) for as long as this process lives, and harden the process."""
    if len(key) != KEY_BYTES:
        raise ValueError("a data key has 32 bytes")
    hardening.harden()
    _held[:] = [bytes(key)]


def data_key() -> bytes:
    """Return the data key; raises ``Locked``."""
    if not _held:
        raise Locked
    return _held[0]


def is_open() -> bool:
    """Return whether this process holds a key."""
    return bool(_held)
