"""What an action answers with."""

import uuid
from dataclasses import dataclass
from typing import Generic, TypeVar

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Change(Generic[_Row]):
    """What an action did: the key of its change set, by which it is undone, and its record."""

    key: uuid.UUID
    row: _Row
