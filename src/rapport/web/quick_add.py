"""Adding somebody in the middle of a log, with whose names are near offered first."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapport.actions.one_person import add_one_person
from rapport.actions.people import EARLIEST
from rapport.briefings.near import OFFERED, Near, near_people
from rapport.names import visible
from rapport.records.models import Relationship
from rapport.records.refusals import CannotBe
from rapport.web.forms import circle_choices, keys, refused
from rapport.web.log_day import day_of, sent_on
from rapport.web.request import Request

_LONGEST = 120
_DIFFERENT = "different"
"""What the button sends that says: none of those offered."""


@dataclass(frozen=True, slots=True)
class Adding:
    """What is asked before somebody is added: is it one of these, and who will see them.

    ``circles`` are asked about only where there is more than one. ``says`` is why they could not be
    added as the page was told.
    """

    text: str
    near: tuple[Near, ...]
    offered: tuple[uuid.UUID, ...]
    circles: tuple[tuple[str, str], ...]
    circle: str
    says: str = ""


def with_added(
    request: Request, who: list[Relationship]
) -> tuple[list[Relationship], Adding | None]:
    """Return the people chosen with whom the page was told to add, or what it has to ask first.

    What is typed in the log is not touched.
    """
    text = visible(request.POST.get("text", ""))[:_LONGEST].strip()
    if not text or not request.POST.get("add"):
        return who, None
    circles = circle_choices(request.asking.me)
    circle = _circle(request, circles, who)
    same = keys([request.POST["add"]])
    said = bool(same) or request.POST["add"] == _DIFFERENT
    offered = keys(request.POST.getlist("different_from")) if said else []
    there = [row.pk for row in who]
    known = {*offered, *same}
    whole = near_people(request.asking, text, but=there, limit=OFFERED + len(known))
    unseen = tuple(one for one in whole if one.person.relationship not in known)[:OFFERED]
    told, near = ([], whole) if same else (offered, unseen)
    every = dict.fromkeys([*told, *(one.person.relationship for one in near)])
    asked = tuple(circles) if len(circles) > 1 else ()
    adding = Adding(text, near, tuple(every), asked, circle)
    if unseen or not circle or not (said or len(circles) == 1):
        return who, adding
    try:
        added = add_one_person(
            request.asking,
            alias=text,
            circle=uuid.UUID(circle),
            opened=_met_on(request),
            different_from=told,
            same_as=same,
        ).row
    except CannotBe as refusal:
        return who, replace(adding, says=refused(refusal))
    return [*who, added], None


def _circle(
    request: Request, circles: Sequence[tuple[str, str]], who: Sequence[Relationship]
) -> str:
    """Return the circle chosen, or else that of the others in the log, or the only one."""
    known = [key for key, _ in circles]
    wanted = [request.POST.get("add_circle", ""), *(str(row.circle_id) for row in who), *known[:1]]
    return next((key for key in wanted if key in known), "")


def _met_on(request: Request) -> date:
    """Return the day of the log, on which they were first met as far as anybody has said."""
    on = day_of(sent_on(request.POST)) or request.asking.day
    return on if EARLIEST <= on <= request.asking.day else request.asking.day
