"""Verbs about what is followed to its end: still so, answered, it came back.

A concern, or something they think of us that is not so, is open until we said something to it;
what we said stays with it. A reading is found to still hold, or is put right.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop

from rapport.actions.holders import heard_in
from rapport.actions.people import check_date
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import FollowedUp, Insight, Interaction
from rapport.records.models.insights import FOLLOWED
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_choice

SAID = (FollowedUp.FOLLOWED_UP, FollowedUp.ANSWERED)
"""What may become of it: we took it up, or it is answered."""


class Answered(NamedTuple):
    """A concern or a misperception that a log answers, how far, and what we said."""

    insight: uuid.UUID
    state: str = FollowedUp.ANSWERED
    answer: str = ""


def still_so(asking: Asking, *, key: uuid.UUID) -> Change[Insight]:
    """Say that a note was looked at today and still holds."""
    insight = Insight.objects.one_changeable_by(asking.me, key)
    if insight.on > asking.day:
        raise CannotBe(
            gettext_noop("This note is dated after today."),
            next_step=gettext_noop("Correct its date first."),
        )
    with change_set("still_so", asking) as changes:
        changes.change(insight, checked_on=asking.day, checked_by=asking.me)
        return changes.made(insight)


def follow_up(
    asking: Asking,
    *,
    key: uuid.UUID,
    state: str = FollowedUp.ANSWERED,
    answer: str = "",
    on: date | None = None,
    interaction: uuid.UUID | None = None,
) -> Change[Insight]:
    """Say how far a concern or a misperception is answered, what we said, and in which contact.

    Without a day it was on the day of the contact, or today.
    """
    insight = Insight.objects.one_changeable_by(asking.me, key)
    contact = heard_in(asking.me, insight.relationship, interaction)
    on = on or (contact.on if contact else asking.day)
    values = {"state": state, "answer": answer, "answered_on": on, "answered_in": contact}
    _check(asking, insight, values)
    with change_set("follow_up", asking) as changes:
        _answer(changes, insight, values)
        return changes.made(insight)


def came_back(asking: Asking, *, key: uuid.UUID, on: date | None = None) -> Change[Insight]:
    """Say that what was answered came back; what we said then stays with it."""
    insight = Insight.objects.one_changeable_by(asking.me, key)
    on = on or asking.day
    check_date(on, asking.day)
    if insight.kind not in FOLLOWED or insight.answered_on is None:
        raise CannotBe(
            gettext_noop("This was not answered, so it cannot come back."),
            next_step=gettext_noop("Record what we said first."),
        )
    if on < insight.answered_on:
        raise CannotBe(
            gettext_noop("It came back before it was answered."),
            next_step=gettext_noop("Check both dates."),
        )
    with change_set("came_back", asking) as changes:
        changes.change(insight, state=FollowedUp.OPEN, returned_on=on)
        return changes.made(insight)


def checked_following(asking: Asking, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of following up as they are stored, or refuse what cannot be.

    What is not followed to its end keeps no state; its answer, if it has one, stays.
    """
    checked = dict(values)
    state, answered = checked.get("state", FollowedUp.OPEN), checked.get("answered_on")
    if state != FollowedUp.OPEN and checked.get("kind") not in FOLLOWED:
        checked["state"] = FollowedUp.OPEN
    elif state != FollowedUp.OPEN and answered is None:
        checked["answered_on"] = answered = max(asking.day, checked["on"])
    _check_days(asking, checked["on"], answered, checked.get("returned_on"))
    return checked


class AnsweredInALog:
    """What a log answers, of those who were there; raises ``NotThere`` for anything else."""

    def __init__(
        self, asking: Asking, answered: Iterable[Answered], *, theirs: Iterable[uuid.UUID], on: date
    ) -> None:
        self._asking, self._said = asking, {one.insight: one for one in answered}
        rows = Insight.objects.changeable_by(asking.me).filter(
            pk__in=self._said, relationship__in=list(theirs)
        )
        self._rows: Sequence[Insight] = list(rows.order_by("pk"))
        if len(self._rows) != len(self._said):
            raise NotThere(NOT_THERE)
        for row in self._rows:
            _check(asking, row, {**self._values(row), "answered_on": on})

    def _values(self, row: Insight) -> dict[str, Any]:
        said = self._said[row.pk]
        return {"state": said.state, "answer": said.answer}

    def settle(self, changes: ChangeSet, logged: Mapping[uuid.UUID, Interaction]) -> None:
        """Write each in the log that whoever had it was there in."""
        for row in self._rows:
            contact = logged[row.relationship_id]
            where = {"answered_on": contact.on, "answered_in": contact}
            _answer(changes, row, {**self._values(row), **where})


def _check(asking: Asking, insight: Insight, values: Mapping[str, Any]) -> None:
    if insight.kind not in FOLLOWED:
        raise CannotBe(
            gettext_noop("Only a concern or a misperception is answered."),
            next_step=gettext_noop("Change its type first, or write a new note."),
        )
    check_choice(values["state"], SAID)
    _check_days(asking, insight.on, values["answered_on"], None)


def _check_days(asking: Asking, on: date, answered: date | None, returned: date | None) -> None:
    """Refuse days that cannot be; what came back may have been answered again since."""
    for day in (answered, returned):
        if day is not None:
            check_date(day, asking.day)
    if answered is not None and answered < on:
        raise CannotBe(
            gettext_noop("It was answered before the date of the note."),
            next_step=gettext_noop("Check both dates."),
        )
    if returned is not None and answered is None:
        raise CannotBe(
            gettext_noop("This was not answered, so it cannot come back."),
            next_step=gettext_noop("Record what we said first."),
        )
    if returned is not None and returned < on:
        raise CannotBe(
            gettext_noop("It came back before the date of the note."),
            next_step=gettext_noop("Check both dates."),
        )


def _answer(changes: ChangeSet, insight: Insight, values: dict[str, Any]) -> None:
    """Write an answer; where nothing new was said, what we said before still stands."""
    said = values["answer"].strip()
    changes.change(insight, **{**values, "answer": said or insight.answer})
