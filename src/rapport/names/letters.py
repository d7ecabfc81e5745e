"""How single letters are written alike: the table behind `fold`.

A letter is decomposed (NFKD), put in lower case, freed of marks that writers leave out, and
replaced by the plainest letter people type for it. What separates words becomes a space.

From: Unicode Standard Annex 15 and the Unicode Character Database (through `unicodedata`);
Arabic letter variants as in the light normalisation of Larkey, Ballesteros and Connell (2002),
with the Persian, Urdu and Kurdish forms of the same letters added.
"""

import re
import unicodedata
from collections.abc import Iterable

_PLAIN = {
    # Latin letters that Unicode does not decompose
    "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h",
    "ŋ": "n", "ə": "e", "ɛ": "e", "ɔ": "o", "ɣ": "g", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y",
    "ŧ": "t", "ĸ": "k", "ȷ": "j", "ɖ": "d", "ƒ": "f", "ʋ": "v", "ɲ": "n", "ɨ": "i", "ʉ": "u",
    # Arabic: a bare hamza is left out as often as it is written
    "ء": "", "ـ": "", "ٱ": "ا", "ة": "ه", "ى": "ي", "ٲ": "ا", "ٳ": "ا", "ٵ": "ا",
    # Persian, Urdu, Pashto and Kurdish forms of letters that Arabic keyboards have
    "ی": "ي", "ې": "ي", "ۍ": "ي", "ێ": "ي", "ے": "ي", "ۓ": "ي",
    "ک": "ك", "ڪ": "ك", "ګ": "ك", "گ": "ك", "ڭ": "ك",
    "ه": "ه", "ہ": "ه", "ۂ": "ه", "ە": "ه", "ۃ": "ه", "ۀ": "ه", "ھ": "ه",
    "ۆ": "و", "ۇ": "و", "ۈ": "و", "ۋ": "و", "ڕ": "ر", "ڵ": "ل", "ں": "ن", "ڤ": "ف",
}  # fmt: skip

# The signs that may also join a small word to the next one; kept until that is settled. The last
# two, the acute accent on its own and its Greek twin, would be decomposed into a space and a mark.
_JOINING = "'’´\u1ffd"

# Signs that stand for hamza, ayn or a swallowed vowel inside a word; writers drop or swap them.
_APOSTROPHES = "‘`ʼʻʽʾʿˈʹ′ʔʕ"

# Marks of scripts in which the plain letter alone is ordinary spelling. The vowel signs of South
# and South-East Asian scripts are not marks in this sense: without them words fall together.
_LEFT_OUT = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2),
    (0x05C4, 0x05C5), (0x05C7, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06DC), (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x0711, 0x0711),
    (0x0730, 0x074A), (0x08CA, 0x08E1), (0x08E3, 0x08FF), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
)  # fmt: skip

_MOST_MARKS = 30  # on one letter, as in the Stream-Safe Text Format of Annex 15
_MAYBE_MARKS = re.compile(rf"[^\w\x00-\u02ff]{{{_MOST_MARKS + 1},}}")


def few_marks(text: str) -> str:
    """Return ``text`` with at most 30 marks on one letter; no language writes more than a few.

    Putting marks in their order takes time by the square of their number, so that a text of
    nothing else would hold everybody up.
    """
    return _MAYBE_MARKS.sub(_first_marks, text)


def _first_marks(found: re.Match[str]) -> str:
    kept = []
    run = 0
    for letter in found.group():
        run = run + 1 if unicodedata.combining(letter) else 0
        if run <= _MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def _is_left_out(code: int) -> bool:
    return any(first <= code <= last for first, last in _LEFT_OUT)


def _plain(letter: str) -> str:
    """Return the plain form of one character, a space where it separates words."""
    if letter in _JOINING:
        return "'"
    kind = unicodedata.category(letter)
    if kind == "Cf" or letter in _APOSTROPHES or _is_left_out(ord(letter)):
        return ""
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    if kind[0] in "PSZC":
        return " "
    small = letter.casefold()
    return _PLAIN.get(small, small)


def plain_letter(letter: str) -> str:
    """Return what ``letter`` folds to: usually one letter, "" if it is dropped, " " if it parts.

    An apostrophe comes out as "'": whether it joins or parts depends on its neighbours.
    """
    if letter in _JOINING:
        return "'"
    seen = letter
    for _ in range(4):
        parts = unicodedata.normalize("NFKD", seen)
        folded = "".join(map(_plain, parts))
        if folded == seen:
            break
        seen = folded
    return seen


class Letters(dict[int, str]):
    """A table for `str.translate` that learns each character the first time it is met."""

    def __init__(self, codes: Iterable[int] = range(128)) -> None:
        super().__init__()
        for code in codes:
            self[code] = plain_letter(chr(code))

    def __missing__(self, code: int) -> str:
        """Return, and keep, what the character folds to."""
        folded = self[code] = plain_letter(chr(code))
        return folded


class Separators(dict[int, str]):
    """A table that turns whatever parts words into a space and all else into "x"."""

    def __init__(self, letters: Letters) -> None:
        super().__init__()
        self._letters = letters

    def __missing__(self, code: int) -> str:
        """Return, and keep, which of the two the character is."""
        folded = self._letters[code]
        folded = self[code] = " " if folded and not folded.strip() else "x"
        return folded
