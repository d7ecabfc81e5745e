"""What relationships are called, of those a reader may see."""

import uuid

from django.db.models import QuerySet

from rapport.records.models import Colleague, Relationship
from rapport.records.models.relationships import called
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among


@prepared
def called_here(
    me: Colleague, keys: list[uuid.UUID]
) -> "QuerySet[Relationship, tuple[uuid.UUID, str]]":
    """Return these relationships, each with what it is called."""
    rows = Relationship.objects.visible_to(me).filter(pk__in=among(keys))
    return rows.order_by("pk").values_list("pk", called())
