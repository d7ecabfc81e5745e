"""Whether two names may be one person's or one organisation's: a judgement with its reasons.

Each judgement is a visible list of reasons (`REASONS`), in the order in which they were found.
Nothing is merged by this: a screen shows both names with the reasons, and people decide.
"""

from itertools import pairwise
from typing import Literal, NamedTuple

from rapport.names import stopwords
from rapport.names.fold import fold
from rapport.names.parts import Name, Part, name_of
from rapport.names.phonemes import is_arabic
from rapport.names.phonetic_distance import hear, may_be_heard
from rapport.names.skeleton import forms

Degree = Literal["same", "likely", "unlikely"]

REASONS = {
    "same_words": "The same words, capitals, accents and forms of letters put aside.",
    "same_sounds": "Every word sounds the same.",
    "alike_sounds": "Every word sounds nearly the same.",
    "written_together": "The same when the words are written together.",
    "one_word_more": "One of the names has one word more.",
    "words_more": "One of the names has two words more.",
    "initial": "One of the names has only an initial where the other has a word.",
    "abd_left_out": "One of the names has Abd before a word, the other has not.",
    "other_script": "They are written in different scripts.",
    "other_order": "The words stand in another order.",
    "title_left_out": "Titles were not compared.",
    "article_left_out": "Articles were not compared.",
    "particle_left_out": "Words for son or daughter were not compared.",
    "small_word_left_out": "Small words were not compared.",
    "legal_form_left_out": "Legal forms were not compared.",
    "initials_left_out": "Initials in brackets were not compared.",
    "other_words": "They have different words.",
    "one_word_only": "One of the names is a single word, which is too little to tell.",
    "other_numbers": "They have different numbers.",
    "telling_word": "One of the names has a word that makes it another one, such as North or New.",
    "nothing_to_compare": "There is nothing to compare in one of the names.",
}

_SAME = 0.95  # words at least so alike are the same by ear
_TOGETHER = 0.85  # names written together have no word ends to help: they must be nearer
_SPARE_LETTERS = 6  # by which two spellings of one name, written together, may differ in length


class Likeness(NamedTuple):
    """How like two names are.

    ``probable`` says whether a colleague should look at the two; ``reasons`` are codes of
    `REASONS`, for and against.
    """

    probable: bool
    degree: Degree
    reasons: tuple[str, ...]


class _Pair(NamedTuple):
    """Two parts that sound like one, by their places in the two names."""

    alike: float
    first: int
    second: int
    abd_left_out: bool


def likeness(first: str, second: str) -> Likeness:
    """Compare two names in any scripts. Symmetric; never raises; linear in the lengths."""
    words = fold(first)
    if words == fold(second):
        return Likeness(True, "same", ("same_words",)) if words else _unlikely("nothing_to_compare")
    return compare(name_of(first), name_of(second))


def compare(first: Name, second: Name) -> Likeness:
    """Compare two names that are taken apart and not written with the same words."""
    short, long = sorted((first, second), key=lambda name: (len(name.parts), name.together))
    if not short.parts:
        return _unlikely("nothing_to_compare")
    pairs = _paired(short, long)
    judged = _judged(short, long, pairs)
    if not judged.probable and _written_together(short, long):
        judged = Likeness(True, "likely", ("written_together",))
    if not judged.probable:
        return judged
    return judged._replace(reasons=(*judged.reasons, *_beside(short, long, pairs)))


def _written_together(short: Name, long: Name) -> bool:
    """Return whether two names differ only in where their words end."""
    first, second = short.together, long.together
    if len(short.parts) == len(long.parts) or abs(len(first) - len(second)) > _SPARE_LETTERS:
        return False
    if set(forms(first)).isdisjoint(forms(second)):
        return False
    heard = hear(first, second)
    return heard.likely and heard.alike >= _TOGETHER


def _unlikely(reason: str) -> Likeness:
    return Likeness(False, "unlikely", (reason,))


def _judged(short: Name, long: Name, pairs: list[_Pair]) -> Likeness:
    """Judge by the parts that found no partner."""
    left = _without(short, {pair.first for pair in pairs})
    more = _without(long, {pair.second for pair in pairs})
    if _numbers(left) != _numbers(more):
        return _unlikely("other_numbers")
    if not left and not more:
        return _all_paired(pairs)
    if pairs and len(left) == len(more) == 1 and _initial(left[0], more[0]):
        return Likeness(True, "likely", ("initial",))
    if left or not pairs:
        return _unlikely("other_words")
    return _with_more(short, long, pairs, more)


