"""Which signs are digits, in any script, and which only look like numbers to a program.

A digit is what Unicode calls a decimal one: ``5``, ``٥``, ``۵``, ``५``. Numerals of another kind
(``፭``, ``²``, ``③``, ``Ⅴ``, ``五``) are part of no number here: what has them is asked about, and
not guessed.
"""

import unicodedata
from functools import lru_cache


def in_plain_digits(text: str) -> str:
    """Return a text with its digits as ``0`` to ``9``, whatever script they are of."""
    return text if text.isascii() else "".join(map(_plain, text))


def has_other_numerals(text: str) -> bool:
    """Say whether a text has a numeral that is no digit: of Ethiopia, raised, in a circle."""
    return not text.isascii() and any(map(is_other_numeral, text))


@lru_cache(maxsize=4096)
def is_other_numeral(letter: str) -> bool:
    """Say whether one sign stands for a number, or hides a digit, and is no digit."""
    if letter.isascii() or letter.isdecimal():
        return False
    parts = unicodedata.normalize("NFKC", letter)
    return letter.isnumeric() or any(part.isdecimal() for part in parts)


def is_numeral(word: str) -> bool:
    """Say whether a word is made of signs for numbers alone, digits or not."""
    if word.isascii():
        return word.isdecimal()
    return all(unicodedata.category(letter)[0] == "N" for letter in word)


def _plain(letter: str) -> str:
    digit = unicodedata.decimal(letter, None)
    return letter if digit is None else str(digit)
