"""Which red line a demand may touch, by the words it is made in: an offer, never a verdict."""

import re
from functools import cache
from importlib.resources import files

from rapport.names import fold_letters

_LANGUAGES = ("en", "fr", "ar")
_ARABIC_BEFORE = "[وفبكل]?(?:ال)?"


def topics_in(text: str) -> tuple[str, ...]:
    """Return the topics of red lines that a demand may touch, each once, in order of its words."""
    said = fold_letters(text)
    found: list[tuple[int, str]] = []
    for topic, pattern in _cues():
        found += [(hit.start(), topic) for hit in pattern.finditer(said)]
    return tuple(dict.fromkeys(topic for _, topic in sorted(found)))


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words: dict[str, list[str]] = {}
    for language in _LANGUAGES:
        listed = files("rapport.rules").joinpath(f"demand_topics/{language}.txt")
        for line in listed.read_text("utf-8").splitlines():
            if line.strip() and line[0] != "#":
                topic, _, word = line.strip().partition(" ")
                words.setdefault(topic, []).append(_pattern(word))
    return tuple(
        (topic, re.compile(rf"\b{_ARABIC_BEFORE}(?:{'|'.join(some)})\b"))
        for topic, some in words.items()
    )


def _pattern(word: str) -> str:
    stem = r"\s+".join(re.escape(part) for part in fold_letters(word.rstrip("*")).split())
    return stem + (r"\w*" if word.endswith("*") else "")
