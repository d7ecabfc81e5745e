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
_SIZES = {_KEY: 16, _SALT: 12}
_WRITTEN = re.compile(rb"[0-9a-f]{32}|[0-9a-f]{24}")
# Canonical JSON has no control characters, so that the marks cannot be mistaken for text.
_MARKED = re.compile(rb"[\x01\x02\x04]|\x03.", re.DOTALL)
_MOST_AGAIN = 200
_WINDOW, _MEMORY, _LEVEL = -13, 5, 6
# Copied for each payload: setting the dictionary anew would take longer than all the rest.
_packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY, zdict=WORDS)
_unpacker = zlib.decompressobj(_WINDOW, zdict=WORDS)


def pack(payload: bytes, scope: UUID) -> bytes:
    """Return a payload (canonical JSON) of an operation in ``scope`` as the store holds it."""
    known: dict[bytes, bytes] = {scope.hex.encode(): _SCOPE}
    keys: list[bytes] = []

    def marked(written: re.Match[bytes]) -> bytes:
        mark = known.get(written[0])
        if mark is None:
            if len(keys) < _MOST_AGAIN:
                known[written[0]] = _AGAIN + bytes([len(keys)])
            keys.append(bytes.fromhex(written[0].decode()))
            mark = _KEY if len(written[0]) == 32 else _SALT
        return mark

    packer = _packer.copy()
    text = packer.compress(_WRITTEN.sub(marked, payload)) + packer.flush()
    return b"".join((FORM, text, *keys))


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
        keys = _Keys(unpacker.unused_data, scope)
        written = _MARKED.sub(keys.letters, text)
    except (zlib.error, IndexError) as trouble:
        raise ValueError("A payload cannot be read.") from trouble
    if not unpacker.eof or keys.left:
        raise ValueError("A payload ends too early or too late.")
    return written


class _Keys:
    """The keys of a packed payload, written back in letters one after the other."""

    def __init__(self, keys: bytes, scope: UUID) -> None:
        self.left = keys
        self._scope = scope.hex.encode()
        self._before: list[bytes] = []

    def letters(self, marked: re.Match[bytes]) -> bytes:
        """Return the key that a mark stands for. Raises ``IndexError`` where there is none."""
        mark = marked[0]
        if mark == _SCOPE:
            return self._scope
        if mark[:1] == _AGAIN:
            return self._before[mark[1]]
        size = _SIZES[mark]
        if len(self.left) < size:
            raise IndexError
        self._before.append(self.left[:size].hex().encode())
        self.left = self.left[size:]
        return self._before[-1]
