"""Words of the practice pages: how hard a scene is, and what its rules are about."""

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from rapport.rules.rule import FAMILIES

register = template.Library()

LEVELS = {1: _("Easy to begin with"), 2: _("Harder"), 3: _("Hard")}
_CHANGE = _("What changes")


@register.filter
def level_word(level: int) -> str:
    """Say how hard a scene is."""
    return gettext(LEVELS[level])


@register.filter
def family_played(letter: str) -> str:
    """Name a family of rules; what changes is judged by the rules of the others."""
    return gettext(FAMILIES.get(letter, _CHANGE))
