"""Folding: the one form in which words are searched and compared, in any script.

The same function folds what is kept in an index and what is typed into a search box, so that
spelling habits (capitals, accents, vowel signs, hamza, tatweel, Persian or Arabic keyboard,
digits) never stand between a colleague and a note.
"""

import re
import unicodedata

from rapport.names.letters import Letters, Separators, few_marks

_LETTERS = Letters()
_ASCII = {code: _LETTERS[code] for code in range(128)}
_SEPARATORS = Separators(_LETTERS)
_RUN = re.compile("x+")
_ACUTE = {ord(sign): "'" for sign in "´\u1ffd"}

# French and Italian join small words to the next one: l'accord, d'Abidjan, qu'elle. A name like
# D'Souza or N'Djamena keeps its letter, because a consonant follows or the letter is another.
_ELISION = re.compile(r"'(?=[aeiouyh])(?:(?<=\b[ldjs]')|(?<=\bqu'))")


def fold(text: str) -> str:
    """Return ``text`` as searched: plain small letters and ASCII digits, one space between words.

    Folding twice changes nothing, and composed and decomposed spellings fold alike. Lone
    surrogates and unassigned characters part words; nothing raises. Linear in the length.
    """
    plain = fold_letters(text)
    if "'" in plain:
        plain = _ELISION.sub(" ", plain).replace("'", "")
    return " ".join(plain.split())


def fold_letters(text: str) -> str:
    """Return ``text`` with every letter folded, its spaces and apostrophes as they stand.

    Of as many words as was written: ``traitor's`` stays ``traitor's``, where `fold` joins it to
    ``traitors``. Every sign that parts words is a space; an apostrophe is ``'``.
    """
    if text.isascii():
        return text.translate(_ASCII)
    parted = unicodedata.normalize("NFKD", few_marks(text.translate(_ACUTE)))
    return unicodedata.normalize("NFC", few_marks(parted.translate(_LETTERS)))


def words(text: str) -> list[str]:
    """Return the folded words of ``text``, in their order, repeats kept."""
    return fold(text).split()


def search_text(text: str) -> str:
    """Return what a full-text index keeps of ``text``: a question is folded the same way."""
    return fold(text)


def runs(text: str) -> list[tuple[int, int]]:
    """Return where the words of ``text`` stand, as ``(start, end)`` places in the original.

    Folding a run alone gives the words it gives within the text.
    """
    marked = text.translate(_SEPARATORS)
    return [found.span() for found in _RUN.finditer(marked)]
