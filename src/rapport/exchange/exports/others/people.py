"""Which people an export is about: those that the list shows with the same filters, or one."""

import uuid
from collections.abc import Mapping

from rapport.briefings.people import keys_wanted
from rapport.briefings.wanted import Wanted
from rapport.records.asking import Asking
from rapport.records.models import Relationship
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere

MOST = 10_000
_AT_ONCE = 500


def people_wanted(asking: Asking, filters: Mapping[str, str]) -> list[Relationship]:
    """Return the relationships the filters ask for, of those the reader sees, in a fixed order."""
    seen = Relationship.objects.visible_to(asking.me).select_related("counterpart", "actor")
    if filters.get("key"):
        return [seen_one(asking, filters["key"])]
    wanted = Wanted(
        phase=filters.get("phase", ""),
        stage=filters.get("stage", ""),
        mine=filters.get("whose") == "mine",
        due=filters.get("due", ""),
    )
    keys = keys_wanted(asking, wanted, most=MOST)
    rows = {
        row.pk: row
        for start in range(0, len(keys), _AT_ONCE)
        for row in seen.filter(pk__in=keys[start : start + _AT_ONCE])
    }
    return [rows[key] for key in sorted(rows)]


def seen_one(asking: Asking, key: str) -> Relationship:
    """Return the relationship with this key if the reader sees it, or raise ``NotThere``."""
    try:
        sought = uuid.UUID(key)
    except ValueError:
        raise NotThere(NOT_THERE) from None
    seen = Relationship.objects.select_related("counterpart", "actor")
    row: Relationship = seen.one_visible_to(asking.me, sought)
    return row
