"""What the frame says to the keyboard."""

from functools import lru_cache

from django import template

from rapport.web.acts import KEYS, for_the_keyboard

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=1)
def keys() -> str:
    """Return what single keys do, for ``keys.js``."""
    return for_the_keyboard()


@register.simple_tag
def shortcuts() -> object:
    """Return all the keys there are, by heading."""
    return KEYS
