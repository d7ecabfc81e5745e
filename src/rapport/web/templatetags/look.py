"""What pages are drawn with: icons, and the marks of people."""

import unicodedata
import uuid
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

_GROUNDS = 5
_FORMS = 5
_UNTITLED = frozenset(
    ("the", "a", "at", "of", "in", "le", "la", "les", "un", "une", "de", "du", "au", "à")
)
_APART = "\u200c"
"""Between two Arabic initials, so that they do not join into a word."""


@register.simple_tag
def icon(name: str, *, turns: bool = False) -> SafeString:
    """Draw an icon of the sprite beside words that say the same.

    An arrow ``turns`` with the direction of the page; nothing else does.
    """
    return drawn(name, turns, get_script_prefix())


@lru_cache(maxsize=500, typed=True)
def drawn(name: str, turns: bool, _below: str) -> SafeString:
    """Return an icon, whose address is below that of the site."""
    looks = "icon turns" if turns else "icon"
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        looks,
        static("icons.svg"),
        name,
    )


@register.simple_tag
def mark(alias: str, key: uuid.UUID | str, size: str = "") -> SafeString:
    """Draw the mark of a person: the initials of the alias on a ground taken from the record's key.

    Shape and ground mean nothing but "this one, not that one"; ``size`` is "", little or large.
    """
    number = key.int if isinstance(key, uuid.UUID) else uuid.UUID(str(key)).int
    rest, ground = divmod(number, _GROUNDS)
    drawn = ("mark", f"m{ground + 1}", f"f{rest % _FORMS + 1}", size)
    looks = " ".join(part for part in drawn if part)
    return format_html('<span class="{}" aria-hidden="true">{}</span>', looks, initials(alias))


@register.simple_tag
def mark_of_colleague(name: str, size: str = "") -> SafeString:
    """Draw the mark of one of us: initials in a ring."""
    looks = " ".join(part for part in ("mark us", size) if part)
    return format_html('<span class="{}" aria-hidden="true">{}</span>', looks, initials(name))


def initials(name: str) -> str:
    """Return the first letters of a name's first two words, small words aside: "HM", "ح‌م"."""
    words = [word.strip("\"'«»“”()[].,") for word in name.split()]
    words = [word for word in words if word and word[0].isalnum()]
    telling = [word for word in words if not _small(word)] or words
    if len(telling) == 1 and telling[0].isdecimal():
        return telling[0][-2:]
    letters = [_first(word) for word in telling[:2]]
    return (_APART if _joins(letters) else "").join(letters) or "·"


def _small(word: str) -> bool:
    """Say whether a word is an article or the like; in capitals, as UN, it is a name."""
    acronym = len(word) > 1 and word.isupper()
    return word.casefold() in _UNTITLED and not acronym


def _joins(letters: list[str]) -> bool:
    return any(unicodedata.bidirectional(letter) == "AL" for letter in letters)


def _first(word: str) -> str:
    bare = word[2:] if word.startswith("ال") and len(word) > 3 else word
    return bare[0].upper()
