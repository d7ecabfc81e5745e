"""What is exported, put into words: ``{{ line.what|export_title }}``."""

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext

from rapport.exchange.exports.catalogue import kind_named
from rapport.web.kind_words import kind_word

register = template.Library()


@register.filter
def export_title(name: str) -> str:
    """Return what a kind of export is called."""
    if name == "archive":
        return gettext("Archive")
    kind = kind_named(name)
    return str(kind.title) if kind else name


@register.filter
def export_columns(columns: Sequence[str], what: str) -> str:
    """Return what the columns of an export are called; of an archive, the kinds that went."""
    if what == "archive":
        return ", ".join(map(kind_word, columns))
    kind = kind_named(what)
    titles = {one.name: str(one.title) for one in kind.columns} if kind else {}
    return ", ".join(titles.get(name, name) for name in columns)
