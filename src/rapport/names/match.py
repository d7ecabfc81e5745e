"""Whether two names may be one person's or one organisation's: a judgement with its reasons.

Each judgement is a visible list of reasons (`REASONS`), in the order in which they were found.
Nothing is merged by this: a screen shows both names with the reasons, and people decide.
"""

from itertools import pairwise
from operator import attrgetter
from typing import Literal, NamedTuple

from rapport.names import stopwords
from rapport.names.digits import is_numeral
from rapport.names.fold import fold
from rapport.names.pairing import Pair, fits_well, paired, rare_fits
from rapport.names.parts import Name, Part, name_of
from rapport.names.phonemes import is_arabic, sounds_of
from rapport.names.phonetic_distance import hear
from rapport.names.skeleton import forms

Degree = Literal["same", "likely", "unlikely"]
Level = Literal["strict", "usual", "lax"]
"""How much is taken for one.

"strict": the same words or sounds alone, in any script and order, with titles and articles left
out. "usual": also words that are nearly alike and names with a word more, as far as a colleague
looks at them gladly. "lax": also near sounds, single words and two differences at once; of these
most are two people.
"""

REASONS = {
    "same_words": "The same words, capitals, accents and forms of letters put aside.",
    "same_sounds": "Every word sounds the same.",
    "alike_sounds": "Every word sounds nearly the same.",
    "written_together": "The same when the words are written together.",
    "one_word_more": "One of the names has one word more.",
    "words_more": "One of the names has several words more.",
    "initial": "One of the names has only an initial where the other has a word.",
    "other_form": "One of the names has a form that another language gives the word.",
    "near_sounds": "One word sounds near, but may be another name, as Kasim and Kazim.",
    "rough_sounds": "One word sounds only roughly alike; a rare word beside it fits.",
    "one_letter": "One letter differs in a long word, as after a slip of the pen.",
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
    "father_and_son": "Father and son stand the other way round.",
    "two_doubts": "They differ in more than one way, and no rare word is shared.",
    "other_numbers": "They have different numbers.",
    "telling_word": "One of the names has a word that makes it another one, such as North or New.",
    "nothing_to_compare": "There is nothing to compare in one of the names.",
}

_SAME = 0.95  # words at least so alike are the same by ear
_TOGETHER = 0.85  # names written together have no word ends to help: they must be nearer
_MOST_MORE = 4  # words that one name may have more, if a rare one fits
_LAX = frozenset(["near_sounds", "two_doubts", "one_word_only"])
_REFUSED = {
    "near_sounds": "near_sounds", "rough_sounds": "other_words", "one_letter": "other_words",
}  # fmt: skip
_SPARE_LETTERS = 6  # by which two spellings of one name, written together, may differ in length


class Likeness(NamedTuple):
    """How like two names are.

    ``probable`` says whether a colleague should look at the two; ``reasons`` are codes of
    `REASONS`, for and against.
    """

    probable: bool
    degree: Degree
    reasons: tuple[str, ...]


def likeness(first: str, second: str, *, level: Level = "usual") -> Likeness:
    """Compare two names in any scripts. Symmetric; never raises; linear in the lengths.

    Whatever is probable at one `Level` is so at each laxer one.
    """
    words = fold(first)
    if words == fold(second):
        return Likeness(True, "same", ("same_words",)) if words else _unlikely("nothing_to_compare")
    return compare(name_of(first), name_of(second), level=level)


def compare(first: Name, second: Name, *, level: Level = "usual") -> Likeness:
    """Compare two names that are taken apart and not written with the same words."""
    short, long = sorted((first, second), key=lambda name: (len(name.parts), name.together))
    if not short.parts:
        return _unlikely("nothing_to_compare")
    pairs = paired(short, long)
    judged = _judged(short, long, pairs)
    if not judged.probable and _written_together(short, long):
        judged = _likely("written_together")
    if level == "lax" and not judged.probable and not _LAX.isdisjoint(judged.reasons):
        judged = Likeness(True, "likely", judged.reasons)
    if level == "strict" and judged.probable and judged.degree != "same":
        judged = Likeness(False, "unlikely", judged.reasons)
    if not judged.probable:
        return judged
    return judged._replace(reasons=(*judged.reasons, *_beside(short, long, pairs)))


def _written_together(short: Name, long: Name) -> bool:
    """Return whether two names differ only in where their words end."""
    first, second = short.together, long.together
    if len(short.parts) == len(long.parts):
        return False
    if abs(len(sounds_of(first)) - len(sounds_of(second))) > _SPARE_LETTERS:
        return False
    if set(forms(first)).isdisjoint(forms(second)):
        return False
    heard = hear(first, second)
    return heard.likely and heard.alike >= _TOGETHER


def _unlikely(reason: str) -> Likeness:
    return Likeness(False, "unlikely", (reason,))


def _likely(*reasons: str) -> Likeness:
    return Likeness(True, "likely", reasons)


