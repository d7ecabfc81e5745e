"""How a counterpart's page draws: the path of stages, the icons of a line, places in a picture."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from django import template
from django.utils.translation import get_language_bidi, gettext, ngettext, pgettext

from rapport.briefings.meetings import PlannedMeeting
from rapport.briefings.passed import CHANGES, CONTACTS, INSIGHTS, PROMISES, REQUESTS, Line
from rapport.briefings.person import Header, PersonBriefing
from rapport.briefings.sections import Section
from rapport.briefings.timeline import Entry
from rapport.briefings.ways import Way, worked_since
from rapport.briefings.years import Band, Dot
from rapport.records.models import Channel, Interest, MeetingState, Stage
from rapport.rules.warmups import WARM_UPS_NEEDED
from rapport.web.templatetags.look import initials
from rapport.web.templatetags.wording import language, word

register = template.Library()

PATH = (Stage.INTRODUCED, Stage.RAPPORT, Stage.WORKING_TRUST, Stage.TESTED_TRUST)
"""The stages one after the other; the others leave the path, or have not come to it."""

_OF_CHANNEL = {
    Channel.IN_PERSON: "meet",
    Channel.PHONE: "phone",
    Channel.VIDEO: "video",
    Channel.MESSAGE: "message",
    Channel.LETTER: "letter",
    Channel.INTERMEDIARY: "through",
    Channel.CHANCE: "chance",
}
_OF_LINE = {
    "promise": "promise",
    "settled": "promise",
    "request": "request",
    "answer": "request",
    "insight": "insight",
    "step": "stage",
    "lead": "people",
    "noted": "note",
    "meeting": "month",
}
_OF_FILTER = {
    CONTACTS: "log",
    PROMISES: "promise",
    REQUESTS: "request",
    INSIGHTS: "insight",
    CHANGES: "history",
}
_LEVEL = 24
"""So far apart are the four levels of the picture."""


class Stop(NamedTuple):
    """One stage of the path: reached or not, and whether it is where we are."""

    stage: str
    past: bool
    here: bool


class Said(NamedTuple):
    """A fact that is changed in its place: its name in the address, its title, what is said."""

    name: str
    title: str
    text: str


def _facts(header: Header) -> list[Said]:
    comma = pgettext("between names", ", ")
    languages = comma.join(map(language, header.languages))
    prefers = word(header.documentation, "documentation") if header.documentation else ""
    with_anybody = [
        Said("objective", gettext("Our goal"), header.objective),
        Said("expectations", gettext("Expectations on both sides"), header.expectations),
        Said("terms", gettext("Agreed ways of working"), header.terms),
    ]
    if header.counterpart is None:
        return with_anybody
    return [
        *with_anybody,
        Said("address", gettext("How to address them"), header.how_to_address),
        Said("languages", gettext("Languages"), languages),
        Said("documentation", gettext("Record they prefer"), prefers),
    ]


@register.filter
def facts_said(header: Header) -> list[Said]:
    """Return the facts of which something is said."""
    return [fact for fact in _facts(header) if fact.text]


@register.filter
def facts_unsaid(header: Header) -> list[Said]:
    """Return the facts of which nothing is said yet."""
    return [fact for fact in _facts(header) if not fact.text]


@register.filter
def path(header: Header) -> list[Stop]:
    """Return the path of stages for a stepper: known stages in order, the present one marked."""
    at = PATH.index(Stage(header.stage)) if header.stage in PATH else -1
    return [Stop(stage, place <= at, place == at) for place, stage in enumerate(PATH)]


@register.filter
def unmanaged(conflict: Interest, day: date) -> bool:
    """Say whether a conflict of interest is not managed on a day."""
    return not conflict.is_managed(day)


@register.filter
def off_the_path(header: Header) -> bool:
    """Say whether the stage is none of the path, such as strained or dormant."""
    return header.stage not in PATH


@register.filter
def without_request(header: Header) -> list[bool]:
    """Return a mark for each meeting without a request that is needed: had, or still to come."""
    return [number < header.warm_ups for number in range(WARM_UPS_NEEDED)]


@register.simple_tag
def needed() -> int:
    """Return how many meetings without a request are needed."""
    return WARM_UPS_NEEDED


@register.filter
def lateness(header: Header, today: date) -> str:
    """Return how the last contact is drawn: in time "", past the ideal "soon", "late", "far"."""
    if header.last_two_way is None:
        return ""
    days = (today - header.last_two_way).days
    if days > 2 * header.maximum_days:
        return "far"
    if days > header.maximum_days:
        return "late"
    return "soon" if days > header.ideal_days else ""


@register.filter
def due_class(due: date, today: date) -> str:
    """Return how a promise's day is drawn: "" while there is time, "soon" in a week, "late"."""
    days = (due - today).days
    return "late" if days < 0 else "soon" if days <= 7 else ""


