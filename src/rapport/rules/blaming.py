"""Words that lay the fault for a breach on a colleague (P04): cue lists in three languages.

Blame is a fault and one of us in the same sentence, near each other: neither word alone is any.
In a list ``*`` at the end of a word stands for any ending and ``…`` for one more word; a line that
begins with ``-`` is an expression in which the words mean no harm.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from rapport.names import fold_letters

_LANGUAGES = ("en", "fr", "ar")
_NEAR = 5
"""So many words may stand between a colleague and the fault."""

_ENDS = re.compile(r"[.!?;:\n\r؟؛…]+")
_APOSTROPHE = re.compile(r"['’]")
_ARABIC_BEFORE = "[وف]?(?:[بل])?"
_THEIRS = frozenset({"their", "theirs", "they", "leur", "leurs", "ils", "elles", "هم"})


class _Place(NamedTuple):
    start: int
    end: int


def blame_in(text: str, *, names: Iterable[str] = (), extra: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words of ``text`` that blame a colleague, each once, as they are compared.

    ``names`` are those of the colleagues, whole and as one calls them; ``extra`` are an office's
    own expressions, which are blame by themselves.
    """
    if not text:
        return ()
    own, called = tuple(extra), tuple(names)
    found = (
        " ".join(words.split())
        for sentence in _ENDS.split(text)
        for words in _blame(_folded(sentence), called, own)
    )
    return tuple(dict.fromkeys(found))


def _folded(words: str) -> str:
    return _APOSTROPHE.sub(" ", fold_letters(words))


def _blame(sentence: str, names: tuple[str, ...], extra: tuple[str, ...]) -> Iterator[str]:
    for place in _places(sentence, "", extra):
        yield sentence[place.start : place.end]
    faults = _places(sentence, "faults", ())
    for one in _places(sentence, "colleagues", names) if faults else ():
        for fault in faults:
            first, last = sorted((one, fault))
            between = sentence[first.end : last.start].split()
            if len(between) <= _NEAR and not _THEIRS.intersection(between):
                yield sentence[first.start : max(first.end, last.end)]
                break


def _places(sentence: str, list_name: str, extra: tuple[str, ...]) -> list[_Place]:
    found = _pattern(list_name, extra).finditer(sentence)
    return [_Place(*hit.span("word")) for hit in found if hit.group("word")]


@lru_cache(maxsize=64)
def _pattern(list_name: str, extra: tuple[str, ...]) -> re.Pattern[str]:
    listed = [line for code in _LANGUAGES for line in _listed(list_name, code)]
    harmless = [line[1:] for line in listed if line[0] == "-"]
    minded = [*(line for line in listed if line[0] != "-"), *extra]
    # A harmless expression is tried first, and so hides the words in it.
    either = rf"(?:{_any_of(harmless)})|(?P<word>{_ARABIC_BEFORE}(?:{_any_of(minded)}))"
    return re.compile(rf"\b(?:{either})\b")


def _any_of(lines: Iterable[str]) -> str:
    """Return a pattern for any of these expressions, the longest first; of none it never fits."""
    patterns = filter(None, map(_as_pattern, lines))
    return "|".join(sorted(patterns, key=len, reverse=True)) or "(?!)"


def _as_pattern(line: str) -> str:
    pattern = ""
    for part in line.split():
        if part == "…":
            pattern += r"(?:\s+\w+)?"
            continue
        words = r"\s+".join(re.escape(word) for word in _folded(part).split())
        pattern += (r"\s+" if pattern else "") + words + (r"\w*" if part.endswith("*") else "")
    return pattern


def _listed(list_name: str, language: str) -> list[str]:
    if not list_name:
        return []
    text = files("rapport.rules").joinpath(f"blame/{list_name}/{language}.txt").read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
