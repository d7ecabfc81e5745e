"""Payloads as the store holds them: small, and read back to the very same bytes.

The history is hashed over canonical JSON, and most of that JSON is the same from one operation to
the next: names of columns, and keys in letters. A packed payload is the number of its form, the
text without its keys (compressed with ``payload_words`` as a preset dictionary), then the keys as
plain bytes, each once. Keys that are usual where the payload stands (``Usual``) are not there: the
reader knows them.
"""

import re
import zlib
from binascii import unhexlify
from functools import lru_cache
from uuid import UUID

from rapport.records.payload_words import WORDS, WORDS_2

FORM = b"\x02"
"""The first byte of a packed payload. One that begins with a brace is not packed.

Form 1, written before there was form 2, leaves out only the scope, and has its own words.
"""

Usual = tuple[UUID, UUID | None, UUID | None]
"""The scope of an operation, the office of its chain, and whoever made the change."""

_PLAIN = b"{"
_KEY, _SALT, _AGAIN, _SCOPE, _OFFICE, _BY = b"\x01", b"\x02", b"\x03", b"\x04", b"\x05", b"\x06"
_USUAL = (_SCOPE, _OFFICE, _BY)
# Canonical JSON has no control characters, so that these marks cannot be mistaken for text.
_LETTERS = {_KEY: 32, _SALT: 24}
_WRITTEN = re.compile(rb'"([0-9a-f]{32}|[0-9a-f]{24})"')
_FIRST_AGAIN = 32
_MOST_AGAIN = 200
_WINDOW, _MEMORY, _LEVEL = -13, 5, 6
# Copied for each payload: setting the dictionary anew would take longer than all the rest.
_packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY, zdict=WORDS_2)
_unpackers = {
    b"\x01": zlib.decompressobj(_WINDOW, zdict=WORDS),
    b"\x02": zlib.decompressobj(_WINDOW, zdict=WORDS_2),
}


def pack(payload: bytes, usual: Usual) -> bytes:
    """Return a payload (canonical JSON) as the store holds it where these keys are usual."""
    known: dict[bytes, bytes] = {}
    keys: list[bytes] = []

    def marked(quoted: re.Match[bytes]) -> bytes:
        written = quoted[1]
        mark = known.get(written)
        if mark is None:
            mark = b'"%b"' % (_KEY if len(written) == _LETTERS[_KEY] else _SALT)
            if len(keys) < _MOST_AGAIN:
                known[written] = b'"%b%c"' % (_AGAIN, _FIRST_AGAIN + len(keys))
            keys.append(unhexlify(written))
        return mark

    for mark, letters in _marks_of(usual):
        payload = payload.replace(letters, mark)
    text = _WRITTEN.sub(marked, payload)
    packer = _packer.copy()
    return b"".join((FORM, packer.compress(text), packer.flush(), *keys))


@lru_cache(maxsize=256)
def _marks_of(usual: Usual) -> tuple[tuple[bytes, bytes], ...]:
    """Return what stands for the usual keys, with each in letters; a change set has one or two."""
    return tuple(
        (mark, key.hex.encode()) for mark, key in zip(_USUAL, usual, strict=True) if key is not None
    )


def unpack(held: bytes, usual: Usual) -> bytes:
    """Return the payload that was packed where these keys were usual, byte for byte.

    Raises ``ValueError`` where it was not packed by :func:`pack`.
    """
    form = held[:1]
    if form == _PLAIN:
        return held
    if form not in _unpackers:
        raise ValueError(f"A payload has the form {form.hex()}, which is not known here.")
    unpacker = _unpackers[form].copy()
    try:
        text = unpacker.decompress(held[1:])
        text = _with_keys(text, unpacker.unused_data, whole=unpacker.eof)
    except (zlib.error, IndexError) as trouble:
        raise ValueError("A payload cannot be read.") from trouble
    for mark, key in zip(_USUAL, usual, strict=True):
        if mark in text:
            text = text.replace(mark, _letters(key))
    return text


def _with_keys(text: bytes, keys: bytes, *, whole: bool) -> bytes:
    """Return a text with its own keys written back in letters, in their order.

    Raises ``ValueError`` unless the text is ``whole`` and every key has its place.
    """
    letters = keys.hex().encode()
    before: list[bytes] = []
    start = 0
    # For the whole of a history this takes longest, and splitting at one byte is quickest.
    for mark in (_SALT, _AGAIN):
        text = text.replace(mark, _KEY + mark)
    first, *pieces = text.split(_KEY)
    written = [first]
    for piece in pieces:
        mark = piece[:1]
        if mark == _AGAIN:
            written += (before[piece[1] - _FIRST_AGAIN], piece[2:])
        else:
            end = start + (_LETTERS[_SALT] if mark == _SALT else _LETTERS[_KEY])
            before.append(letters[start:end])
            written += (before[-1], piece[1:] if mark == _SALT else piece)
            start = end
    if not whole or start != len(letters):
        raise ValueError("A payload ends too early or too late.")
    return b"".join(written)


def _letters(key: UUID | None) -> bytes:
    """Return a usual key in letters; raises ``ValueError`` where the reader knows of none."""
    if key is None:
        raise ValueError("A payload leaves out a key that is not known.")
    return key.hex.encode()