def _judged(short: Name, long: Name, pairs: list[Pair]) -> Likeness:
    """Judge by the parts that found no partner, then by those that found a doubtful one."""
    left = _without(short, {pair.first for pair in pairs})
    more = _without(long, {pair.second for pair in pairs})
    if (short.numbered or long.numbered) and _numbers(left) != _numbers(more):
        return _unlikely("other_numbers")
    if _father_and_son(short, long, pairs):
        return _unlikely("father_and_son")
    if not left and not more:
        judged = _all_paired(short, long, pairs)
    elif pairs and left and _initials(left, more):
        judged = _likely("initial")
    elif left or not pairs:
        return _unlikely("other_words")
    else:
        judged = _with_more(short, long, pairs, more)
    return _doubted(judged, short, pairs, more) if judged.probable else judged


_is_child = attrgetter("child")


def _father_and_son(short: Name, long: Name, pairs: list[Pair]) -> bool:
    """Return whether a word for son or daughter parts two words that are turned in the other."""
    if not any(map(_is_child, short.parts)) and not any(map(_is_child, long.parts)):
        return False  # nearly always
    other = {pair.first: pair.second for pair in pairs}
    back = {second: first for first, second in other.items()}
    return any(
        part.child and places.get(place - 1, -1) > places.get(place, len(name.parts) + 99)
        for name, places in ((short, other), (long, back))
        for place, part in enumerate(name.parts)
    )


def _with_more(short: Name, long: Name, pairs: list[Pair], more: list[Part]) -> Likeness:
    """Judge two names of which the longer one has all words of the shorter, and ``more``."""
    if any(part.word in stopwords.TELLING for part in more):
        return _unlikely("telling_word")
    if len(pairs) == 1:
        return _unlikely("one_word_only")
    if len(more) == 1:
        return _likely("one_word_more")
    if len(more) == 2 and (len(pairs) > 2 or _ends_meet(short, long, pairs)):
        return _likely("words_more")
    if len(more) <= _MOST_MORE and _in_order(pairs) and rare_fits(short, pairs):
        return _likely("words_more")
    return _unlikely("other_words")


def _doubted(judged: Likeness, short: Name, pairs: list[Pair], more: list[Part]) -> Likeness:
    """Judge again where single words are in doubt: the other words must vouch for them."""
    doubts = [pair.doubt for pair in pairs if pair.doubt]
    vouching = sum(map(fits_well, pairs))
    rare = rare_fits(short, pairs)
    if any(pair.abd_left_out for pair in pairs) and more and not rare:
        return _unlikely("two_doubts")
    if not doubts:
        return judged
    if len(doubts) > 1:
        return _unlikely("two_doubts")
    enough = 2 if more or doubts == ["near_sounds"] else 1
    if vouching < enough or not (rare or doubts == ["one_letter"]):
        return _unlikely(_REFUSED[doubts[0]])
    return _likely(*judged.reasons, *doubts)


def _without(name: Name, places: set[int]) -> list[Part]:
    return [part for place, part in enumerate(name.parts) if place not in places]


def _numbers(parts: list[Part]) -> set[str]:
    return {part.word for part in parts if is_numeral(part.word)}


def _all_paired(short: Name, long: Name, pairs: list[Pair]) -> Likeness:
    if any(pair.abd_left_out for pair in pairs):
        return _likely("alike_sounds", "abd_left_out")
    if short.written != long.written:
        return _likely("other_form")
    if min(pair.alike for pair in pairs) >= _SAME:
        return Likeness(True, "same", ("same_sounds",))
    return _likely("alike_sounds")


def _initials(left: list[Part], more: list[Part]) -> bool:
    """Return whether the words left in two names begin alike, one of each two an initial."""
    return len(left) == len(more) and all(map(_initial, left, more))


def _initial(first: Part, second: Part) -> bool:
    """Return whether one part is the one or two letters that the other begins with."""
    short, long = sorted((first.word, second.word), key=len)
    return len(short) <= 2 < len(long) and long.startswith(short)


def _in_order(pairs: list[Pair]) -> bool:
    ordered = sorted(pairs, key=lambda pair: pair.first)
    return all(one.second < other.second for one, other in pairwise(ordered))


def _ends_meet(short: Name, long: Name, pairs: list[Pair]) -> bool:
    """Return whether the first parts are paired with each other, and the last ones."""
    places = {(pair.first, pair.second) for pair in pairs}
    return {(0, 0), (len(short.parts) - 1, len(long.parts) - 1)} <= places


def _beside(short: Name, long: Name, pairs: list[Pair]) -> list[str]:
    """Return further reasons: another script or order, and what was left out of the comparison."""
    reasons = []
    if is_arabic(short.together) != is_arabic(long.together) or (
        short.together.isascii() != long.together.isascii()
    ):
        reasons.append("other_script")
    if not _in_order(pairs):
        reasons.append("other_order")
    return [*reasons, *sorted(short.left_out | long.left_out)]
