"""Verbs about asks: plan one, use the life-saving exception, settle one."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.people import colleague_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Ask, Outcome, Relationship
from rapport.records.recording import change_set
from rapport.records.validation import require_text


def plan_ask(
    asking: Asking,
    *,
    relationship: uuid.UUID,
    what: str,
    life_saving: bool = False,
    life_saving_reason: str = "",
    authorised_by: uuid.UUID | None = None,
    costs: Iterable[tuple[str, int]] = (),
    **values: Any,
) -> Change[Ask]:
    """Plan an ask. Advice about its timing shows beside it and never stops it.

    ``costs`` are what a yes may cost them, each a ``Cost`` with its weight of 1 to 3.
    """
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    require_text(
        what,
        gettext_noop("An ask needs words."),
        gettext_noop("Write what we would ask for, in one line."),
    )
    if life_saving:
        require_text(
            life_saving_reason,
            gettext_noop("The life-saving exception needs its reason."),
            gettext_noop("Write in one line whose lives depend on it, and how."),
        )
    with change_set("plan_ask", asking) as changes:
        ask = changes.add(
            Ask,
            about,
            what=what,
            life_saving=life_saving,
            life_saving_reason=life_saving_reason,
            authorised_by=colleague_in(asking, about.circle, authorised_by),
            costs=[list(cost) for cost in costs],
            **values,
        )
        return changes.made(ask)


def settle_ask(asking: Asking, *, key: uuid.UUID, outcome: str) -> Change[Ask]:
    """Say what became of an ask."""
    ask = Ask.objects.one_changeable_by(asking.me, key)
    unasked = outcome in (Outcome.PLANNED, Outcome.WITHDRAWN)
    with change_set("settle_ask", asking) as changes:
        changes.change(
            ask, outcome=outcome, made_on=ask.made_on or (None if unasked else asking.day)
        )
        return changes.made(ask)
