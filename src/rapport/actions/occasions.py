"""Verbs about feasts and dates: note one, greet on one."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.people import check_date
from rapport.actions.upkeep import check_snooze
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.feasts import FEASTS, LEAP_YEAR, character, falls_now
from rapport.records.models import Occasion, OccasionTone, Relationship, Waiver
from rapport.records.models.scoped import ASK_A_WRITER, NOT_THERE, NOT_YOURS
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere, NotYours
from rapport.records.validation import check_needed

_COMING = "U03"


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
    if tone in OccasionTone.values:
        tone = character(feast, tone, str(checked.get("name", "")))[0]
    checked["tone"] = tone
    mentioned = checked.get("mentioned_on") or asking.day
    checked["mentioned_on"] = mentioned if checked.get("mentioned_by_them") else None
    return checked


def greet_several(asking: Asking, *, keys: Collection[uuid.UUID]) -> Change[tuple[Occasion, ...]]:
    """Note that several occasions were marked this time, as one change.

    Those whoever asks may not change stay as they are. Raises ``NotYours`` where these are all,
    ``NotThere`` where none of them may be read either.
    """
    about = Occasion.objects.filter(pk__in=list(keys))
    rows = list(about.changeable_by(asking.me).order_by("pk"))
    if not rows:
        if about.visible_to(asking.me).exists():
            raise NotYours(NOT_YOURS, next_step=ASK_A_WRITER)
        raise NotThere(NOT_THERE)
    with change_set("greet_several", asking) as changes:
        for occasion in rows:
            changes.change(occasion, greeted_on=asking.day)
        return changes.made(tuple(rows))


def not_this_year(asking: Asking, *, key: uuid.UUID, reason: str) -> Change[Waiver]:
    """Say that no word is sent on an occasion this time, and why.

    It is the snooze of the rule for this occasion alone, until a word would not fit any more.
    """
    occasion = Occasion.objects.select_related("relationship").one_changeable_by(asking.me, key)
    falls = falls_now(occasion, asking.day)
    if falls is None:
        raise CannotBe(
            gettext_noop("This day is not coming up."),
            next_step=gettext_noop("Correct the date, if it is wrong."),
        )
    until = max(falls.fits_until, asking.day + timedelta(days=1))
    check_snooze(asking, _COMING, reason, until)
    with change_set("not_this_year", asking) as changes:
        waiver = changes.add(
            Waiver,
            occasion.relationship,
            code=_COMING,
            reason=reason,
            until=until,
            by=asking.me,
            seen=[str(occasion.pk)],
        )
        return changes.made(waiver)


def greet(asking: Asking, *, key: uuid.UUID) -> Change[Occasion]:
    """Note that the occasion was marked this time."""
    occasion = Occasion.objects.one_changeable_by(asking.me, key)
    with change_set("greet", asking) as changes:
        changes.change(occasion, greeted_on=asking.day)
        return changes.made(occasion)
