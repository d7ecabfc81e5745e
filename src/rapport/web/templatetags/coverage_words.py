"""How names in a row read on the pages of whom we know, place by place."""

from collections.abc import Sequence

from django import template
from django.utils.translation import ngettext, pgettext

NAMED = 3
"""So many names stand in a row; of more it is said how many."""

register = template.Library()


@register.filter
def in_a_row(names: Sequence[str]) -> str:
    """Return the first names in the reader's language, and how many others there are."""
    said = list(names[:NAMED])
    if others := len(names) - NAMED if len(names) > NAMED else 0:
        said.append(ngettext("%(n)s other", "%(n)s others", others) % {"n": others})
    return pgettext("between names", ", ").join(said)
