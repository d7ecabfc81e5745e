"""The rows of the list of people, put into words once: there may be fifty, and more come after."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import NamedTuple
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import formats
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

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


_SIGN = "\N{NULL}"
_KEY = UUID(int=0)


class _Shape(NamedTuple):
    """What decides which parts a row has; the rest is filled in."""

    may_write: bool
    mixes_scripts: bool
    has_status: bool
    has_last: bool
    has_due: bool
    has_lead: bool


class Line(NamedTuple):
    """One person, and what draws their row where none is kept (the tag ``kept``)."""

    person: Person
    row: Callable[[], SafeString]


def lines_of(people: Iterable[Person], today: date, *, may_write: bool) -> Iterator[Line]:
    """Yield these people with what draws their rows, which hang on the values and the language.

    What is alike in several rows is drawn once and filled in: a table of fifty is the page that is
    asked for most.
    """
    alike = _Alike(today, may_write=may_write)
    for one in people:
        yield Line(one, partial(_row, one, alike))


class _Alike:
    """What is alike in the rows of a page, each drawn with the first row that has it."""

    def __init__(self, today: date, *, may_write: bool) -> None:
        self.today, self.may_write = today, may_write
        self._forms: dict[_Shape, list[str]] = {}

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
        return {str(stage): escape(str(capfirst(stage.label))) for stage in Stage}

    def form(self, shape: _Shape) -> list[str]:
        """Return a row of this shape in pieces, every second of which names a value."""
        if shape not in self._forms:
            self._forms[shape] = _form(shape)
        return list(self._forms[shape])


def _row(one: Person, alike: _Alike) -> SafeString:
    status = "" if one.status == "active" else str(word(one.status, "status"))
    last, due = _last(one, alike.today, alike.icons), _due(one, alike.today)
    has = map(bool, (status, last, due, one.lead))
    values = {
        "key": str(one.relationship),
        "alias": escape(one.alias),
        "mark": mark(one.alias, one.relationship),
        "status": escape(status),
        "belongs": _belongs(one),
        "stage": alike.stages[one.stage],
        "met": alike.met[min(one.warm_ups, 2)],
        "last": last,
        "due": due,
        "lead": escape(one.lead),
    }
    pieces = alike.form(_Shape(alike.may_write, mixed_scripts(one.alias), *has))
    pieces[1::2] = [values[name] for name in pieces[1::2]]
    return mark_safe("".join(pieces))  # noqa: S308 - each value is escaped


def _form(shape: _Shape) -> list[str]:
    """Draw a row of this shape, cut where a value stands: every second piece names the value."""
    values = ("alias", "mark", "status", "belongs", "stage", "met", "last", "due", "lead")
    blank = {name: f"{_SIGN}{name}{_SIGN}" for name in values}
    drawn = render_to_string("people/row.html", {**shape._asdict(), **blank, "key": _KEY})
    return drawn.replace(str(_KEY), f"{_SIGN}key{_SIGN}").split(_SIGN)


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
    if person.next_due is None:
        return ""
    return _due_on(person.next_due, today, lateness(person, today), get_language())


@lru_cache(maxsize=512)
def _due_on(day: date, today: date, how: str, language: str) -> SafeString:  # noqa: ARG001
    return format_html('<span class="due {}">{}</span>', how, _in_words(day, today))


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
    return "" if person.next_due is None else _in_words(person.next_due, today)


def _in_words(day: date, today: date) -> str:
    late = (today - day).days
    if late == 0:
        return _("due today")
    if late > 0:
        return ngettext("%(n)s day late", "%(n)s days late", late) % {"n": late}
    return days_from(day, today)


def short_day(value: date, today: date) -> SafeString:
    """Write a day in a narrow place: without the year where it is this one."""
    return _short_day(value, value.year == today.year, get_language())


@lru_cache(maxsize=512)
def _short_day(value: date, this_year: bool, language: str) -> SafeString:  # noqa: ARG001
    whole = pgettext("date format", "j M Y")
    written = formats.date_format(value, whole.replace(" Y", "") if this_year else whole)
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
