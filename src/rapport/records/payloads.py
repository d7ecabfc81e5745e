"""Payloads as the store holds them: small, and read back to the very same bytes.

The history is hashed over canonical JSON, and most of that JSON is the same from one operation to
the next: names of columns, and keys in letters. A packed payload is the number of its form, the
text without its keys (compressed with ``payload_words`` as a preset dictionary), then the keys as
plain bytes, each once.
"""

import re
import zlib
from uuid import UUID

from rapport.records.payload_words import WORDS

FORM = b"\x01"
"""The first byte of a packed payload. One that begins with a brace is not packed."""

_PLAIN = b"{"
_KEY, _SALT, _AGAIN, _SCOPE = b"\x01", b"\x02", b"\x03", b"\x04"
# Canonical JSON has no control characters, so that these marks cannot be mistaken for text.
_LETTERS = {_KEY: 32, _SALT: 24}
_WRITTEN = re.compile(rb'"([0-9a-f]{32}|[0-9a-f]{24})"')
_FIRST_AGAIN = 32
_MOST_AGAIN = 200
_WINDOW, _MEMORY, _LEVEL = -13, 5, 6
# Copied for each payload: setting the dictionary anew would take longer than all the rest.
_packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY, zdict=WORDS)
_unpacker = zlib.decompressobj(_WINDOW, zdict=WORDS)


def pack(payload: bytes, scope: UUID) -> bytes:
    """Return a payload (canonical JSON) of an operation in ``scope`` as the store holds it."""
    known: dict[bytes, bytes] = {}
    keys: list[bytes] = []

    def marked(quoted: re.Match[bytes]) -> bytes:
        written = quoted[1]
        mark = known.get(written)
        if mark is None:
            mark = b'"%b"' % (_KEY if len(written) == _LETTERS[_KEY] else _SALT)
            if len(keys) < _MOST_AGAIN:
                known[written] = b'"%b%c"' % (_AGAIN, _FIRST_AGAIN + len(keys))
            keys.append(bytes.fromhex(written.decode()))
        return mark

    text = _WRITTEN.sub(marked, payload.replace(scope.hex.encode(), _SCOPE))
    packer = _packer.copy()
    return b"".join((FORM, packer.compress(text), packer.flush(), *keys))


def unpack(held: bytes, scope: UUID) -> bytes:
    """Return the payload that was packed, byte for byte.

    Raises ``ValueError`` where it was not packed by :func:`pack`.
    """
    form = held[:1]
    if form == _PLAIN:
        return held
    if form != FORM:
        raise ValueError(f"A payload has the form {form.hex()}, which is not known here.")
    unpacker = _unpacker.copy()
    try:
        text = unpacker.decompress(held[1:])
        return _with_keys(text, unpacker.unused_data, scope, whole=unpacker.eof)
    except (zlib.error, IndexError) as trouble:
        raise ValueError("A payload cannot be read.") from trouble


def _with_keys(text: bytes, keys: bytes, scope: UUID, *, whole: bool) -> bytes:
    """Return a text with its keys written back in letters, in their order.

    Raises ``ValueError`` unless the text is ``whole`` and every key has its place.
    """
    letters = keys.hex().encode()
    before: list[bytes] = []
    start = 0
    # For the whole of a history this takes longest, and splitting at one byte is quickest.
    for mark in (_SALT, _AGAIN, _SCOPE):
        text = text.replace(mark, _KEY + mark)
    first, *pieces = text.split(_KEY)
    written = [first]
    for piece in pieces:
        mark = piece[:1]
        if mark == _SCOPE:
            written += (scope.hex.encode(), piece[1:])
        elif mark == _AGAIN:
            written += (before[piece[1] - _FIRST_AGAIN], piece[2:])
        else:
            end = start + (_LETTERS[_SALT] if mark == _SALT else _LETTERS[_KEY])
            before.append(letters[start:end])
            written += (before[-1], piece[1:] if mark == _SALT else piece)
            start = end
    if not whole or start != len(letters):
        raise ValueError("A payload ends too early or too late.")
    return b"".join(written)
