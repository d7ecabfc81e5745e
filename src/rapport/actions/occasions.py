"""Verbs about feasts and dates: note one, greet on one."""

import uuid
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.feasts import FEASTS
from rapport.records.models import Occasion, Relationship
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe

_LEAP_YEAR = 2024


def note_occasion(
    asking: Asking,
    *,
    relationship: uuid.UUID,
    feast: str = "",
    month: int | None = None,
    day: int | None = None,
    once: date | None = None,
    mentioned_by_them: bool = False,
    **values: Any,
) -> Change[Occasion]:
    """Note a day that matters to a counterpart."""
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    if not (feast in FEASTS or once or (month and day)):
        raise CannotBe(
            gettext_noop("An occasion needs a day."),
            next_step=gettext_noop("Choose a feast, a day of the year, or one date."),
        )
    if month and day:
        try:
            date(_LEAP_YEAR, month, day)
        except ValueError:
            raise CannotBe(
                gettext_noop("There is no such day in the year."),
                next_step=gettext_noop("Check the day and the month."),
            ) from None
    with change_set("note_occasion", asking) as changes:
        occasion = changes.add(
            Occasion,
            about,
            feast=feast,
            month=month,
            day=day,
            once=once,
            mentioned_by_them=mentioned_by_them,
            mentioned_on=asking.day if mentioned_by_them else None,
            **values,
        )
        return changes.made(occasion)


def greet(asking: Asking, *, key: uuid.UUID) -> Change[Occasion]:
    """Note that the occasion was marked this time."""
    occasion = Occasion.objects.one_changeable_by(asking.me, key)
    with change_set("greet", asking) as changes:
        changes.change(occasion, greeted_on=asking.day)
        return changes.made(occasion)