@register.filter
def icon_of(line: Line) -> str:
    """Return the icon of a line: that of the channel for a contact, else that of the kind."""
    if line.entry is not None and line.entry.interaction is not None:
        return _OF_CHANNEL.get(Channel(line.entry.interaction.channel), "log")
    return _OF_LINE.get(line.what, "note")


@register.filter
def channel_icon(channel: str) -> str:
    """Return the icon of a channel."""
    return _OF_CHANNEL.get(Channel(channel), "message")


@register.filter
def worked_on(way: Way, timeline: Sequence[Entry]) -> date | None:
    """Return the day of a contact by which a way may be confirmed, if there is one."""
    return worked_since(way, timeline)


@register.filter
def filter_icon(name: str) -> str:
    """Return the icon of a filter of the timeline."""
    return _OF_FILTER.get(name, "note")


@register.filter
def filter_title(name: str) -> str:
    """Return what a filter of the timeline is called; a section's is called as it is."""
    titles = {
        CONTACTS: gettext("Contacts"),
        PROMISES: gettext("Promises"),
        REQUESTS: gettext("Requests"),
        INSIGHTS: gettext("Insights"),
        CHANGES: gettext("Changes"),
    }
    return titles.get(name, "")


@register.filter
def months_silent(months: int) -> str:
    """Say how long there was no contact."""
    said = ngettext("%(n)s month without contact", "%(n)s months without contact", months)
    return said % {"n": months}


PANEL = 6
"""So many of a part stand in its panel; the timeline has them all, and so has "more"."""


@register.filter
def still_planned(meetings: Sequence[PlannedMeeting]) -> list[PlannedMeeting]:
    """Return the meetings that are still planned, the next first."""
    return [one for one in meetings if one.is_open]


@register.filter
def in_panel(rows: Sequence[Any]) -> Sequence[Any]:
    """Return those of a part that stand in its panel."""
    return rows[:PANEL]


@register.filter
def closed_by(meetings: Sequence[PlannedMeeting], log: uuid.UUID) -> list[PlannedMeeting]:
    """Return the planned meetings that a log closed."""
    held = (one for one in meetings if one.meeting.state == MeetingState.HELD)
    return [one for one in held if one.meeting.interaction_id == log]


@register.filter
def beyond(person: PersonBriefing, name: str) -> int:
    """Return how many of a part stand behind "more": beyond the panel, and not read at all."""
    return max(len(getattr(person, name)) - PANEL, 0) + person.more.get(name, 0)


@register.filter
def beyond_panel(section: Section) -> int:
    """Return how many of a section stand behind "more"."""
    return max(len(section.records) - PANEL, 0) + section.more


@register.filter
def promises_of(person: PersonBriefing) -> int:
    """Return how many promises there are, on both sides."""
    return _of_both(person, "ours", "theirs")


@register.filter
def insights_of(person: PersonBriefing) -> int:
    """Return how much is understood: facts and interpretations."""
    return _of_both(person, "facts", "interpretations")


def _of_both(person: PersonBriefing, *names: str) -> int:
    return sum(len(getattr(person, name)) + person.more.get(name, 0) for name in names)


@register.filter
def across(at: float, width: float = 0) -> str:
    """Return where something stands in a picture, in percent; from the right where one reads so.

    The last part is kept for the names of the levels.
    """
    room = 0.86
    place = 100 - (at + width) * room if get_language_bidi() else at * room
    return f"{place:.2f}%"


@register.filter
def wide(width: float) -> str:
    """Return a width in a picture, in percent."""
    return f"{width * 0.86:.2f}%"


@register.simple_tag
def edge(side: str) -> str:
    """Return the start or the end of a picture, in the direction of the page."""
    return "0%" if (side == "start") != get_language_bidi() else "100%"


@register.filter
def high(level: int, shift: int = 0) -> int:
    """Return how far down a level stands; one side is moved a little, so that both are seen."""
    return 14 + level * _LEVEL + shift


@register.filter
def legs(dots: Sequence[Dot]) -> Iterator[tuple[Dot, Dot]]:
    """Return the dots two by two, as the lines between them go."""
    return pairwise(dots)


@register.filter
def middle(band: Band) -> str:
    """Return the middle of a band in a picture, where its name stands."""
    return across(band.at + band.width / 2)


@register.filter
def short(name: str) -> str:
    """Return the initials by which one of us is named in a picture."""
    return initials(name)
