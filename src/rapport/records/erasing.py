"""Erasing what the history says of a row, while its chain stays whole."""

import uuid

from rapport.records import text_index
from rapport.records.models import Operation


def erase_payloads(row: uuid.UUID) -> int:
    """Empty the payload of every operation on ``row``; return how many.

    The hash that stands in the chain was made over a salted payload, so what was erased cannot be
    guessed back from it.
    """
    return Operation.objects.filter(row=row).update(payload=None)


def erase(row: uuid.UUID) -> None:
    """Leave no word of a row that has gone: not in the history, not in the index."""
    erase_payloads(row)
    text_index.write_anew()
