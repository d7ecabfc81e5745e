"""A team chosen on one page and carried to another: by keys and parts, never by words."""

import uuid

from rapport.records.models import OurPart
from rapport.web.forms import keys
from rapport.web.request import Request

CARRIED_KEYS, CARRIED_PARTS = "ours", "part"


def opened_team(request: Request) -> list[tuple[uuid.UUID, str]]:
    """Return who goes as what, by the address; a part that there is not is the usual one.

    Whether they may go, the verb says.
    """
    ours, parts = keys(request.GET.getlist(CARRIED_KEYS)), request.GET.getlist(CARRIED_PARTS)
    known = [part if part in OurPart.values else OurPart.SECOND for part in parts]
    known += [OurPart.SECOND] * (len(ours) - len(known))
    return list(zip(ours, known, strict=False))
