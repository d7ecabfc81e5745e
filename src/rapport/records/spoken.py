"""Languages as people write them, so that two of them can be compared.

A language may be written as its code, in English, French or Arabic, or in itself, with more words
around it. It is known by the code, where one of the words is in Django's list, and by its words.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext, override

_WORDS = re.compile(r"\w+")


def spoken(written: Iterable[str]) -> frozenset[str]:
    """Return the words by which any of these languages may be known."""
    return frozenset().union(*map(_known_by, written))


@lru_cache(maxsize=2000)
def _known_by(written: str) -> frozenset[str]:
    whole = " ".join(written.casefold().split())
    words = _WORDS.findall(whole)
    codes = (_codes().get(word) for word in (whole, *words))
    return frozenset(words) | {code for code in codes if code}


@cache
def _codes() -> dict[str, str]:
    """Return the codes of languages by all that they are called, and by themselves."""
    codes: dict[str, str] = {}
    for ours, _ in settings.LANGUAGES:
        with override(ours):
            for code, about in LANG_INFO.items():
                if "name" in about:
                    names = (code, about["name"], about["name_local"], gettext(about["name"]))
                    for name in names:
                        codes.setdefault(name.casefold(), code)
    return codes
