"""What a phone seals to the office's key, which only the open store opens, and who wrote it.

HPKE of RFC 9180, base mode: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. ``info`` is bound
to the version, the phone and the number of a record, so none can take another's place. The office
has a key pair of its own for phones; its private half is kept sealed in the store.
"""

import hashlib
import hmac
import json
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rapport.vault import encryption
from rapport.vault.encryption import NotOurs

MAC_BYTES = 16
KEY_BYTES = 32
"""What a phone's own MAC key has."""

_SUITE = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_CURVE = ec.SECP256R1()
_INFO = b"rapport phone 1\0"
_RECORD, _ANSWER, _CODE, _DIGITS, _WORDS = (
    f"rapport phone {what} 1\0".encode() for what in ("record", "answer", "code", "digits", "words")
)
_OF_OFFICE, _OF_PHONE = "phone office key", "phone key"
_SIX, _EIGHT = 10**6, 10**8


def new_office_key() -> tuple[bytes, bytes]:
    """Return a new key pair for phones: the private half sealed, the public one, 65 bytes."""
    key = ec.generate_private_key(_CURVE)
    public = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    secret = key.private_numbers().private_value.to_bytes(32)
    return encryption.seal(secret, purpose=_OF_OFFICE, about=public), public


def open_record(sealed: bytes, head: bytes, *, private: bytes, public: bytes) -> dict[str, Any]:
    """Return what a phone wrote; raises ``NotOurs`` if anything about it differs.

    ``private`` and ``public`` are the office's key as :func:`new_office_key` returned it.
    """
    secret = encryption.unseal(private, purpose=_OF_OFFICE, about=public)
    key = ec.derive_private_key(int.from_bytes(secret), _CURVE)
    try:
        padded = _SUITE.decrypt(sealed, key, info=_INFO + head)
        length = int.from_bytes(padded[:2])
        said = json.loads(padded[2 : 2 + length])
    except (InvalidTag, ValueError, RecursionError):
        raise NotOurs from None
    if not isinstance(said, dict):
        raise NotOurs
    return said


def seal_record(said: dict[str, Any], head: bytes, *, public: bytes, size: int) -> bytes:
    """Return what a phone would seal: the JSON after its length, padded to ``size`` bytes."""
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    padded = (len(body).to_bytes(2) + body).ljust(size, b"\0")
    if len(padded) != size:
        raise ValueError("does not fit")
    key = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public)
    return _SUITE.encrypt(padded, key, info=_INFO + head)


def seal_phone_key(key: bytes, phone: bytes) -> bytes:
    """Return a phone's MAC key as it is kept."""
    return encryption.seal(key, purpose=_OF_PHONE, about=phone)


def phone_key(sealed: bytes, phone: bytes) -> bytes:
    """Return a phone's MAC key."""
    return encryption.unseal(sealed, purpose=_OF_PHONE, about=phone)


def mac_of_record(key: bytes, body: bytes) -> bytes:
    """Return what a phone puts behind a record."""
    return hmac.digest(key, _RECORD + body, "sha256")[:MAC_BYTES]


def is_written_by(key: bytes, body: bytes, mac: bytes) -> bool:
    """Say whether the holder of a phone's MAC key wrote a record."""
    return hmac.compare_digest(mac_of_record(key, body), mac)


def mac_of_question(key: bytes, body: bytes) -> bytes:
    """Return what a phone puts behind its question for words of a trip."""
    return hmac.digest(key, _WORDS + body, "sha256")[:MAC_BYTES]


def mac_of_answer(key: bytes, phone: bytes, said: bytes) -> str:
    """Return what shows a phone that the office answered: it deletes only what this confirms."""
    return hmac.digest(key, _ANSWER + phone + said, "sha256")[:MAC_BYTES].hex()


def code_for(key: bytes, phone: bytes, upto: int) -> str:
    """Return what is typed into a phone so that it deletes every record up to a number."""
    trace = hmac.digest(key, _CODE + phone + upto.to_bytes(4), "sha256")
    digits = f"{int.from_bytes(trace[:8]) % _EIGHT:08d}"
    return f"{upto}-{digits[:4]}-{digits[4:]}"


def digits_of(key: bytes, phone: bytes, *, public: bytes) -> str:
    """Return the six digits that the phone shows: the office's key, the phone and its key."""
    trace = hashlib.sha256(_DIGITS + public + phone + key).digest()
    return f"{int.from_bytes(trace[:8]) % _SIX:06d}"
