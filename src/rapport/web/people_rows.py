"""The rows of the list of people, put into words once: there may be fifty, and more come after."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from rapport.briefings.people import Person
from rapport.names import mixed_scripts
from rapport.records.models import Channel
from rapport.web.templatetags.look import icon, mark
from rapport.web.templatetags.wording import days_from, word

ICONS = {
    Channel.IN_PERSON: "meet",
    Channel.CHANCE: "chance",
    Channel.PHONE: "phone",
    Channel.VIDEO: "video",
    Channel.MESSAGE: "message",
    Channel.LETTER: "letter",
    Channel.INTERMEDIARY: "through",
}
WEEK = 7


class Row(NamedTuple):
    """One person as the table shows them; ``lateness`` is "far", "late", "soon" or "" (in time)."""

    key: UUID
    alias: str
    mark: SafeString
    mixes_scripts: bool
    status: str
    group: str
    place: str
    stage: str
    met: int
    last: SafeString | str
    lateness: str
    due: str
    lead: str


def rows_of(people: tuple[Person, ...], today: date) -> Iterator[Row]:
    """Yield the rows of these people."""
    icons = {str(channel): _drawn(channel) for channel in Channel}
    stages: dict[str, str] = {}
    for one in people:
        if one.stage not in stages:
            stages[one.stage] = word(one.stage, "stage")
        yield Row(
            key=one.relationship,
            alias=one.alias,
            mark=mark(one.alias, one.relationship),
            mixes_scripts=mixed_scripts(one.alias),
            status="" if one.status == "active" else word(one.status, "status"),
            group=one.actor,
            place="" if one.actor in one.places[:1] else ", ".join(one.places[:2]),
            stage=stages[one.stage],
            met=one.warm_ups,
            last=_last(one, today, icons),
            lateness=lateness(one, today),
            due=due_in_words(one, today),
            lead=one.lead,
        )


def lateness(person: Person, today: date) -> str:
    """Return how a person's next day is drawn.

    Far too late is more than twice the longest interval since the last contact, or since the day
    on which a first one was due.
    """
    if person.next_due is None or (person.next_due - today).days > WEEK:
        return ""
    if person.next_due >= today:
        return "soon"
    since = person.last_two_way or person.next_due
    return "far" if (today - since).days > 2 * person.maximum_days else "late"


def due_in_words(person: Person, today: date) -> str:
    """Say when the next contact is due: "3 days late", "due today", "in 20 days"."""
    if person.next_due is None:
        return ""
    late = (today - person.next_due).days
    if late == 0:
        return _("due today")
    if late > 0:
        return ngettext("%(n)s day late", "%(n)s days late", late) % {"n": late}
    return days_from(person.next_due, today)


def short_day(value: date, today: date) -> SafeString:
    """Write a day in a narrow place: without the year where it is this one."""
    whole = pgettext("date format", "j M Y")
    short = whole.replace(" Y", "") if value.year == today.year else whole
    written = formats.date_format(value, short)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), written)


def _last(person: Person, today: date, icons: dict[str, SafeString]) -> SafeString | str:
    if person.last_two_way is None:
        return ""
    how = icons.get(person.channel, mark_safe(""))
    return format_html("{} {}", how, short_day(person.last_two_way, today))


def _drawn(channel: Channel) -> SafeString:
    """Draw how a contact passed, and say it to whoever does not see the picture."""
    said = str(channel.label)
    drawn = icon(ICONS[channel])
    return format_html(
        '<span title="{}">{}<span class="unseen">{}</span></span>', said, drawn, said
    )
