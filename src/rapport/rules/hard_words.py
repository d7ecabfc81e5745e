"""Words that could hurt if a note were read by those it is about: lists an office can add to."""

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from rapport.names import fold_letters

_LANGUAGES = ("en", "fr", "ar")
# The article, and the small words Arabic writes to the next one: and, so, by, like, to.
_ARABIC_BEFORE = "[وف]?(?:[بك]?ال|لل|[بكل])?"


def hard_words_in(text: str, extra: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words of ``text`` to mind, each once, in order, as they are compared.

    ``extra`` are an office's own words. Whole words are compared, without case, accents or the
    differences of Arabic letters; a ``*`` at the end of a listed word stands for any ending.
    Linear in the length.
    """
    if not text:
        return ()
    hits = (hit.group() for hit in _pattern(tuple(extra)).finditer(fold_letters(text)))
    return tuple(dict.fromkeys(" ".join(words.split()) for words in hits))


@lru_cache(maxsize=256)
def _pattern(extra: tuple[str, ...]) -> re.Pattern[str]:
    listed = [word for language in _LANGUAGES for word in _listed(language)]
    parts = [
        _as_pattern(stem, word)
        for word in (*listed, *extra)
        if (stem := fold_letters(word.rstrip("* ")).split())
    ]
    return re.compile(rf"\b(?:{_ARABIC_BEFORE})(?:{'|'.join(parts)})\b")


def _as_pattern(stem: list[str], word: str) -> str:
    # Folding turns the star into a space, so whether there is one is asked of the word as listed.
    return r"\s+".join(map(re.escape, stem)) + (r"\w*" if word.rstrip().endswith("*") else "")


def _listed(language: str) -> list[str]:
    text = files("rapport.rules").joinpath(f"words_to_mind/{language}.txt").read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line and line[0] != "#"]
