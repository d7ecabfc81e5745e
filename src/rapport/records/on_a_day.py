"""What the rules say on a day of relationships that were judged on another one; nothing is written.

A relationship is stale on a day on which a rule could say otherwise than when it was judged last.
Whoever shows one judges it here, in memory; what is stored is brought up to the day by
:mod:`rapport.records.judging`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from rapport.records.judged import FOUND, judged
from rapport.records.models import Finding, Relationship
from rapport.records.packed_records import unpack
from rapport.records.raw_rows import as_uuid

_KEYS = frozenset({"relationship_id", "circle_id", "lead_id"})
_JSON = frozenset({"params", "because", "options"})


def stale_on(today: date) -> tuple[Q, Q, Q]:
    """Return which relationships a rule could speak of otherwise today than when judged.

    Each of the conditions is answered by an index; together they might not be.
    """
    return (
        Q(judge_again_on__lte=today),
        Q(judged_on__gt=today),
        Q(judged_on__isnull=True),
    )


def is_stale(row: Relationship, today: date) -> bool:
    """Say the same of one that is loaded."""
    judged_on, again = row.judged_on, row.judge_again_on
    return judged_on is None or judged_on > today or (again is not None and again <= today)


@dataclass(frozen=True, slots=True)
class Said:
    """What the rules say of some relationships on a day: their findings, their derived columns.

    Findings are as they would be stored, in their order, with keys below nothing: none has a row.
    """

    findings: Mapping[UUID, Sequence[Finding]] = field(default_factory=dict)
    derived: Mapping[UUID, Mapping[str, Any]] = field(default_factory=dict)

    def tell(self, row: Relationship) -> None:
        """Give a loaded relationship the derived columns of that day."""
        for name, value in self.derived.get(row.pk, {}).items():
            setattr(row, name, value)


def said_of(keys: Sequence[UUID], today: date) -> Said:
    """Judge relationships as of ``today``, in memory."""
    findings: dict[UUID, list[Finding]] = {}
    derived: dict[UUID, Mapping[str, Any]] = {}
    if not keys:
        return Said()
    made = 0
    for one, rows, now in judged(keys, today):
        key = as_uuid(one.key)
        findings[key] = []
        for row in rows:
            made += 1
            findings[key].append(_finding(row, made - _MANY))
        derived[key] = dict(zip(Relationship.DERIVED, now, strict=True))
    return Said(findings, derived)


_MANY = 1 << 40
"""Findings without a row are numbered upward from far below nothing: so their keys are in order."""


def bring_to(rows: Iterable[Relationship], today: date) -> None:
    """Give loaded relationships the derived columns of a day, where they are stale."""
    stale = [row for row in rows if is_stale(row, today)]
    said = said_of([row.pk for row in stale], today)
    for row in stale:
        said.tell(row)


def _finding(row: Sequence[Any], number: int) -> Finding:
    values = dict(zip(FOUND, row, strict=True))
    for name in _KEYS:
        values[name] = None if values[name] is None else as_uuid(values[name])
    for name in _JSON:
        said = values[name]
        values[name] = unpack(said) if isinstance(said, bytes) else json.loads(said)
    return Finding(pk=number, **values)
