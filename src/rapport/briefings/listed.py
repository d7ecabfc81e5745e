"""The people of one page of the list, with what a row is made of, and no more."""

import uuid

from django.db.models import QuerySet

from rapport.briefings.wanted import in_order
from rapport.records.models import Actor, Colleague, Counterpart, Relationship
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

_OF_ACTORS = {"id", "names", "areas", "circle", "sensitivity"}
_UNSHOWN = tuple(
    f"{way}__{field.name}"
    for way, kind, shown in (
        ("counterpart", Counterpart, {"id", "alias", "status", "actor"}),
        ("counterpart__actor", Actor, _OF_ACTORS),
        ("actor", Actor, _OF_ACTORS),
        ("lead", Colleague, {"id", "name"}),
        ("backup", Colleague, {"id", "name"}),
    )
    for field in kind._meta.concrete_fields  # noqa: SLF001 - Django's name for it
    if field.name not in shown
)
"""What a row is not made of: it rests on five records, which are most of what a page reads."""


@prepared
def listed(
    keys: list[uuid.UUID], order: str, backwards: bool, count: int
) -> "QuerySet[Relationship]":
    """Return the first of these, which the reader may see, in the order of the list."""
    rows = Relationship.objects.filter(pk__in=among(keys))
    rows = rows.select_related("counterpart__actor", "actor", "lead", "backup").defer(*_UNSHOWN)
    return rows.order_by(*in_order(order, backwards=backwards))[:count]
