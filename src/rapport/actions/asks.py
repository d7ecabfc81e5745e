"""Verbs about asks: plan one, use the life-saving exception, say what became of it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.costs import checked_costs
from rapport.actions.mandates import gate_in
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
    costs: Iterable[Sequence[Any]] = (),
    gate: uuid.UUID | None = None,
    meeting: uuid.UUID | None = None,
    acknowledgement: str = "",
    on_card: uuid.UUID | None = None,
    **values: Any,
) -> Change[Ask]:
    """Plan an ask. Advice about its timing shows beside it and never stops it.

    ``costs`` are what a yes may cost them, each a ``Cost`` with its ``Weight`` and, if anything
    does, what softens it. A request for a planned ``meeting`` is planned for its day unless another
    is said. The sentence that acknowledges what a yes costs goes on the card of that meeting, or
    of the meeting ``on_card``, below what is written there, in the same change set. The
    life-saving exception is authorised by whoever plans it, if nobody else is named.
    """
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    if values.get("life_saving") and authorised_by is None:
        authorised_by = asking.me.pk
    values |= {"what": what, "authorised_by": authorised_by, "costs": costs}
    values |= {"gate": gate, "meeting": meeting}
    card = on_card or meeting
    with change_set("plan_ask", asking) as changes:
        ask = changes.add(Ask, about, **_on_its_day(checked_ask(asking, about, values)))
        if card is not None and acknowledgement.strip():
            _acknowledge(asking, card, acknowledgement)
        return changes.made(ask)


def _on_its_day(values: dict[str, Any]) -> dict[str, Any]:
    """Plan what is for a meeting for the day of it, where nothing else is said."""
    meeting = values["meeting"]
    if meeting is not None and values.get("planned_for") is None:
        return {**values, "planned_for": meeting.on}
    return values


def _acknowledge(asking: Asking, key: uuid.UUID, said: str) -> None:
    """Write below what the card of a meeting says already, so that nothing written goes."""
    meeting = Meeting.objects.one_changeable_by(asking.me, key)
    lines = meeting.acknowledgement.splitlines()
    if said.strip() not in lines:
        change_meeting(asking, key=key, acknowledgement="\n".join([*lines, said.strip()]))


def settle_ask(
    asking: Asking,
    *,
    key: uuid.UUID,
    outcome: str,
    on: date | None = None,
    answer: str | None = None,
    again_on: date | None = None,
) -> Change[Ask]:
    """Say what became of an ask, and on which day; without ``on`` it was today.

    An answer sets the day of the answer, and the day it was asked where nobody noted that before.
    Without ``answer`` their words stay as they were noted. One that was postponed comes back on
    ``again_on``; any other outcome takes that day away.
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
    if again_on is not None and outcome != Outcome.DEFERRED:
        raise CannotBe(
            gettext_noop("Only a request that was postponed comes back on a day."),
            next_step=gettext_noop("Choose “postponed”, or leave the day empty."),
        )
    _check_again(answered, again_on)
    said: dict[str, Any] = {"made_on": made, "answered_on": answered, "again_on": again_on}
    if answer is not None:
        said["answer"] = answer.strip()
    with change_set("settle_ask", asking) as changes:
        changes.change(ask, outcome=outcome, **said)
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
        reason_for_exception(checked.get("life_saving_reason") or "")
    for name in ("made_on", "answered_on"):
        if checked.get(name) is not None:
            check_date(checked[name], asking.day)
    _check_order(checked.get("made_on"), checked.get("answered_on"))
    if "authorised_by" in checked:
        checked["authorised_by"] = colleague_in(asking, about.circle, checked["authorised_by"])
    if checked.get("outcome") == Outcome.DEFERRED:
        _check_again(checked.get("answered_on"), checked.get("again_on"))
    if "costs" in checked:
        checked["costs"] = checked_costs(checked["costs"])
    if "gate" in checked:
        checked["gate"] = gate_in(asking, about.circle, checked["gate"])
    if "meeting" in checked:
        checked["meeting"] = _meeting_with(asking, about, checked["meeting"])
    return checked


def reason_for_exception(said: str) -> str:
    """Return the reason for the life-saving exception, or refuse none."""
    require_text(
        said,
        gettext_noop("The life-saving exception needs a reason."),
        gettext_noop("Write in one line whose lives depend on it, and how."),
    )
    return said.strip()


def _meeting_with(asking: Asking, about: Relationship, key: uuid.UUID | None) -> Meeting | None:
    """Return the meeting meant; it must be one with them, in the circle of the request."""
    if key is None:
        return None
    meeting: Meeting = Meeting.objects.one_visible_to(asking.me, key)
    if meeting.circle_id != about.circle_id or not meeting.theirs.filter(relationship=about):
        raise CannotBe(
            gettext_noop("This meeting is not with them."),
            next_step=gettext_noop("Choose a meeting with them, or leave it empty."),
        )
    return meeting


def _check_again(answered: date | None, again: date | None) -> None:
    if answered is not None and again is not None and again < answered:
        raise CannotBe(
            gettext_noop("The day to ask again is before the day of their answer."),
            next_step=gettext_noop("Check both dates."),
        )


def _check_order(made: date | None, answered: date | None) -> None:
    if made is not None and answered is not None and answered < made:
        raise CannotBe(
            gettext_noop("The answer is dated before the request."),
            next_step=gettext_noop("Check both dates."),
        )
