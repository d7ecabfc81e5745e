"""Whom a log offers to tap instead of typing a name."""

from collections.abc import Sequence

from rapport.records.models import Relationship
from rapport.web.request import Request

_RECENT = 6


def recent(request: Request, who: Sequence[Relationship]) -> list[Relationship]:
    """Return the people I met last and who are not chosen, to tap instead of typing.

    Whom I never met stands after those I did. Both are read off one index, newest first.
    """
    mine = Relationship.objects.changeable_by(request.asking.me).filter(
        lead_id=request.asking.me.pk
    )
    newest = mine.select_related("counterpart", "actor").order_by("-last_two_way", "-pk")
    met = list(newest.filter(last_two_way__isnull=False)[:_RECENT])
    never = newest.filter(last_two_way__isnull=True)[: _RECENT - len(met)]
    return [row for row in (*met, *never) if row not in who]
