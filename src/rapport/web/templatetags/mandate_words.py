"""How long a mandate still holds, in words."""

from datetime import date

from django import template
from django.utils.translation import gettext, ngettext

register = template.Library()


@register.filter
def ends(until: date | None, today: date) -> str:
    """Say when a mandate ends, or ended: "ends in 9 days", "ended yesterday"."""
    if until is None:
        return gettext("no last day set")
    distance = (until - today).days
    if distance == 0:
        return gettext("ends today")
    if distance == 1:
        return gettext("ends tomorrow")
    if distance == -1:
        return gettext("ended yesterday")
    if distance < 0:
        said = ngettext("ended %(n)s day ago", "ended %(n)s days ago", -distance)
        return said % {"n": -distance}
    return ngettext("ends in %(n)s day", "ends in %(n)s days", distance) % {"n": distance}


@register.filter
def starts(since: date, today: date) -> str:
    """Say when a mandate that is to come begins: "starts in 3 days"."""
    distance = (since - today).days
    if distance == 1:
        return gettext("starts tomorrow")
    return ngettext("starts in %(n)s day", "starts in %(n)s days", distance) % {"n": distance}
