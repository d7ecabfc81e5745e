"""Consonant skeletons: what stays of a name when scripts and spellings are put aside.

Vowels are written in many ways or not at all, consonants rarely. A skeleton keeps the consonants,
with those that scripts confuse made one. It finds and blocks; `match` judges.
"""

from functools import lru_cache
from itertools import product
from typing import NamedTuple

from rapport.names import stopwords
from rapport.names.fold import fold, words
from rapport.names.parts import LONGEST, Part, name_of
from rapport.names.phonemes import sounds_of, spelled_out

LONGEST_KEY = 32
_MOST_FORMS = 4
SERVANT = "bd"  # Abd, with any article

# The sign each sound has in a skeleton. Where hands differ too much for one, both: the first is
# the likelier. Vowels, ayn and what may be either vowel or consonant leave no trace.
_SIGN = {
    "b": "b", "p": "b", "f": "f", "v": "f", "m": "m", "n": "n", "l": "l", "r": "r", "t": "t",
    "d": "d", "T": "ts", "D": "ds", "s": "s", "z": "s", "S": "S", "C": "S", "Z": "j", "j": "jk",
    "k": "k", "q": "k", "g": "k", "G": "k", "x": "hk", "h": "h",
}  # fmt: skip
_WEAK_AT_THE_END = "hHyYwW"


class NameKeys(NamedTuple):
    """What finds a name.

    ``words`` are all its folded words; ``each_skeleton`` the skeleton of each ("" for titles,
    articles and small words); ``skeletons`` all that is worth keeping in an index.
    """

    words: tuple[str, ...]
    each_skeleton: tuple[str, ...]
    skeletons: tuple[str, ...]


class Asked(NamedTuple):
    """One word of a question: met by a word that begins so, or by any of these skeletons."""

    word: str
    skeletons: tuple[str, ...]


def name_keys(name: str) -> NameKeys:
    """Return what an index keeps of a name in any script. Keys have at most 32 characters."""
    folded = tuple(words(name))
    spoken = _spoken(name, folded)
    each = tuple(
        "" if small else skeleton(word) for word, small in zip(spoken, _small(folded), strict=True)
    )
    kept = dict.fromkeys(
        key for word, key in zip(spoken, each, strict=True) if key for key in forms(word)
    )
    for part in name_of(name).parts:
        kept |= dict.fromkeys(part_forms(part))
        for half in part.halves:
            kept |= dict.fromkeys(forms(half))
    return NameKeys(folded, each, tuple(kept))


def asked_keys(text: str) -> tuple[Asked, ...]:
    """Return what a question for a name asks: a name must meet every word.

    Titles, articles and particles are not asked for, unless nothing else is.
    """
    folded = tuple(words(text))
    asked = zip(folded, _spoken(text, folded), _small(folded), strict=True)
    return tuple(Asked(word, _asked_forms(spoken)) for word, spoken, small in asked if not small)


def skeletons(name: str) -> tuple[str, ...]:
    """Return the skeletons of a name, for blocking and blind indexes.

    Never empty for a name that has a letter or a digit.
    """
    return name_keys(name).skeletons


def skeleton(word: str) -> str:
    """Return the likeliest skeleton of one folded word."""
    return _asked_forms(word)[0]


def _spoken(name: str, folded: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``folded`` with audible marks spelled out first, one word for each word."""
    if name.isascii():
        return folded  # no letter has a mark
    spoken = tuple(fold(spelled_out(name)).split())
    return spoken if len(spoken) == len(folded) else folded


_SAYS_NOTHING = (
    stopwords.ARTICLES | stopwords.SONS | stopwords.SMALL | stopwords.LEGAL_FORMS
)  # fmt: skip


def _small(folded: tuple[str, ...]) -> list[bool]:
    """Return for each word whether it says nothing about who is meant.

    If that is every word, titles count ("the Governor"); if it still is, every word counts.
    """
    small = [
        word in _SAYS_NOTHING
        or (word in stopwords.SUN_ARTICLES and folded[place + 1 : place + 2] != ())
        for place, word in enumerate(folded)
    ]
    untitled = [
        is_small or word in stopwords.TITLES for is_small, word in zip(small, folded, strict=True)
    ]
    for answer in (untitled, small):
        if not all(answer):
            return answer
    return [False] * len(folded)


@lru_cache(maxsize=1 << 14)
def _asked_forms(word: str) -> tuple[str, ...]:
    """Return the skeletons of a word that may be a whole compound written together."""
    parts = name_of(word).parts if len(word) <= LONGEST else ()
    return part_forms(parts[0]) if len(parts) == 1 else forms(word)


@lru_cache(maxsize=1 << 14)
def part_forms(part: Part) -> tuple[str, ...]:
    """Return the skeletons of one part of a name, the likeliest first; at least one."""
    if part.kind == "servant":
        return tuple(f"{SERVANT}{form}"[:LONGEST_KEY] for form in forms(part.word))
    if part.bare:
        return tuple(dict.fromkeys((*forms(part.bare), *forms(part.word))))
    return forms(part.word)


@lru_cache(maxsize=1 << 15)
def forms(word: str) -> tuple[str, ...]:
    """Return the skeletons of one word, the likeliest first, four at most; at least one."""
    if word in stopwords.SERVANTS:
        return (SERVANT,)
    sounds = sounds_of(word)
    signs = [_SIGN[sound] for sound in sounds.rstrip(_WEAK_AT_THE_END) if sound in _SIGN]
    if not signs:
        return (_without_consonants(word, sounds),)
    skeletons_of_word = []
    for form in product(*signs):
        skeletons_of_word.append("".join(form)[:LONGEST_KEY])
        if len(skeletons_of_word) == _MOST_FORMS:
            break
    return tuple(dict.fromkeys(skeletons_of_word))


def _without_consonants(word: str, sounds: str) -> str:
    """Return the skeleton of a word with no consonants: Aya, Iyo; or of digits and rare letters."""
    return "a" if any(sound.isalpha() for sound in sounds) else word[:LONGEST_KEY]
