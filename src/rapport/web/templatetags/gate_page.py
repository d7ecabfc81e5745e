"""How gates are drawn: how one stands, places in its picture, groups of consents in words."""

import uuid
from collections.abc import Iterable
from datetime import date

from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language_bidi, gettext, ngettext, pgettext

from rapport.briefings.gate_picture import Band, GatePicture, Happened
from rapport.briefings.gates import Held, Whose
from rapport.briefings.who_helped import HelpedToOpen
from rapport.records.models import Consented, IncidentKind, Standing
from rapport.web.consents import needed
from rapport.web.templatetags.wording import day as written
from rapport.web.templatetags.wording import word

register = template.Library()

_LOOKS: dict[str, str] = {
    Standing.OPEN: "good",
    Standing.CONDITIONAL: "soon",
    Standing.CLOSED: "far",
    Consented.GIVEN: "good",
    Consented.REFUSED: "far",
    Consented.WITHDRAWN: "far",
}
_DRAWN: dict[str, str] = {
    Standing.OPEN: "open",
    Standing.CONDITIONAL: "part",
    Standing.CLOSED: "shut",
    Standing.UNKNOWN: "unknown",
}
_LETTER = 1.6
"""About so many percent of the picture's width one letter takes on a phone."""

register.filter("needed", needed)


@register.simple_tag
def stands(standing: str, *, begins: bool = False) -> SafeString:
    """Say how a gate stands: a word and a form, only then a colour. ``begins`` a line."""
    said = word(standing, "standing")
    look = _LOOKS.get(standing, "")
    return format_html('<span class="due {}">{}</span>', look, capfirst(said) if begins else said)


@register.simple_tag
def answers(whose: Whose) -> SafeString:
    """Say what somebody says to a gate."""
    look = _LOOKS.get(whose.state, "")
    return format_html('<span class="due {}">{}</span>', look, word(whose.state, "consented"))


@register.filter
def not_thanked(helped: Iterable[HelpedToOpen]) -> list[HelpedToOpen]:
    """Return the help that nobody was thanked for yet."""
    return [one for one in helped if one.thanked_on is None]


@register.filter
def ago(since: date | None, today: date) -> str:
    """Say how old an answer is: "41 days ago"; of one long ago the months, then the years."""
    if since is None:
        return ""
    days = (today - since).days
    if days <= 0:
        return gettext("today")
    if days < 100:
        return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    if days < 730:
        months = days // 30
        return ngettext("%(n)s month ago", "%(n)s months ago", months) % {"n": months}
    return ngettext("%(n)s year ago", "%(n)s years ago", days // 365) % {"n": days // 365}


@register.filter
def period(gate: object) -> SafeString | str:
    """Say from when until when a gate is needed."""
    since, until = getattr(gate, "since", None), getattr(gate, "until", None)
    if since and until:
        says = gettext("needed from {since} until {until}")
        return format_html(says, since=written(since), until=written(until))
    if since:
        return format_html(gettext("needed from {since}"), since=written(since))
    return format_html(gettext("needed until {until}"), until=written(until)) if until else ""


@register.filter
def drawn(band: Band) -> str:
    """Return the class by which a stretch of the picture is drawn."""
    return _DRAWN[Standing(band.standing)]


@register.filter
def along(at: float, width: float = 0) -> str:
    """Return where something stands in the picture; from the right where one reads so."""
    return f"{100 - at - width if get_language_bidi() else at:.2f}%"


@register.filter
def broad(width: float) -> str:
    """Return a width in the picture, in percent."""
    return f"{width:.2f}%"


@register.filter
def middle_of(band: Band) -> str:
    """Return the middle of a stretch, where its word stands."""
    return along(band.at + band.width / 2)


@register.filter
def has_room(band: Band) -> bool:
    """Say whether a stretch is broad enough for its word."""
    return band.width > _LETTER * len(word(band.standing, "standing")) + 4


@register.filter
def anchor(at: float) -> str:
    """Return to which side of its place a day is written, so that none is cut off at the edges.

    In a page that reads from the right, the start of a text is its right end.
    """
    return "start" if at < 8 else "end" if at > 92 else "middle"


@register.simple_tag
def mark_of_day(picture: GatePicture, on: date) -> str:
    """Write a day below the picture: the month alone where the picture is of many."""
    if not picture.by_month:
        return formats.date_format(on, pgettext("day of every year", "j F"))
    shape = "M Y" if on.month == 1 or on == picture.marks[0][0] else "M"
    return formats.date_format(on, shape)


@register.filter
def sign(kind: str) -> str:
    """Return the letter-like sign of an incident in the picture."""
    return {IncidentKind.REFUSED: "✕", IncidentKind.DELAYED: "◆", IncidentKind.SEARCHED: "○"}.get(
        IncidentKind(kind), "•"
    )


@register.filter
def happened_in(picture: GatePicture, band: Band) -> list[Happened]:
    """Return the incidents of a stretch, oldest first; the last day belongs to the last stretch."""
    ends = band.until == picture.last
    return [
        one
        for one in reversed(picture.happened)
        if band.since <= one.incident.on < band.until or (ends and one.incident.on == band.until)
    ]


@register.filter
def earlier(whose: Whose, until: date) -> list[tuple[date, str]]:
    """Return what somebody said before their last answer of a day, the newest first."""
    told = [(date.fromisoformat(on), state) for on, state in whose.consent.states]
    return sorted(((on, state) for on, state in told if on <= until), reverse=True)[1:]


@register.filter
def people_in(groups: Iterable[Held]) -> list[Whose]:
    """Return the people whose consent is needed, each once, in the order they stand in."""
    found: dict[uuid.UUID | None, Whose] = {}
    for held in groups:
        for one in (*held.consents, *people_in(held.groups)):
            found.setdefault(one.relationship, one)
    found.pop(None, None)
    return list(found.values())
