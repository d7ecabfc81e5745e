"""Words of introductions and of dependence: how sure a tie still is, how many ways there are."""

import uuid
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext

from rapport.briefings.dependence import GateLine
from rapport.briefings.introductions import Hop
from rapport.briefings.sums_of_gates import Chance
from rapport.records.models import Confidence, Hazard

register = template.Library()

_SURE = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
_COUNTS = {
    "none": gettext_lazy("no way"),
    "one": gettext_lazy("one person"),
    "two": gettext_lazy("two people"),
    "more": gettext_lazy("three or more"),
}
_LOST = {
    "colleague": gettext_lazy("Our colleagues"),
    "relationship": gettext_lazy("People"),
    "position": gettext_lazy("Whoever holds the post"),
    "actor": gettext_lazy("A whole group"),
}


@register.filter
def sure_now(hop: Hop) -> Any:
    """Return how sure a tie still is: less with every half a year that nobody checked it."""
    return _SURE[hop.sure].label


@register.filter
def hazard(risk: int) -> Any:
    """Return how much an introduction could cost whoever introduces us, in a word."""
    return Hazard(risk).label


@register.filter
def redundancy_word(what: str) -> Any:
    """Return the words for how many people it takes to lose a gate."""
    return _COUNTS[what]


@register.filter
def lost_word(kind: str) -> Any:
    """Return the words for a kind of what one can think away."""
    return _LOST[kind]


@register.filter
def with_key(begun: str, key: uuid.UUID) -> str:
    """Return a choice: its kind, then its key."""
    return f"{begun}{key}"


@register.filter
def redundancy(hangs: GateLine) -> int:
    """Return how many people would have to be lost; a way that no loss closes counts as many."""
    if not hangs.can_open:
        return 0
    return 99 if hangs.redundancy is None else hangs.redundancy


@register.filter
def ways_word(hangs: GateLine) -> str:
    """Return what the number beside a gate counts."""
    if not hangs.can_open:
        return gettext("no way")
    n = redundancy(hangs)
    return ngettext("person", "people", n)


@register.filter
def of_a_hundred(chance: Chance) -> str:
    """Return in how many cases of a hundred, as a range, and as assumed."""
    said = gettext("%(low)s to %(high)s of 100 (as assumed: %(middle)s)")
    return said % {"low": chance.low, "high": chance.high, "middle": chance.middle}


@register.filter
def at_time(moment: datetime, today: date) -> str:
    """Return a moment as an hour of its day, with the day where that is not today."""
    here = timezone.localtime(moment)
    form = "TIME_FORMAT" if here.date() == today else pgettext("date format", "j M Y H:i")
    return date_format(here, form)


@register.filter
def pages_of(pages: int) -> range:
    """Return the numbers of pages there are."""
    return range(1, pages + 1)
