"""Whom of us a log offers to tick."""

import uuid
from collections.abc import Iterable, Sequence

from rapport.briefings.meetings import PlannedMeeting
from rapport.briefings.with_us import Offered, offered
from rapport.records.models import Relationship
from rapport.web.forms import keys
from rapport.web.request import Request


def colleagues(
    request: Request, who: Sequence[Relationship], meetings: Sequence[PlannedMeeting]
) -> Offered:
    """Return my colleagues of the circles it is about; of all mine while nobody is chosen.

    I am among them where a meeting was planned that I was not to go to.
    """
    me = request.asking.me.pk
    circles = {row.circle_id for row in who} or set(request.asking.me.writable_circles())
    going = {us.colleague for one in meetings for us in one.ours}
    without_me = bool(meetings) and me not in going
    return offered_to_tick(request, circles, who, but=[] if without_me else [me], chosen=going)


def offered_to_tick(
    request: Request,
    circles: Iterable[uuid.UUID],
    who: Sequence[Relationship],
    *,
    but: Iterable[uuid.UUID],
    chosen: Iterable[uuid.UUID] = (),
) -> Offered:
    """Return whom the page offers to tick: those ticked so far are among them."""
    ticked = keys(request.POST.getlist("with_us"))
    return offered(
        request.asking,
        list(circles),
        [row.pk for row in who],
        but=but,
        chosen=[*chosen, *ticked],
        everyone="all_of_us" in request.POST,
    )
