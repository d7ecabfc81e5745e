"""A long text sealed in chunks, for what does not fit into memory.

A header (mark and random salt), then chunks of AES-256-GCM over 1 MiB each, under a key derived for
this one text. The nonce counts the chunks and says which is the last, so that a chunk changed,
moved, left out or added is noticed, and a text that was cut too. The construction is STREAM
(Hoang, Reyhanitabar, Rogaway, Vizar 2015).
"""

import secrets
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rapport.vault import encryption
from rapport.vault.encryption import NotOurs

CHUNK = 1 << 20
_MARK = b"rapport stream 1"
_SALT = 32
_TAG = 16


def seal(pieces: Iterable[bytes], out: BinaryIO, *, purpose: str) -> int:
    """Write ``pieces``, one after another, sealed to ``out``; return how many bytes they were."""
    salt = secrets.token_bytes(_SALT)
    box = _box(salt, purpose)
    out.write(_MARK + salt)
    size, number, held = 0, 0, bytearray()
    for piece in pieces:
        size += len(piece)
        held += piece
        # The last chunk is never written here: whether more follows is not known yet.
        while len(held) > CHUNK:
            out.write(box.encrypt(_nonce(number, last=False), bytes(held[:CHUNK]), _MARK))
            del held[:CHUNK]
            number += 1
    out.write(box.encrypt(_nonce(number, last=True), bytes(held), _MARK))
    return size


def unseal(source: BinaryIO, *, purpose: str) -> Iterator[bytes]:
    """Yield what was sealed, a chunk at a time; each is authentic, all of it only at the end.

    Raises ``NotOurs`` at the first chunk that does not belong there, and if the end is missing.
    """
    header = source.read(len(_MARK) + _SALT)
    if len(header) != len(_MARK) + _SALT or not header.startswith(_MARK):
        raise NotOurs
    box = _box(header[len(_MARK) :], purpose)
    number, chunk = 0, source.read(CHUNK + _TAG)
    while True:
        following = source.read(CHUNK + _TAG)
        try:
            yield box.decrypt(_nonce(number, last=not following), chunk, _MARK)
        except (InvalidTag, ValueError):
            raise NotOurs from None
        if not following:
            return
        number, chunk = number + 1, following


def _box(salt: bytes, purpose: str) -> AESGCM:
    return AESGCM(encryption.subkey(f"{purpose} {salt.hex()}"))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
