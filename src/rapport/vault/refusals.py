"""Why the vault stays shut.

::

    VaultRefusal
    ├── NotAVault            no vault in this folder
    ├── DamagedHeader        the key slots cannot be read, or were changed
    ├── WeakerHeader         the cost of guessing was edited down
    ├── WrongPassphrase      the passphrase or recovery code does not open it
    ├── TooManyTries         wait before the next try
    ├── NotEnoughMemory      the machine has too little memory left for one try
    ├── CannotWrite          nothing can be written beside the store
    ├── WeakPassphrase       too easily guessed
    ├── StoreGone            the key slots are there, the store is not
    ├── Unreadable           the store does not read with its own key
    ├── NewerStore           the store was written by a newer version of Rapport
    ├── NotDurable           the disk would not keep what is saved
    ├── PlainSqlite          the database module does not encrypt
    └── OldCipher            its cipher is older than the one we rely on
"""

from typing import Any

from rapport.messages import gettext_noop
from rapport.refusals import Refusal


class VaultRefusal(Refusal):
    """Something the vault does not do; each kind states its sentences on its class."""

    code = "vault"

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)


class NotAVault(VaultRefusal):
    """No vault here."""

    code = "not_a_vault"
    says = gettext_noop("There is no store in this folder.")
    next = gettext_noop("Check the folder, or create a new store with: rapport init")


class DamagedHeader(VaultRefusal):
    """The slots cannot be read."""

    code = "damaged_header"
    says = gettext_noop("The key slots of this store are damaged or were changed.")
    next = gettext_noop("Restore vault.json from your last backup; the store itself is untouched.")


class WeakerHeader(VaultRefusal):
    """The cost was edited down."""

    code = "weaker_header"
    says = gettext_noop("Somebody has made the key slots of this store easier to guess.")
    next = gettext_noop(
        "Restore vault.json from your last backup, and find out who had this machine."
    )


class WrongPassphrase(VaultRefusal):
    """It does not open."""

    code = "wrong_passphrase"
    says = gettext_noop("Wrong passphrase or code.")
    next = gettext_noop("Type it again; check the keyboard's language and capitals.")


class TooManyTries(VaultRefusal):
    """Wait."""

    code = "too_many_tries"
    says = gettext_noop("Too many attempts. Unlocking is blocked for %(seconds)s more seconds.")
    next = gettext_noop("Wait, then try again or use the printed recovery code.")


class NotEnoughMemory(VaultRefusal):
    """One try takes more memory than there is."""

    code = "not_enough_memory"
    says = gettext_noop(
        "Opening needs %(megabytes)s MB of memory, and this machine has less available."
    )
    next = gettext_noop("Close other programs, and try again.")


class CannotWrite(VaultRefusal):
    """A full disk, or a folder we may not write in."""

    code = "cannot_write"
    says = gettext_noop("The folder of the store cannot be written to.")
    next = gettext_noop("Free some space on this disk, or check who may write there.")


class WeakPassphrase(VaultRefusal):
    """Too easily guessed."""

    code = "weak_passphrase"
    says = gettext_noop("This passphrase is too easily guessed.")
    next = gettext_noop("Use six or more unrelated words.")


class StoreGone(VaultRefusal):
    """Opening would begin an empty store in the place of one that was there."""

    code = "store_gone"
    says = gettext_noop("The key slots are here, but the store is missing.")
    next = gettext_noop("Restore rapport.store from your last backup.")


class Unreadable(VaultRefusal):
    """Damaged, or another store's file."""

    code = "unreadable"
    says = gettext_noop("The store cannot be read: it is damaged, or belongs to other key slots.")
    next = gettext_noop("Keep this folder as it is, and restore your last backup into another one.")


class NewerStore(VaultRefusal):
    """Its tables have come further than ours."""

    code = "newer_store"
    says = gettext_noop(
        "This store was last opened by Rapport %(theirs)s (tables %(their_tables)s);"
        " this is Rapport %(ours)s (tables %(our_tables)s)."
    )
    next = gettext_noop("Install that version or a newer one; going back needs an older backup.")


class NotDurable(VaultRefusal):
    """No write-ahead log here, or not flushed at every commit."""

    code = "not_durable"
    says = gettext_noop("This disk does not store files reliably.")
    next = gettext_noop("Put the store on a disk of this machine; network folders do not work.")


class PlainSqlite(VaultRefusal):
    """Nothing would be encrypted."""

    code = "plain_sqlite"
    says = gettext_noop("The database module on this machine does not encrypt.")
    next = gettext_noop("Install Rapport again; only the package sqlcipher3 may be there.")


class OldCipher(VaultRefusal):
    """An older cipher than we rely on."""

    code = "old_cipher"
    says = gettext_noop("The cipher on this machine is version %(found)s; %(needed)s is needed.")
    next = gettext_noop("Install Rapport again; only the package sqlcipher3 may be there.")