def _with_more(short: Name, long: Name, pairs: list[_Pair], more: list[Part]) -> Likeness:
    """Judge two names of which the longer one has all words of the shorter, and ``more``."""
    if any(part.word in stopwords.TELLING for part in more):
        return _unlikely("telling_word")
    if len(pairs) == 1:
        return _unlikely("one_word_only")
    if len(more) == 1:
        return Likeness(True, "likely", ("one_word_more",))
    if len(more) == 2 and (len(pairs) > 2 or _ends_meet(short, long, pairs)):
        return Likeness(True, "likely", ("words_more",))
    return _unlikely("other_words")


def _without(name: Name, places: set[int]) -> list[Part]:
    return [part for place, part in enumerate(name.parts) if place not in places]


def _numbers(parts: list[Part]) -> set[str]:
    return {part.word for part in parts if part.word.isdigit()}


def _all_paired(pairs: list[_Pair]) -> Likeness:
    if any(pair.abd_left_out for pair in pairs):
        return Likeness(True, "likely", ("alike_sounds", "abd_left_out"))
    if min(pair.alike for pair in pairs) >= _SAME:
        return Likeness(True, "same", ("same_sounds",))
    return Likeness(True, "likely", ("alike_sounds",))


def _initial(first: Part, second: Part) -> bool:
    """Return whether one part is a letter the other begins with."""
    short, long = sorted((first.word, second.word), key=len)
    return len(short) == 1 < len(long) and long.startswith(short)


def _ends_meet(short: Name, long: Name, pairs: list[_Pair]) -> bool:
    """Return whether the first parts are paired with each other, and the last ones."""
    places = {(pair.first, pair.second) for pair in pairs}
    return {(0, 0), (len(short.parts) - 1, len(long.parts) - 1)} <= places


def _beside(short: Name, long: Name, pairs: list[_Pair]) -> list[str]:
    """Return further reasons: another script or order, and what was left out of the comparison."""
    reasons = []
    if is_arabic(short.together) != is_arabic(long.together) or (
        short.together.isascii() != long.together.isascii()
    ):
        reasons.append("other_script")
    in_order = sorted(pairs, key=lambda pair: pair.first)
    if any(a.second > b.second for a, b in pairwise(in_order)):
        reasons.append("other_order")
    return [*reasons, *sorted(short.left_out | long.left_out)]


def _paired(short: Name, long: Name) -> list[_Pair]:
    """Return parts that are equal or sound like one, the most alike first, each part once.

    Stops early when the names cannot be one: then not all pairs are there.
    """
    pairs: list[_Pair] = []
    short_left = dict(enumerate(short.parts))
    long_left = dict(enumerate(long.parts))
    for first, part in enumerate(short.parts):
        for second, heard in long_left.items():
            if part.word == heard.word:
                pairs.append(_Pair(1.0, first, second, _abd_left_out(part, heard)))
                del short_left[first], long_left[second]
                break
    candidates: list[_Pair] = []
    for first, part in short_left.items():
        before = len(candidates)
        for second, heard in long_left.items():
            if alike := _alike(part, heard):
                candidates.append(_Pair(alike, first, second, _abd_left_out(part, heard)))
        if len(candidates) == before and len(part.word) > 1:
            return pairs  # a word of the shorter name without partner settles it
    candidates.sort(
        key=lambda pair: (-pair.alike, abs(pair.first - pair.second), pair.first, pair.second)
    )
    for pair in candidates:
        if pair.first in short_left and pair.second in long_left:
            pairs.append(pair)
            del short_left[pair.first], long_left[pair.second]
    return pairs


def _abd_left_out(part: Part, heard: Part) -> bool:
    return (part.kind == "servant") != (heard.kind == "servant")


def _alike(part: Part, heard: Part) -> float:
    """Return how alike two parts sound, 0 where they are not one word."""
    if not (part.bare or heard.bare):
        return _heard(part.word, heard.word)
    lefts = (part.word, part.bare) if part.bare else (part.word,)
    rights = (heard.word, heard.bare) if heard.bare else (heard.word,)
    return max(_heard(left, right) for left in lefts for right in rights)


def _heard(first: str, second: str) -> float:
    if not may_be_heard(first, second) or first.isdigit() or second.isdigit():
        return 0.0
    heard = hear(first, second)
    return heard.alike if heard.likely else 0.0
