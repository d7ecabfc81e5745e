"""Sealing: small secrets inside the store, each under a key of its purpose.

Keys are derived from the data key with HKDF-SHA256; AES-256-GCM with a random 96-bit nonce seals;
a version byte leads. ``blind`` gives a keyed trace for an index that must not name anybody.
"""

import hmac
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from rapport.messages import gettext_noop
from rapport.vault import keyring
from rapport.vault.refusals import VaultRefusal

_VERSION = b"\x01"
_NONCE = 12
BLIND_BYTES = 16


class NotOurs(VaultRefusal):
    """The seal does not open."""

    code = "seal_broken"
    says = gettext_noop("An encrypted text does not open with this store's key.")
    next = gettext_noop("It was changed, or belongs to another store. Restore it from a backup.")


@lru_cache(maxsize=64)
def _subkey(key: bytes, purpose: str) -> bytes:
    info = b"rapport seal 1\0" + purpose.encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(key)


def subkey(purpose: str) -> bytes:
    """Return the key of one purpose, 32 bytes, for what is sealed in a form of its own."""
    return _subkey(keyring.data_key(), purpose)


def seal(plain: bytes, *, purpose: str, about: bytes = b"") -> bytes:
    """Return ``plain`` sealed for ``purpose``, bound to ``about``."""
    nonce = secrets.token_bytes(_NONCE)
    box = AESGCM(_subkey(keyring.data_key(), purpose))
    return _VERSION + nonce + box.encrypt(nonce, plain, _VERSION + about)


def unseal(sealed: bytes, *, purpose: str, about: bytes = b"") -> bytes:
    """Return what was sealed; raises ``NotOurs`` if anything about it differs."""
    box = AESGCM(_subkey(keyring.data_key(), purpose))
    nonce, text = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    try:
        return box.decrypt(nonce, text, sealed[:1] + about)
    except (InvalidTag, ValueError):
        raise NotOurs from None


def blind_index(token: str, *, purpose: str) -> bytes:
    """Return a keyed trace of ``token``: 16 bytes, the same for the same token and purpose."""
    key = _subkey(keyring.data_key(), f"blind {purpose}")
    return hmac.digest(key, token.encode("utf-8", "surrogatepass"), "sha256")[:BLIND_BYTES]


def seal_for(secret: bytes, plain: bytes, *, purpose: str) -> bytes:
    """Return ``plain`` sealed under a secret kept elsewhere, for as long as that lasts."""
    nonce = secrets.token_bytes(_NONCE)
    box = AESGCM(_subkey(secret, purpose))
    return _VERSION + nonce + box.encrypt(nonce, plain, _VERSION)


def unseal_for(secret: bytes, sealed: bytes, *, purpose: str) -> bytes:
    """Return what was sealed under that secret; raises ``NotOurs`` if anything about it differs."""
    box = AESGCM(_subkey(secret, purpose))
    nonce, text = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    try:
        return box.decrypt(nonce, text, sealed[:1])
    except (InvalidTag, ValueError):
        raise NotOurs from None
