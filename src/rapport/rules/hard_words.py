"""Words a note is better without: lists an office can add to, and take from.

Hard words could hurt if a note were read by those it is about; private words tell of somebody's
family, faith or health; loaded words judge where a reading should tell what was said or done. In a
list, and among an office's own words, ``*`` at the end of a word stands for any ending, and a line
that begins with ``-`` is an expression in which the words mean no harm.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from rapport.names import fold_letters

_LANGUAGES = ("en", "fr", "ar")
# The article, and the small words Arabic writes to the next one: and, so, by, like, to.
_ARABIC_BEFORE = "[وف]?(?:[بك]?ال|لل|[بكل])?"

_Tree = dict[str, Any]
"""The signs that may come next, each with what may follow it; "" where a word may end."""


def hard_words_in(text: str, extra: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words of ``text`` to mind, each once, in order, as they are compared.

    ``extra`` are an office's own words. Whole words are compared, without case, accents or the
    differences of Arabic letters; a ``*`` at the end of a listed word stands for any ending.
    Linear in the length.
    """
    return listed_words_in(text, "words_to_mind", tuple(extra))


def private_words_in(text: str, extra: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words of ``text`` that tell of family, faith or health, as hard words are."""
    return listed_words_in(text, "private_words", tuple(extra))


def loaded_words_in(text: str, extra: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words of ``text`` that judge instead of telling, as hard words are."""
    return listed_words_in(text, "words_to_mind/loaded", tuple(extra))


def listed_words_in(text: str, list_name: str, extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the words of ``text`` that stand in a list, a folder of this package, in order."""
    if not text:
        return ()
    folded = _folded(text)
    found = _pattern(list_name, extra, plain=folded.isascii()).finditer(folded)
    hits = (hit.group("word") for hit in found if hit.group("word"))
    return tuple(dict.fromkeys(" ".join(words.split()) for words in hits))


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    # One text after the other is looked for in each of the lists.
    return fold_letters(text)


@lru_cache(maxsize=256)
def _pattern(list_name: str, extra: tuple[str, ...], *, plain: bool) -> re.Pattern[str]:
    """Return what finds the words of a list; in a ``plain`` text, those of ASCII letters alone.

    Most texts are plain once folded, and cost a sixth where no Arabic article is looked for.
    """
    listed = [word for language in _LANGUAGES for word in _listed(list_name, language)]
    every = [word.strip() for word in (*listed, *extra) if word.strip()]
    if plain:
        every = [word for word in every if fold_letters(word).isascii()]
    harmless = [word[1:] for word in every if word[0] == "-"]
    minded = [word for word in every if word[0] != "-"]
    # A harmless expression is tried first, and so hides the words in it.
    before = "" if plain else _ARABIC_BEFORE
    either = rf"{before}(?:{_any_of(harmless)})|(?P<word>{before}(?:{_any_of(minded)}))"
    return re.compile(rf"\b(?:{either})\b", re.ASCII if plain else re.UNICODE)


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of these words, one that never fits where there are none.

    What words have in common at their beginnings is looked at once (a trie), so that a text costs
    no more where the lists grow; of several that fit, the longest is taken.
    """
    tree: _Tree = {}
    for word in words:
        stem = fold_letters(word.rstrip("* ")).split()
        if not stem:
            continue
        at = tree
        for number, part in enumerate(stem):
            for sign in (*([r"\s+"] if number else []), *map(re.escape, part)):
                at = at.setdefault(sign, {})
        # Folding turns the star into a space, so whether there is one is asked of the word itself.
        at[r"\w*" if word.rstrip().endswith("*") else ""] = {}
    return _as_pattern(tree) or "(?!)"


def _as_pattern(tree: _Tree) -> str:
    """Return a pattern for what may follow, any ending last."""
    signs = sorted((sign for sign in tree if sign), key=r"\w*".__eq__)
    if not signs:
        return ""
    either = "|".join(sign + _as_pattern(tree[sign]) for sign in signs)
    return f"(?:{either})?" if "" in tree else f"(?:{either})"


def _listed(list_name: str, language: str) -> list[str]:
    text = files("rapport.rules").joinpath(f"{list_name}/{language}.txt").read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line and line[0] != "#"]
