"""The records a phone writes: how one is laid out, how several stand in a file, and in a picture.

One record, all numbers big-endian::

    version 1 | phone 8 | number 4 | sealed log (65 + padded log + 16) | MAC 16

The log inside is padded to one of ``BUCKETS``, so its size tells little. A file, and what is sent,
is ``MAGIC`` and then each record after its length in two bytes. A picture holds one record in
base 45, whose letters a QR code packs well.

A question for words of a trip is ``phone 8 | random 16 | MAC 16``.
"""

from typing import NamedTuple

from rapport.formats.refusals import refusal

MAGIC = b"RPH1"
VERSION = 1
BUCKETS = (384, 1024, 4096)
MOST_BYTES = 4 * 1024 * 1024
"""No file of records is longer: some eight thousand logs."""

HEAD, MAC = 13, 16
_ENCAPSULATED, _TAG = 65, 16
_QUESTION = 8 + 16 + MAC
SIZES = frozenset(HEAD + _ENCAPSULATED + bucket + _TAG + MAC for bucket in BUCKETS)
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {letter: value for value, letter in enumerate(LETTERS)}


class PhoneRecord(NamedTuple):
    """One record as it came: whose it says it is, its number, and all its bytes."""

    phone: bytes
    number: int
    whole: bytes

    @property
    def head(self) -> bytes:
        """Return what the sealing is bound to: version, phone and number."""
        return self.whole[:HEAD]

    @property
    def sealed(self) -> bytes:
        """Return the sealed log."""
        return self.whole[HEAD:-MAC]

    @property
    def mac(self) -> bytes:
        """Return what shows that the phone wrote it."""
        return self.whole[-MAC:]


class PhoneQuestion(NamedTuple):
    """A question for words as it came: which phone asks, and all that its MAC is of."""

    phone: bytes
    body: bytes
    mac: bytes


def question_of(whole: bytes) -> PhoneQuestion:
    """Return a question as it is laid out; raises ``CannotTranslate`` where it cannot be one."""
    if len(whole) != _QUESTION:
        raise refusal("no_phone_record")
    return PhoneQuestion(whole[:8], whole[:-MAC], whole[-MAC:])


def record_head(phone: bytes, number: int) -> bytes:
    """Return what a record begins with, which its sealing is bound to."""
    return bytes([VERSION]) + phone + number.to_bytes(4)


def record_of(whole: bytes) -> PhoneRecord:
    """Return a record as it is laid out; raises ``CannotTranslate`` where it cannot be one."""
    if len(whole) not in SIZES or whole[0] != VERSION:
        raise refusal("no_phone_record")
    return PhoneRecord(whole[1:9], int.from_bytes(whole[9:HEAD]), whole)


def records_in(data: bytes) -> list[PhoneRecord]:
    """Return every record of a file, or none: one that is cut short spoils all of them."""
    if not data.startswith(MAGIC) or len(data) > MOST_BYTES:
        raise refusal("no_phone_record")
    records, place = [], len(MAGIC)
    while place < len(data):
        end = place + 2 + int.from_bytes(data[place : place + 2])
        if end > len(data):
            raise refusal("no_phone_record")
        records.append(record_of(data[place + 2 : end]))
        place = end
    if not records:
        raise refusal("no_phone_record")
    return records


def from_letters(text: str) -> bytes:
    """Return the bytes that base 45 stands for; raises ``CannotTranslate`` where it does not."""
    data = bytearray()
    try:
        for place in range(0, len(text), 3):
            values = [_VALUES[letter] for letter in text[place : place + 3]]
            number = sum(value * 45**power for power, value in enumerate(values))
            data += number.to_bytes(len(values) - 1)
    except (KeyError, OverflowError) as error:
        raise refusal("no_phone_record") from error
    return bytes(data)


def record_in_letters(text: str) -> PhoneRecord:
    """Return the record of one picture."""
    return record_of(from_letters(text))
