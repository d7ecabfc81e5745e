"""The passphrase form of the age format, at a fixed cost of each guess.

The library that seals to keys makes a passphrase as dear as one second is on the machine at that
moment: on a busy or a fast one the same file is cheap to guess, or does not open on an old laptop.
Here a guess always costs the same. The format is that of age-encryption.org/v1: a header with one
scrypt stanza and its MAC, a nonce, then chunks of 64 KiB (STREAM with ChaCha20-Poly1305).
"""

import base64
import hmac
import secrets
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

VERSION = b"age-encryption.org/v1\n"
STANZA = b"-> scrypt "
COST = 18
"""Guessing once takes 2^18 steps of scrypt, and 256 MiB of memory."""

DEAREST = 20
"""A file that asks for more is not opened: it would take all the memory of a laptop."""

_LABEL = b"age-encryption.org/v1/scrypt"
_CHUNK = 64 << 10
_TAG, _KEY, _SALT = 16, 16, 16


def seal(plain: bytes, passphrase: str) -> bytes:
    """Return ``plain`` sealed to a passphrase."""
    file_key, salt = secrets.token_bytes(_KEY), secrets.token_bytes(_SALT)
    wrapped = ChaCha20Poly1305(_wrapping(passphrase, salt, COST)).encrypt(bytes(12), file_key, None)
    stanza = STANZA + _written(salt) + b" %d\n" % COST + _written(wrapped) + b"\n"
    head = VERSION + stanza + b"---"
    nonce = secrets.token_bytes(16)
    body = b"".join(_sealed_chunks(_derived(file_key, nonce, b"payload"), plain))
    return head + b" " + _written(_mac(file_key, head)) + b"\n" + nonce + body


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """Return what was sealed to a passphrase; raises ``ValueError`` where it does not open."""
    lines = sealed.split(b"\n", 4)
    if len(lines) != 5 or lines[0] + b"\n" != VERSION:
        raise ValueError("no header")
    version, stanza, wrapped, mac, body = lines
    words = stanza.split(b" ")
    if words[:2] != STANZA.split() or len(words) != 4 or not words[3].isdigit():
        raise ValueError("no passphrase")
    cost = int(words[3])
    if not 1 <= cost <= DEAREST:
        raise ValueError("too dear")
    try:
        key = _wrapping(passphrase, _read(words[2]), cost)
        file_key = ChaCha20Poly1305(key).decrypt(bytes(12), _read(wrapped), None)
        head = b"\n".join((version, stanza, wrapped, b"---"))
        if not hmac.compare_digest(mac, b"--- " + _written(_mac(file_key, head))):
            raise ValueError("header changed")
        payload = _derived(file_key, body[:16], b"payload")
        return b"".join(_opened_chunks(payload, memoryview(body)[16:]))
    except InvalidTag:
        raise ValueError("does not open") from None


def _wrapping(passphrase: str, salt: bytes, cost: int) -> bytes:
    scrypt = Scrypt(salt=_LABEL + salt, length=32, n=1 << cost, r=8, p=1)
    return scrypt.derive(passphrase.encode())


def _derived(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(file_key)


def _mac(file_key: bytes, head: bytes) -> bytes:
    return hmac.digest(_derived(file_key, b"", b"header"), head, "sha256")


def _sealed_chunks(key: bytes, plain: bytes) -> Iterator[bytes]:
    box = ChaCha20Poly1305(key)
    view = memoryview(plain)
    last = max(len(plain) - 1, 0) // _CHUNK
    for number in range(last + 1):
        piece = view[number * _CHUNK : (number + 1) * _CHUNK]
        yield box.encrypt(_nonce(number, last=number == last), piece, None)


def _opened_chunks(key: bytes, body: memoryview) -> Iterator[bytes]:
    box, size = ChaCha20Poly1305(key), _CHUNK + _TAG
    last = max(len(body) - 1, 0) // size
    for number in range(last + 1):
        piece = body[number * size : (number + 1) * size]
        yield box.decrypt(_nonce(number, last=number == last), piece, None)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _written(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _read(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
