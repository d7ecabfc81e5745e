"""How the log draws: icons of channels, meetings without a request, answers in their order."""

from collections.abc import Sequence

from django import template
from django.forms.boundfield import BoundField, BoundWidget

from rapport.records.models import Channel

register = template.Library()

_ICONS = {
    Channel.IN_PERSON: "meet",
    Channel.PHONE: "phone",
    Channel.VIDEO: "video",
    Channel.MESSAGE: "message",
    Channel.LETTER: "letter",
    Channel.INTERMEDIARY: "through",
    Channel.CHANCE: "chance",
}


@register.filter
def channel_icon(value: str) -> str:
    """Return the icon of a channel; of what is none, nothing."""
    return _ICONS.get(value, "")  # type: ignore[call-overload, no-any-return]


@register.filter
def begun(label: object) -> str:
    """Return a label with a capital, as a chip that stands alone begins."""
    text = str(label)
    return text[:1].upper() + text[1:]


@register.filter
def circles_of(met: int, needed: int) -> list[bool]:
    """Return for each meeting that is needed whether it was held."""
    return [number < met for number in range(needed)]


@register.filter
def no_first(field: BoundField) -> Sequence[BoundWidget]:
    """Return the answers to a question of yes or no with "no" before the others, as it is usual."""
    return sorted(field.subwidgets, key=lambda one: one.data["value"] != "no")
