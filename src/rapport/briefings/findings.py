"""What the rules noticed, ready to be worded."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapport.records.models import Finding, Section
from rapport.rules.catalogue import RULES


@dataclass(frozen=True, slots=True)
class Noticed:
    """One finding: what, how soon, because, and what could be done.

    ``says`` is a message id; its date parameters are counted in days by whoever words it.
    ``because`` are ``(kind, key)`` pairs naming the records behind it.
    """

    relationship: uuid.UUID
    alias: str
    code: str
    title: str
    reason: str
    when: int
    on: date | None
    says: str
    params: dict[str, Any]
    because: tuple[tuple[str, str], ...]
    options: tuple[str, ...]
    waived_until: date | None
    asks_for_contact: bool


def noticed(findings: Iterable[Finding]) -> tuple[Noticed, ...]:
    """Return findings, loaded with their counterpart, as answers."""
    return tuple(_one(finding) for finding in findings)


def _one(finding: Finding) -> Noticed:
    rule = RULES[finding.code]
    return Noticed(
        relationship=finding.relationship_id,
        alias=finding.relationship.counterpart.alias,
        code=finding.code,
        title=rule.title,
        reason=rule.reason,
        when=finding.when,
        on=finding.on,
        says=finding.says,
        params=finding.params,
        because=tuple((kind, key) for kind, key in finding.because),
        options=tuple(finding.options),
        waived_until=finding.waived_until,
        asks_for_contact=finding.section in (Section.CHECK_IN, Section.OCCASION),
    )
