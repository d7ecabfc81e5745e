"""Words that could hurt if a note were read by those it is about: lists an office can add to."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

_LANGUAGES = ("en", "fr", "ar")
_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": ""}
)


def hard_words_in(text: str, extra: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words of ``text`` to mind, each once, in order.

    ``extra`` are an office's own words. Whole words are compared, without case, accents or the
    differences of Arabic letters; a ``*`` at the end of a listed word stands for any ending.
    """
    if not text:
        return ()
    plain = _plain(text)
    found = [match.group() for match in _pattern(tuple(extra)).finditer(plain)]
    return tuple(dict.fromkeys(found))


@cache
def _pattern(extra: tuple[str, ...]) -> re.Pattern[str]:
    listed = [word for language in _LANGUAGES for word in _listed(language)]
    parts = []
    for word in (*listed, *(_plain(word).strip() for word in extra)):
        if word:
            stem = re.escape(word.rstrip("*"))
            parts.append(stem + (r"\w*" if word.endswith("*") else ""))
    return re.compile(r"\b(?:ال)?(?:" + "|".join(parts) + r")\b")


def _listed(language: str) -> list[str]:
    text = files("rapport.rules").joinpath(f"words_to_mind/{language}.txt").read_text("utf-8")
    return [_plain(line).strip() for line in text.splitlines() if line and line[0] != "#"]


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFKD", text.translate(_ARABIC)).casefold()
    return "".join(letter for letter in parted if not unicodedata.combining(letter))
