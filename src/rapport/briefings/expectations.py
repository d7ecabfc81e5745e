"""What each side can expect of the other, and what was said of it when: on one sheet."""

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from rapport.briefings.agreements import AgreementLine, of_relationship
from rapport.records.asking import Asking
from rapport.records.models import Disclosure, DisclosureKind, Relationship

SAID = (
    DisclosureKind.EXPECTATIONS,
    DisclosureKind.LIMITS,
    DisclosureKind.MANDATE,
    DisclosureKind.PRINCIPLES,
)
"""What we share that says what they can expect of us, and what not."""

ROOM = 8
"""So many of what was said, and of what was agreed, fit on one sheet."""


@dataclass(frozen=True, slots=True)
class Expectations:
    """What a relationship is for, what each side can expect, how we work together.

    ``said`` is what we told them of it, the newest first; ``agreed`` what was agreed and holds.
    """

    relationship: Relationship
    alias: str
    said: tuple[Disclosure, ...]
    agreed: tuple[AgreementLine, ...]
    may_change: bool


def expectations(asking: Asking, key: uuid.UUID) -> Expectations:
    """Return the sheet of one relationship, or raise ``NotThere``."""
    with_names = Relationship.objects.select_related("counterpart", "actor")
    row: Relationship = with_names.one_visible_to(asking.me, key)
    told: QuerySet[Disclosure] = Disclosure.objects.visible_to(asking.me)
    told = told.filter(relationship=key, kind__in=SAID).order_by("-on", "-pk")
    agreed = [one for one in of_relationship(asking, key) if one.in_force]
    return Expectations(
        relationship=row,
        alias=row.called,
        said=tuple(told[:ROOM]),
        agreed=tuple(agreed[:ROOM]),
        may_change=row.circle_id in asking.me.writable_circles(),
    )
