"""How a planned meeting is drawn: the words of its plan, each under its label."""

from typing import Any

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from rapport.briefings.day_there import DayThere, Near
from rapport.briefings.meetings import PlannedMeeting
from rapport.records.models import Meeting, OurPart
from rapport.web.days import hijri_in_words
from rapport.web.templatetags.wording import feast

register = template.Library()

GOING_AS: dict[str, Any] = {
    OurPart.LEAD: _("lead"),
    OurPart.SECOND: _("second"),
    OurPart.INTERPRETER: _("interpreter"),
    OurPart.NOTE_TAKER: _("note-taker"),
    OurPart.SHIELD: _("shield"),
    OurPart.INTRODUCER: _("introducer"),
}
"""What a colleague goes as: of a contact that was, one says that they led."""

_ON_A_LINE_ABOVE = frozenset({"place"})
"""Texts that stand beside the day already."""


@register.filter
def texts_of_plan(planned: PlannedMeeting) -> list[tuple[str, str]]:
    """Return what the plan says in words, with the labels of its columns."""
    found = []
    for name in Meeting.TEXTS:
        text = getattr(planned.meeting, name)
        if text and name not in _ON_A_LINE_ABOVE:
            column: Any = Meeting._meta.get_field(name)  # noqa: SLF001 - documented Meta API
            found.append((str(column.verbose_name), text))
    return found


@register.filter
def going_as(part: str) -> str:
    """Return what a part is called in a meeting that is to come."""
    return str(GOING_AS.get(part, part))


PRAYER_NAMES = {
    "fajr": _("dawn prayer"),
    "dhuhr": _("noon prayer"),
    "asr": _("afternoon prayer"),
    "maghrib": _("sunset prayer"),
    "isha": _("night prayer"),
}


@register.filter
def day_lines(there: DayThere) -> list[str]:
    """Return what is to be known of a day there, each in a few words."""
    lines = []
    if there.weekend:
        weekday = WEEKDAYS[there.on.weekday()]
        lines.append(gettext("%(weekday)s: weekend there") % {"weekday": weekday})
    if there.fast:
        lines.append(gettext("Ramadan: many fast until sunset (± 1 day)"))
    lines += [gettext("Feast: %(feast)s") % {"feast": feast(code)} for code in there.feasts]
    lines += [_prayer(one, hour_known=there.hour_known) for one in there.prayers]
    if there.hijri:
        lines.append(hijri_in_words(*there.hijri))
    return lines


def _prayer(one: Near, *, hour_known: bool) -> str:
    said = {"prayer": PRAYER_NAMES[one.name], "time": time_format(one.at, "H:i")}
    if not hour_known:
        return gettext("%(prayer)s about %(time)s") % said
    minutes = abs(one.minutes_after)
    said["n"] = str(minutes)
    if one.minutes_after >= 0:
        return (
            ngettext(
                "%(n)s minute before the %(prayer)s (about %(time)s)",
                "%(n)s minutes before the %(prayer)s (about %(time)s)",
                minutes,
            )
            % said
        )
    return (
        ngettext(
            "%(n)s minute after the %(prayer)s (about %(time)s)",
            "%(n)s minutes after the %(prayer)s (about %(time)s)",
            minutes,
        )
        % said
    )
