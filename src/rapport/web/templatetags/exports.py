"""What is exported, put into words: ``{{ line.what|export_title }}``."""

from typing import Any

from django import template
from django.utils.translation import gettext

from rapport.exchange.exports.catalogue import kind_named

register = template.Library()


@register.filter
def export_title(name: str) -> str:
    """Return what a kind of export is called."""
    if name == "archive":
        return gettext("Archive")
    kind = kind_named(name)
    return str(kind.title) if kind else name


@register.filter
def as_text(value: Any) -> str:
    """Return a value of an archive as people read it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, list):
        return "; ".join(map(as_text, value)) or "—"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return str(value)
