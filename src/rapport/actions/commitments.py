"""Verbs about promises: make one, say that it will be late, settle one."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.holders import heard_in
from rapport.actions.people import check_date, colleague_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Commitment, CommitmentState, Relationship, Side
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe
from rapport.records.validation import require_text

NOT_WRITTEN = frozenset({CommitmentState.LATE_TOLD, CommitmentState.LATE_SILENT})
"""States that only older stores hold: the days say by themselves what was late."""


def make_commitment(
    asking: Asking,
    *,
    relationship: uuid.UUID,
    text: str,
    by: str = Side.US,
    due: date | None = None,
    made_on: date | None = None,
    colleague: uuid.UUID | None = None,
    interaction: uuid.UUID | None = None,
    **values: Any,
) -> Change[Commitment]:
    """Record a promise, ours or theirs."""
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    giver = colleague or (asking.me.pk if by == Side.US else None)
    values |= {"by": by, "text": text, "made_on": made_on or asking.day, "due": due}
    checked = checked_promise(asking, about, {**values, "colleague": giver})
    with change_set("make_commitment", asking) as changes:
        heard = heard_in(asking.me, about, interaction)
        return changes.made(changes.add(Commitment, about, interaction=heard, **checked))


def settle_commitment(
    asking: Asking, *, key: uuid.UUID, state: str, on: date | None = None
) -> Change[Commitment]:
    """Say what became of a promise, and on which day; ``open`` opens it again.

    That one was late is not said: the day it was settled on and the day it was due show it.
    """
    commitment = Commitment.objects.one_changeable_by(asking.me, key)
    _check_state(state)
    settled = None if state == CommitmentState.OPEN else on or asking.day
    _check_days(asking, commitment.made_on, settled_on=settled)
    with change_set("settle_commitment", asking) as changes:
        changes.change(commitment, state=state, settled_on=settled)
        return changes.made(commitment)


def tell_late(
    asking: Asking, *, key: uuid.UUID, due: date, on: date | None = None
) -> Change[Commitment]:
    """Note that they were told, on a day, that a promise of ours comes on ``due`` instead.

    The promise stays open; the day it was promised for at first is kept.
    """
    commitment = Commitment.objects.one_changeable_by(asking.me, key)
    told = on or asking.day
    if commitment.by != Side.US or commitment.state not in {CommitmentState.OPEN, *NOT_WRITTEN}:
        raise CannotBe(
            gettext_noop("Only an open promise of ours can be postponed."),
            next_step=gettext_noop("Reopen it first, or change its dates."),
        )
    _check_days(asking, commitment.made_on, told_on=told)
    if due < told:
        raise CannotBe(
            gettext_noop("The new date is before the day they were told."),
            next_step=gettext_noop("Check both dates."),
        )
    with change_set("tell_late", asking) as changes:
        first = commitment.first_due or commitment.due
        changes.change(
            commitment,
            state=CommitmentState.OPEN,
            settled_on=None,
            due=due,
            first_due=first,
            told_on=told,
        )
        return changes.made(commitment)


def checked_promise(
    asking: Asking, about: Relationship, values: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the values of a promise as they are stored, or refuse what cannot be."""
    checked = dict(values)
    made = checked["made_on"]
    require_text(
        checked["text"],
        gettext_noop("A promise needs a text."),
        gettext_noop("Write what was promised, in one line."),
    )
    check_date(made, asking.day)
    days = {name: checked.get(name) for name in ("settled_on", "told_on")}
    _check_days(asking, made, **days)
    for name in ("due", "first_due"):
        if checked.get(name) is not None and checked[name] < made:
            raise CannotBe(
                gettext_noop("The due date is before the date of the promise."),
                next_step=gettext_noop("Check both dates."),
            )
    if "colleague" in checked:
        checked["colleague"] = colleague_in(asking, about.circle, checked["colleague"])
    return checked


def checked_correction(
    asking: Asking, about: Relationship, values: Mapping[str, Any], before: Commitment
) -> dict[str, Any]:
    """Return the values of a promise put right; what only older stores say may stay as it is."""
    checked = checked_promise(asking, about, values)
    if checked["state"] != before.state:
        _check_state(checked["state"])
    if checked["state"] == CommitmentState.OPEN:
        checked["settled_on"] = None
    return checked


def _check_state(state: str) -> None:
    if state in NOT_WRITTEN:
        raise CannotBe(
            gettext_noop("Whether a promise was late follows from its dates."),
            next_step=gettext_noop(
                "Record that it was kept, or that they were told of a new date, with the date"
                " of each."
            ),
        )


def _check_days(asking: Asking, made: date, **days: date | None) -> None:
    for day in days.values():
        if day is None:
            continue
        check_date(day, asking.day)
        if day < made:
            raise CannotBe(
                gettext_noop("This is before the date of the promise."),
                next_step=gettext_noop("Check both dates."),
            )
