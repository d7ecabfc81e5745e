"""What is exported, put into words: ``{{ line.what|export_title }}``."""

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
