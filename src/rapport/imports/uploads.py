"""Verbs about an uploaded register while it waits to be taken in.

An upload is no record yet: it is kept sealed in the store like everything, but the history says
nothing of it until it is taken in, and nothing of it stays when it is forgotten.
"""

import uuid
from datetime import datetime
from typing import Any

from rapport.records.models import Colleague, RegisterImport


def keep_upload(*, by: Colleague, now: datetime, name: str, data: bytes, **seen: Any) -> Any:
    """Keep an uploaded file and what was seen of it; only ``by`` sees it."""
    staged = RegisterImport(
        id=uuid.uuid4(),
        office_id=by.office_id,
        by=by,
        name=name[:200],
        added=now,
        size=len(data),
        file=data,
        **seen,
    )
    staged.save(force_insert=True)
    return staged


def change_upload(staged: RegisterImport, **columns: Any) -> RegisterImport:
    """Set what is known of an upload: what its columns mean, how far it is, what came of it."""
    for name, value in columns.items():
        setattr(staged, name, value)
    staged.save(update_fields=list(columns))
    return staged


def forget_upload(staged: RegisterImport) -> None:
    """Forget an upload and what was seen of it; what was taken in from it stays."""
    staged.delete()
