"""Showing text people wrote: hits marked in the original, and nothing hidden in it."""

import re
import unicodedata
from functools import lru_cache

from rapport.names.fold import runs, words
from rapport.names.letters import few_marks

Pieces = list[tuple[str, bool]]

# The shortest unfinished word that full-text search completes; a shorter one must be whole.
_UNFINISHED = 3
_BEFORE = 3  # a snippet shows one third of its width before the first hit

_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
# Zero-width joiners stay: Persian and Indic spelling needs them. Direction marks stay: they turn
# nothing round, and mixed notes need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)

# Scripts written together in ordinary words: Japanese and Korean with Chinese characters.
_TOGETHER = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "KATAKANA-HIRAGANA": "CJK", "HANGUL": "CJK"}


def highlight(text: str, query: str) -> Pieces:
    """Return ``text`` in pieces ``(piece, is_hit)`` that join up to it again.

    A word is a hit, whole, when it folds to a word of ``query``, or begins with the last word of
    ``query`` if that has three letters or more (it may be unfinished).
    """
    return _marked(text, _hits(text, query), 0, len(text))


def snippet(text: str, query: str, width: int = 160) -> Pieces:
    """Return the part of ``text`` around the first hit, about ``width`` characters, in pieces.

    Cut between words where it can be, with an ellipsis where something is left out.
    """
    hits = _hits(text, query)
    if len(text) <= width:
        return _marked(text, hits, 0, len(text))
    first = hits[0][0] if hits else 0
    start = max(0, min(first - width // _BEFORE, len(text) - width))
    end = start + width
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", first + 1, end)
        end = space if space > start else end
    inside = [(max(a, start), min(b, end)) for a, b in hits if a < end and b > start]
    pieces = _marked(text, inside, start, end)
    return [("…", False)] * (start > 0) + pieces + [("…", False)] * (end < len(text))


def _hits(text: str, query: str) -> list[tuple[int, int]]:
    """Return the places of the words of ``text`` that ``query`` asks for, in order."""
    asked = words(query)
    if not asked:
        return []
    whole, unfinished = set(asked), asked[-1]
    completes = len(unfinished) >= _UNFINISHED

    def meant(word: str) -> bool:
        return word in whole or (completes and word.startswith(unfinished))

    # Nearly every run is one word, so the words of the text, folded at once, tell which to look at.
    places = [place for place, word in enumerate(words(text)) if meant(word)]
    if not places:
        return []
    standing = runs(text)
    hits = [standing[place] for place in places if place < len(standing)]
    alone = [words(text[start:end]) for start, end in hits]
    if len(hits) == len(places) and all(len(one) == 1 and meant(one[0]) for one in alone):
        return hits
    return [(start, end) for start, end in standing if any(map(meant, words(text[start:end])))]


def _marked(text: str, hits: list[tuple[int, int]], start: int, end: int) -> Pieces:
    pieces: Pieces = []
    place = start
    for first, last in hits:
        pieces.append((text[place:first], False))
        pieces.append((text[first:last], True))
        place = last
    pieces.append((text[place:end], False))
    return [piece for piece in pieces if piece[0]]


def visible(text: str) -> str:
    """Return ``text`` without what cannot be seen: controls, overrides, lone surrogates.

    Letters are composed (NFC) and keep 30 marks at most; tabs stay, and every kind of line end
    becomes a line feed. Emoji, Persian half-spaces and direction marks are left as they are.
    """
    if text.isascii() and text.isprintable():
        return text  # as most cells of a register are: nothing to leave out, compose or count
    seen = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", few_marks(seen))


def has_direction_overrides(text: str) -> bool:
    """Return whether ``text`` has characters that make it read in another order than written."""
    return _DIRECTION.search(text) is not None


def mixed_scripts(name: str) -> bool:
    """Return whether one word of ``name`` has letters of two scripts, as look-alike names do.

    A name written twice, once in each script, is not mixed.
    """
    return any(len({_script(letter) for letter in word} - {""}) > 1 for word in name.split())


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """Return the script of a letter by the first word of its Unicode name, "" for no letter."""
    if not letter.isalpha():
        return ""
    script = unicodedata.name(letter, "").partition(" ")[0]
    return _TOGETHER.get(script, script)
