"""How much a group weighs, as a small picture that is read without colours."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = template.Library()

MOST = 4


@register.simple_tag
def weight(value: Any) -> SafeString:
    """Draw influence as four steps, so many of them filled, with the number for who hears it."""
    filled = min(max(int(value), 0), MOST)
    return format_html(
        '<span class="weight" role="img" aria-label="{}"><i class="full">{}</i><i>{}</i></span>',
        gettext("influence %(value)s of 4") % {"value": filled},
        "■" * filled,
        "□" * (MOST - filled),
    )
