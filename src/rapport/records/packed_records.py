"""Which records a finding rests on, as the encrypted file has them: of each its kind and its key.

A byte for the kind (``records.kind_numbers``), then the sixteen of the key: a fifth of the same in
JSON, where every key stands in letters.
"""

import uuid
from collections.abc import Iterable, Sequence

from rapport.records.kind_numbers import KINDS, NUMBERS

_EACH = 17


def pack(records: Iterable[Sequence[str]]) -> bytes:
    """Return records packed, each given as its kind and the letters of its key."""
    return pack_stored((kind, uuid.UUID(key).bytes) for kind, key in records)


def pack_stored(records: Iterable[tuple[str, bytes]]) -> bytes:
    """Return records packed, each given as its kind and its key as the file has it."""
    return b"".join([_FIRST[kind] + key for kind, key in records])


def unpack(packed: bytes) -> list[list[str]]:
    """Return for each record its kind and the letters of its key."""
    return [
        [KINDS[packed[at]], str(uuid.UUID(bytes=packed[at + 1 : at + _EACH]))]
        for at in range(0, len(packed), _EACH)
    ]


_FIRST = {kind: bytes([number]) for kind, number in NUMBERS.items()}
