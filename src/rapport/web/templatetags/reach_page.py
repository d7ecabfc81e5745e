"""How soon somebody can be reached, in words, and by the name of its mark."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy, pgettext_lazy

from rapport.records.models import Service
from rapport.rules.reachable import Soon

register = template.Library()

WORDS: dict[Soon, Any] = {
    Soon.HOUR: gettext_lazy("within an hour"),
    Soon.DAY: gettext_lazy("within a day"),
    Soon.LATER: gettext_lazy("later, or not known"),
    Soon.NOT: pgettext_lazy("how soon somebody can be reached", "not at all"),
}


@register.filter
def soon_mark(soon: Soon) -> str:
    """Return the name of the mark of a part: its shape is told apart without colour."""
    return f"reach-{soon.name.lower()}"


@register.filter
def soon_words(soon: Soon) -> str:
    """Return what a part of a cell is called."""
    return str(WORDS[soon])


@register.filter
def service_words(service: str) -> str:
    """Return what a column is called; a gate without a service is for any."""
    return str(Service(service).label if service else gettext_lazy("any service"))
