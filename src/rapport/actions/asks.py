"""Verbs about asks: plan one, use the life-saving exception, say what became of it."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.meetings import change_meeting
from rapport.actions.people import check_date, colleague_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Ask, Meeting, Outcome, Relationship
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe
from rapport.records.validation import require_text

ANSWERS = frozenset({Outcome.GRANTED, Outcome.REFUSED, Outcome.DEFERRED})
"""The outcomes that are an answer of theirs."""


def plan_ask(
    asking: Asking,
    *,
    relationship: uuid.UUID,
    what: str,
    authorised_by: uuid.UUID | None = None,
    costs: Iterable[tuple[str, int]] = (),
    meeting: uuid.UUID | None = None,
    acknowledgement: str = "",
    **values: Any,
) -> Change[Ask]:
    """Plan an ask. Advice about its timing shows beside it and never stops it.

    ``costs`` are what a yes may cost them, each a ``Cost`` with its weight of 1 to 3. With a
    planned ``meeting`` the sentence that acknowledges it goes on its card, below what is written
    there, in the same change set.
    """
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    values |= {"what": what, "authorised_by": authorised_by, "costs": costs}
    with change_set("plan_ask", asking) as changes:
        ask = changes.add(Ask, about, **checked_ask(asking, about, values))
        if meeting is not None and acknowledgement.strip():
            _acknowledge(asking, meeting, acknowledgement)
        return changes.made(ask)


def _acknowledge(asking: Asking, key: uuid.UUID, said: str) -> None:
    """Write below what the card of a meeting says already, so that nothing written goes."""
    meeting = Meeting.objects.one_changeable_by(asking.me, key)
    lines = meeting.acknowledgement.splitlines()
    if said.strip() not in lines:
        change_meeting(asking, key=key, acknowledgement="\n".join([*lines, said.strip()]))


def settle_ask(
    asking: Asking, *, key: uuid.UUID, outcome: str, on: date | None = None
) -> Change[Ask]:
    """Say what became of an ask, and on which day; without ``on`` it was today.

    An answer sets the day of the answer, and the day it was asked where nobody noted that before.
    """
    ask = Ask.objects.one_changeable_by(asking.me, key)
    day = on or asking.day
    check_date(day, asking.day)
    made = ask.made_on
    if outcome == Outcome.MADE:
        made = on or made or day
    elif outcome in ANSWERS:
        made = made or day
    answered = day if outcome in ANSWERS else None
    _check_order(made, answered)
    with change_set("settle_ask", asking) as changes:
        changes.change(ask, outcome=outcome, made_on=made, answered_on=answered)
        return changes.made(ask)


def checked_ask(asking: Asking, about: Relationship, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of an ask as they are stored, or refuse what cannot be."""
    checked = dict(values)
    require_text(
        checked["what"],
        gettext_noop("A request needs a text."),
        gettext_noop("Write what we would ask for, in one line."),
    )
    if checked.get("life_saving"):
        require_text(
            checked.get("life_saving_reason") or "",
            gettext_noop("The life-saving exception needs a reason."),
            gettext_noop("Write in one line whose lives depend on it, and how."),
        )
    for name in ("made_on", "answered_on"):
        if checked.get(name) is not None:
            check_date(checked[name], asking.day)
    _check_order(checked.get("made_on"), checked.get("answered_on"))
    if "authorised_by" in checked:
        checked["authorised_by"] = colleague_in(asking, about.circle, checked["authorised_by"])
    if "costs" in checked:
        checked["costs"] = [list(cost) for cost in checked["costs"]]
    return checked


def _check_order(made: date | None, answered: date | None) -> None:
    if made is not None and answered is not None and answered < made:
        raise CannotBe(
            gettext_noop("The answer is dated before the request."),
            next_step=gettext_noop("Check both dates."),
        )
