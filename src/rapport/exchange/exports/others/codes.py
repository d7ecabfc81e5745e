"""Codes that stand for records outside the store: of one export, and of no other."""

import hashlib
import uuid
from datetime import datetime


def code_in(key: uuid.UUID, made: datetime) -> uuid.UUID:
    """Return what stands for a record in the export made at this moment.

    Two exports cannot be joined by their codes, and no code leads back to the record.
    """
    said = key.bytes + made.isoformat().encode()
    return uuid.UUID(bytes=hashlib.sha256(b"rapport export\0" + said).digest()[:16], version=4)
