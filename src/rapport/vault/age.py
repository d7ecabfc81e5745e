"""Sealing what leaves the store, in the age format: anybody with its key or words opens it.

The file is opened by Rapport, and by every program that reads age (age-encryption.org/v1). All of
it is done in memory: what was in the clear never lies on a disk.
"""

from collections.abc import Sequence
from typing import Any

from rapport.messages import gettext_noop
from rapport.vault import age_passphrase, passphrases
from rapport.vault.refusals import VaultRefusal

SUFFIX = ".age"


class NoSuchKey(VaultRefusal):
    """A text that is no public key of age."""

    code = "no_such_key"
    says = gettext_noop("%(key)s is not a public key of age.")
    next = gettext_noop("A public key begins with age1. Copy it whole.")


class NotSealed(VaultRefusal):
    """A file that age did not make."""

    code = "not_sealed"
    says = gettext_noop("This file is not encrypted with age.")
    next = gettext_noop("Choose a file that Rapport exported.")


class DoesNotOpen(VaultRefusal):
    """The passphrase or the key does not open it, or it was changed."""

    code = "does_not_open"
    says = gettext_noop("The file does not open with this.")
    next = gettext_noop("Check the passphrase or the key; or the file was changed on its way.")


def seal_to_passphrase(plain: bytes, passphrase: str) -> bytes:
    """Return ``plain`` sealed to a passphrase; raises ``WeakPassphrase``."""
    passphrases.check(passphrase)
    return age_passphrase.seal(plain, passphrase)


def seal_to_keys(plain: bytes, keys: Sequence[str]) -> bytes:
    """Return ``plain`` sealed to public keys of age; raises ``NoSuchKey``."""
    return bytes(_age().encrypt(plain, [_recipient(key) for key in keys]))


def is_sealed(data: bytes) -> bool:
    """Say whether age made this."""
    return data.startswith(age_passphrase.VERSION)


def takes_passphrase(data: bytes) -> bool:
    """Say whether this opens with a passphrase, and not with keys."""
    return data.startswith(age_passphrase.VERSION + age_passphrase.STANZA)


def unseal(sealed: bytes, *, passphrase: str = "", identity: str = "") -> bytes:
    """Return what was sealed; raises ``NotSealed`` and ``DoesNotOpen``.

    ``identity`` is the text of a key file of age: its line that begins with AGE-SECRET-KEY.
    """
    if not is_sealed(sealed):
        raise NotSealed
    age = _age()
    try:
        if identity:
            keys = [line for line in identity.split() if line.startswith("AGE-SECRET-KEY-")]
            found = [age.x25519.Identity.from_str(key) for key in keys]
            return bytes(age.decrypt(sealed, found))
        return age_passphrase.unseal(sealed, passphrase)
    except (age.DecryptError, age.IdentityError, ValueError):
        raise DoesNotOpen from None


def _recipient(key: str) -> Any:
    age = _age()
    try:
        return age.x25519.Recipient.from_str(key.strip())
    except age.RecipientError:
        raise NoSuchKey(key=key.strip()[:70]) from None


def _age() -> Any:
    """Return the library, which is loaded when something is first sealed or opened."""
    import pyrage  # noqa: PLC0415

    return pyrage
