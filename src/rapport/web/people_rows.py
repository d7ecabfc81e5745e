"""The rows of the list of people, put into words once: there may be fifty, and more come after."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property, partial
from typing import NamedTuple
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import formats
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from rapport.briefings.people import Person
from rapport.names import mixed_scripts
from rapport.records.models import Channel, Stage
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
    """One person as the table shows them."""

    key: UUID
    alias: str
    mark: SafeString
    mixes_scripts: bool
    status: str
    belongs: SafeString
    stage: str
    met: SafeString
    last: SafeString | str
    due: SafeString | str
    lead: str
    menu: SafeString


_KEY, _ALIAS = UUID(int=0), "\N{NULL}"


class Line(NamedTuple):
    """One person, and what draws their row where none is kept (the tag ``kept``)."""

    person: Person
    row: Callable[[], Row]


def lines_of(people: Iterable[Person], today: date, *, may_write: bool) -> Iterator[Line]:
    """Yield these people with what draws their rows, which hang on the values and the language."""
    alike = _Alike(today, may_write=may_write)
    for one in people:
        yield Line(one, partial(_row, one, alike))


class _Alike:
    """What is alike in all rows: drawn once, with the first of them, and filled in.

    A table of fifty is the page that is asked for most.
    """

    def __init__(self, today: date, *, may_write: bool) -> None:
        self.today, self._may_write = today, may_write

    @cached_property
    def icons(self) -> dict[str, SafeString]:
        """How a contact passed."""
        return {str(channel): _drawn(channel) for channel in Channel}

    @cached_property
    def met(self) -> list[SafeString]:
        """How often somebody was met without a request."""
        return [_met(count) for count in range(3)]

    @cached_property
    def stages(self) -> dict[str, str]:
        """The names of the stages."""
        return {str(stage): str(capfirst(stage.label)) for stage in Stage}

    @cached_property
    def menu(self) -> str:
        """What can be done with somebody, for whoever has the key and the alias of nobody."""
        blank = {"key": _KEY, "alias": _ALIAS, "may_write": self._may_write}
        return render_to_string("people/row_menu.html", blank)


def _row(one: Person, alike: _Alike) -> Row:
    menu = alike.menu.replace(str(_KEY), str(one.relationship))
    return Row(
        key=one.relationship,
        alias=one.alias,
        mark=mark(one.alias, one.relationship),
        mixes_scripts=mixed_scripts(one.alias),
        status="" if one.status == "active" else word(one.status, "status"),
        belongs=_belongs(one),
        stage=alike.stages[one.stage],
        met=alike.met[min(one.warm_ups, 2)],
        last=_last(one, alike.today, alike.icons),
        due=_due(one, alike.today),
        lead=one.lead,
        menu=mark_safe(menu.replace(_ALIAS, escape(one.alias))),  # noqa: S308 - it is escaped
    )


def _belongs(person: Person) -> SafeString:
    place = "" if person.actor in person.places[:1] else ", ".join(person.places[:2])
    parts = ((part,) for part in (person.actor, place) if part)
    return format_html_join(" · ", "<bdi>{}</bdi>", parts)


def _met(count: int) -> SafeString:
    """Draw how many meetings without a request there were, of the two that count."""
    dots = format_html_join(
        "", "<i{}></i>", ((mark_safe(' class="yes"') if n < count else "",) for n in range(2))
    )
    said = _("%(n)s of 2") % {"n": count}
    held = '<span class="nowrap"><span class="held" aria-hidden="true">{}</span> {}</span>'
    return format_html(held, dots, said)


def _due(person: Person, today: date) -> SafeString | str:
    said = due_in_words(person, today)
    if not said:
        return ""
    return format_html('<span class="due {}">{}</span>', lateness(person, today), said)


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
