"""What is exported, put into words: ``{{ line.what|export_title }}``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext

from rapport.web.kind_words import kind_word

if TYPE_CHECKING:
    from rapport.exchange.exports import Kind

register = template.Library()


@register.filter
def export_title(name: str) -> str:
    """Return what a kind of export is called."""
    if name == "archive":
        return gettext("Archive")
    kind = _kind(name)
    return str(kind.title) if kind else name


@register.filter
def export_columns(columns: Sequence[str], what: str) -> str:
    """Return what the columns of an export are called; of an archive, the kinds that went."""
    if what == "archive":
        return ", ".join(map(kind_word, columns))
    kind = _kind(what)
    titles = {one.name: str(one.title) for one in kind.columns} if kind else {}
    return ", ".join(titles.get(name, name) for name in columns)


def _kind(name: str) -> "Kind | None":
    """Return the kind of export; the history names few, and of what they are made is much."""
    from rapport.exchange.exports.catalogue import kind_named  # noqa: PLC0415

    return kind_named(name)
