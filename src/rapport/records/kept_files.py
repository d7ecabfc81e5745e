"""Sealing files into the store, opening them again, and letting them go.

They are sealed with a key of the store's own, on either store: a copy of the database without the
key is noise. An encrypted copy is bound to its own key, so that none can be put in another's place.
"""

import hashlib
import uuid
from collections.abc import Collection, Iterable

from rapport.records.models import KeptFile, Office
from rapport.records.models.logged import new_key
from rapport.vault import encryption

_PURPOSE = "kept file"
_CHUNK = 500


def fingerprint_of(pieces: Iterable[bytes]) -> str:
    """Return the SHA-256 of a file that is read piece by piece, in 64 digits."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def seal_in(data: bytes, *, office: Office, evidence: uuid.UUID) -> uuid.UUID:
    """Keep an encrypted copy of a file, and return its key."""
    key = new_key()
    sealed = encryption.seal(data, purpose=_PURPOSE, about=key.bytes)
    KeptFile.objects.create(id=key, office=office, evidence=evidence, sealed=sealed)
    return key


def seal_again(key: uuid.UUID, data: bytes, *, office: uuid.UUID, evidence: uuid.UUID) -> None:
    """Keep the file of an encrypted copy that another store had, under the key it had there."""
    sealed = encryption.seal(data, purpose=_PURPOSE, about=key.bytes)
    KeptFile.objects.create(id=key, office_id=office, evidence=evidence, sealed=sealed)


def opened(key: uuid.UUID) -> bytes | None:
    """Return the file of an encrypted copy, or None where it is no longer here.

    Raises ``encryption.NotOurs`` where the copy was changed, or belongs to another store.
    """
    kept = KeptFile.objects.filter(pk=key).first()
    if kept is None:
        return None
    return encryption.unseal(bytes(kept.sealed), purpose=_PURPOSE, about=key.bytes)


def let_go(key: uuid.UUID) -> None:
    """Take an encrypted copy out of the store for good."""
    KeptFile.objects.filter(pk=key).delete()


def forget_of(rows: Collection[uuid.UUID]) -> None:
    """Take every copy out that belongs to one of these rows."""
    ordered = sorted(rows)
    for start in range(0, len(ordered), _CHUNK):
        KeptFile.objects.filter(evidence__in=ordered[start : start + _CHUNK]).delete()
