"""Whom a log offers to tap instead of typing a name."""

from collections.abc import Sequence

from rapport.briefings.contacts import met_last
from rapport.records.models import Relationship
from rapport.web.request import Request

_RECENT = 6


def recent(request: Request, who: Sequence[Relationship]) -> list[Relationship]:
    """Return the people I met last and who are not chosen, to tap instead of typing.

    Whom I never met stands after those I did.
    """
    return [row for row in met_last(request.asking.me, _RECENT) if row not in who]
