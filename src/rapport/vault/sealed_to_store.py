"""Sealing to the store: whoever has its public key can seal, only the open store can open.

A page that must go blank seals what was typed in it. The key pair is derived from the data key, so
nothing of it lies on the disk. P-256, because browsers of 2023 have it; the browser makes a key
pair of its own for each page and sends its public half along::

    version 1 | ephemeral public key 65 | nonce 12 | AES-256-GCM of the text

The key of the cipher is HKDF-SHA256 of the shared secret, bound to both public keys; the additional
data are the version and what the text is ``about``.
"""

from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rapport.vault import encryption
from rapport.vault.encryption import NotOurs

_VERSION = b"\x01"
_POINT, _NONCE = 65, 12
_INFO = b"rapport sealed to the store 1\0"
_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def public_key() -> bytes:
    """Return the store's public key, 65 bytes; raises ``Locked``."""
    return _point(_private_key())


def open_sealed(sealed: bytes, *, about: bytes) -> bytes:
    """Return what was sealed ``about`` something; raises ``NotOurs`` if anything differs."""
    version, rest = sealed[:1], sealed[1:]
    point, nonce, text = rest[:_POINT], rest[_POINT : _POINT + _NONCE], rest[_POINT + _NONCE :]
    private = _private_key()
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
        shared = private.exchange(ec.ECDH(), theirs)
        info = _INFO + point + _point(private)
        key = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(shared)
        if version != _VERSION:
            raise NotOurs
        return AESGCM(key).decrypt(nonce, text, version + about)
    except (InvalidTag, ValueError):
        raise NotOurs from None


def _private_key() -> ec.EllipticCurvePrivateKey:
    return _derived(b"".join(encryption.subkey(f"sealed to the store {half}") for half in "12"))


@lru_cache(maxsize=2)
def _derived(material: bytes) -> ec.EllipticCurvePrivateKey:
    # Twice as many bits as the order has: what is left over favours no key.
    return ec.derive_private_key(int.from_bytes(material) % (_ORDER - 1) + 1, _CURVE)


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
