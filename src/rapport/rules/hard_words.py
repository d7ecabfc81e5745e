"""Words that could hurt if a note were read by those it is about: lists an office can add to."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

_LANGUAGES = ("en", "fr", "ar")
_ARABIC = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": "",
}  # fmt: skip
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
    found = (match.group() for match in _pattern(tuple(extra)).finditer(_plain(text)))
    return tuple(dict.fromkeys(" ".join(words.split()) for words in found))


@lru_cache(maxsize=256)
def _pattern(extra: tuple[str, ...]) -> re.Pattern[str]:
    listed = [word for language in _LANGUAGES for word in _listed(language)]
    parts = [_as_pattern(word) for word in (*listed, *map(_plain, extra)) if word.strip(" *")]
    return re.compile(rf"\b(?:{_ARABIC_BEFORE})(?:{'|'.join(parts)})\b")


def _as_pattern(word: str) -> str:
    stem = r"\s+".join(map(re.escape, word.rstrip("* ").split()))
    return stem + (r"\w*" if word.endswith("*") else "")


def _listed(language: str) -> list[str]:
    text = files("rapport.rules").joinpath(f"words_to_mind/{language}.txt").read_text("utf-8")
    return [_plain(line).strip() for line in text.splitlines() if line and line[0] != "#"]


class _PlainLetters(dict[int, str]):
    """A table for `str.translate` that learns each character the first time it is met.

    Letter by letter: decomposing a whole text takes time by the square of its longest run of marks.
    """

    def __missing__(self, code: int) -> str:
        """Return, and keep, the small letters a character is compared as."""
        parted = unicodedata.normalize("NFKD", _ARABIC.get(chr(code), chr(code))).casefold()
        made = "".join(letter for letter in parted if not unicodedata.combining(letter))
        self[code] = made
        return made


_LETTERS = _PlainLetters()


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_LETTERS)
