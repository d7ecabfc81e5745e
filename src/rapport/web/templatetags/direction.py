"""Free text of any script on a page: what is read from left to right stays so inside Arabic."""

import itertools
import re
from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_DIGIT_RUNS = re.compile(r"((?:\+|00)?\(?\d[\d().+/:\u00a0 -]*\d)")


@register.filter
def in_order(text: Any) -> SafeString | str:
    """Keep each run of digits of a text in its order: "+964 750 000 0001" inside Arabic words.

    Without this, the groups of a telephone number stand from right to left there.
    """
    written = str(text)
    return _isolated(written) if _RIGHT_TO_LEFT.search(written) else written


@register.filter
def pieces(found: Sequence[tuple[str, bool]]) -> SafeString:
    """Show a snippet, in pieces with whether each is a hit, with what was looked for marked."""
    shown = _isolated if any(_RIGHT_TO_LEFT.search(text) for text, _ in found) else str
    marked = (
        (format_html("<mark>{}</mark>", shown(text)) if hit else shown(text),)
        for text, hit in found
    )
    return format_html_join("", "{}", marked)


def _isolated(text: str) -> SafeString:
    parts = _DIGIT_RUNS.split(text)
    runs = (format_html('<bdi dir="ltr">{}</bdi>', run) for run in parts[1::2])
    return format_html_join("", "{}{}", itertools.zip_longest(parts[::2], runs, fillvalue=""))
