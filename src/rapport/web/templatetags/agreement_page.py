"""How agreements are drawn: how a term was kept in a word and a form, what it does not say."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from rapport.records.models import Keeping, TermMark
from rapport.web.templatetags.wording import word

register = template.Library()

_LOOKS: dict[str, str] = {Keeping.KEPT: "good", Keeping.WOBBLING: "soon", Keeping.BREACHED: "far"}
_SIGNS: dict[str, str] = {Keeping.KEPT: "✓", Keeping.WOBBLING: "≈", Keeping.BREACHED: "✕"}


@register.simple_tag
def keeps(keeping: str) -> SafeString:
    """Say how something is kept: a word and a form, only then a colour."""
    return format_html(
        '<span class="due {}">{}</span>', _LOOKS.get(keeping, ""), word(keeping, "keeping")
    )


@register.simple_tag
def stands(keeping: str) -> SafeString:
    """Say how a whole agreement is kept: a word and a form, only then a colour."""
    return format_html('<span class="due {}">{}</span>', _LOOKS[keeping], stands_word(keeping))


@register.filter
def stands_word(keeping: str) -> str:
    """Return the word for how a whole agreement is kept."""
    return {
        Keeping.KEPT: pgettext("agreement", "kept"),
        Keeping.WOBBLING: pgettext("agreement", "wobbling"),
        Keeping.BREACHED: pgettext("agreement", "not kept"),
    }[Keeping(keeping)]


@register.filter
def sign_of_keeping(keeping: str) -> str:
    """Return the sign of a mark; they differ in form, so that a row is read without colours."""
    return _SIGNS.get(keeping, "•")


@register.filter
def newest_first(marks: Sequence[TermMark]) -> Sequence[TermMark]:
    """Return marks with the newest first."""
    return marks[::-1]


@register.filter
def missing_word(name: str) -> str:
    """Say what a term does not say."""
    return {
        "who": gettext("who does it"),
        "when": gettext("by when or how often"),
        "notice": gettext("how we would notice"),
    }.get(name, name)
