"""What a phone writes, as its own page does: a file of records, and one record in letters."""

from collections.abc import Iterable

from rapport.formats.phone_records import LETTERS, MAGIC


def file_of(records: Iterable[bytes]) -> bytes:
    """Return the file in which these records stand."""
    return MAGIC + b"".join(len(one).to_bytes(2) + one for one in records)


def in_letters(data: bytes) -> str:
    """Return bytes in base 45 (RFC 9285)."""
    letters = []
    for place in range(0, len(data), 2):
        pair = data[place : place + 2]
        rest = int.from_bytes(pair)
        for _ in range(len(pair) + 1):
            rest, value = divmod(rest, 45)
            letters.append(LETTERS[value])
    return "".join(letters)
