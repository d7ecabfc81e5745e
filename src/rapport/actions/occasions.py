"""Verbs about feasts and dates: note one, greet on one."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.people import check_date
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.feasts import FEASTS, LEAP_YEAR, character
from rapport.records.models import Occasion, OccasionTone, Relationship
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe
from rapport.records.validation import check_needed


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
    """Note a day that matters to a counterpart. What sort of day a feast is, the calendar says."""
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    values |= {"feast": feast, "month": month, "day": day, "once": once}
    values |= {"mentioned_by_them": mentioned_by_them}
    checked = checked_occasion(asking, values)
    with change_set("note_occasion", asking) as changes:
        return changes.made(changes.add(Occasion, about, **checked))


def checked_occasion(asking: Asking, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of an occasion as they are stored, or refuse what cannot be."""
    checked = dict(values)
    feast, month, day = checked["feast"], checked["month"], checked["day"]
    if not (feast in FEASTS or checked["once"] or (month and day)):
        raise CannotBe(
            gettext_noop("An important date needs a day."),
            next_step=gettext_noop("Choose a holiday, a day of the year, or one date."),
        )
    if month and day:
        try:
            date(LEAP_YEAR, month, day)
        except ValueError:
            raise CannotBe(
                gettext_noop("This date does not exist."),
                next_step=gettext_noop("Check the day and the month."),
            ) from None
    for name in ("mentioned_on", "greeted_on"):
        if checked.get(name) is not None:
            check_date(checked[name], asking.day)
    check_needed(Occasion, {"name": checked.get("name", "")})
    tone = checked.get("tone") or OccasionTone.JOYFUL
    checked["tone"] = character(feast, tone)[0] if tone in OccasionTone.values else tone
    mentioned = checked.get("mentioned_on") or asking.day
    checked["mentioned_on"] = mentioned if checked.get("mentioned_by_them") else None
    return checked


def greet(asking: Asking, *, key: uuid.UUID) -> Change[Occasion]:
    """Note that the occasion was marked this time."""
    occasion = Occasion.objects.one_changeable_by(asking.me, key)
    with change_set("greet", asking) as changes:
        changes.change(occasion, greeted_on=asking.day)
        return changes.made(occasion)
