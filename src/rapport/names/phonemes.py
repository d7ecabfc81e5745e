"""Sounds: a folded word of any script, written in one small alphabet that scripts share.

One sign is one sound. Letters that writers of another script cannot tell apart keep a sign of
their own here (`q`, `x`, `D`); how near two signs are is the business of `hearing`.

    b p f v w m n l r h y    as in English          T D   th as in thin, th as in this
    t d s z k g              as in English          S C   sh, ch        Z j   zh, j
    q   deep k (qaf)                                x G   kh, gh
    W Y   Arabic waw, yeh: consonant or vowel       H   final heh or ta marbuta
    a e i o u   vowels       A I U   vowels written long                ~   ayn

From: the romanisation tables of ALA-LC and BGN/PCGN for Arabic, Persian, Russian, Kazakh and
Tajik, read backwards; Latin spelling as English, French, German and Turkish hands write names.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from rapport.names.letters import few_marks

LONGEST = 48  # letters of a word that are listened to; longer words are no names

# Letters after "|" must follow, and are read next; "$" is the end of the word.
_LATIN = {
    "dsch": "j", "tsch": "C", "tch": "C", "sch": "S", "sh": "S", "sz": "S", "ch": "C", "cz": "C",
    "zh": "Z", "dzh": "j", "dj": "j", "dz": "z", "kh": "x", "gh": "G", "th": "T", "dh": "D",
    "ph": "f", "ck": "k", "tz": "ts", "wh": "w", "rh": "r", "bh": "b", "gn": "n", "qu": "ku",
    "sc|e": "s", "sc|i": "s", "sc|y": "s", "c|e": "s", "c|i": "s", "c|y": "s", "c": "k", "x": "ks",
    "gu|e": "g", "gu|i": "g", "aa": "A", "ee": "I", "ii": "I", "iy": "I", "oo": "U", "ou": "U",
    "uu": "U", "ei": "eI", "ey": "eI", "ai": "aI", "ay": "aI", "y": "i", "ine$": "in",
    **{f"{before}|y{vowel}": before for before in "ae" for vowel in "aeiou"},
    **{f"y|{vowel}": "y" for vowel in "aeiou"},
}  # fmt: skip
_CYRILLIC = {
    "дж": "j", "дз": "z", "кс": "ks", "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d",
    "е": "e", "є": "e", "ж": "Z", "з": "z", "и": "i", "і": "i", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "w", "ф": "f",
    "х": "x", "ц": "ts", "ч": "C", "ш": "S", "щ": "S", "ъ": "", "ы": "i", "ь": "", "э": "e",
    "ю": "yu", "я": "ya", "ј": "y", "љ": "l", "њ": "n", "ћ": "C", "ђ": "j", "џ": "j", "ѕ": "z",
    "қ": "q", "ғ": "G", "ң": "n", "ө": "o", "ү": "u", "ұ": "u", "һ": "h", "ә": "a", "ҳ": "h",
    "ҷ": "j", "ҙ": "D", "ҫ": "T", "ҡ": "q",
}  # fmt: skip
_ARABIC = {
    "تش": "C", "دج": "j", "ا": "A", "ب": "b", "پ": "p", "ت": "t", "ٹ": "t", "ث": "T", "ج": "j",
    "چ": "C", "ح": "h", "خ": "x", "د": "d", "ڈ": "d", "ذ": "D", "ر": "r", "ڑ": "r", "ز": "z",
    "ژ": "Z", "س": "s", "ش": "S", "ص": "s", "ض": "d", "ط": "t", "ظ": "D", "ع": "~", "غ": "G",
    "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه$": "H", "ه": "h", "و": "W",
    "ي": "Y",
}  # fmt: skip

# Letters whose mark is heard; the rest lose theirs in folding.
_SPELLED_OUT = str.maketrans({
    "š": "sh", "ş": "sh", "ș": "sh", "ś": "sh", "č": "ch", "ć": "ch", "ç": "ch", "ž": "zh",
    "ż": "zh", "ź": "z", "ğ": "gh", "ā": "aa", "ī": "ee", "ū": "oo", "ñ": "n", "æ": "e", "å": "o",
    "ḫ": "kh", "ẖ": "kh", "ḵ": "kh", "ġ": "gh", "ṯ": "th", "ḏ": "dh",
    "ў": "в",
})  # fmt: skip

# What pinyin means by letters that other Latin spellings read otherwise.
_PINYIN = str.maketrans({"x": "sh", "q": "ch"})

_DOUBLED = re.compile(r"([bpfvwmnlrhytdTDszSCZjkgxGq])\1+")


def spelled_out(text: str) -> str:
    """Return ``text`` with heard marks written as letters, still to be folded."""
    return unicodedata.normalize("NFC", few_marks(text)).lower().translate(_SPELLED_OUT)


class _Spelling:
    """How one script is read: which letters give which sounds, the longest group first."""

    def __init__(self, table: dict[str, str]) -> None:
        self._rules = {
            letters.replace("|", ""): (sound, len(letters.partition("|")[0]))
            for letters, sound in table.items()
        }
        self._sizes = range(max(map(len, self._rules)), 0, -1)

    def read(self, word: str) -> str:
        """Return the sounds of ``word``; a letter without a rule stands for itself."""
        word += "$"
        made = []
        place, end = 0, len(word) - 1
        while place < end:
            for size in self._sizes:
                rule = self._rules.get(word[place : place + size])
                if rule:
                    made.append(rule[0])
                    place += rule[1]
                    break
            else:
                made.append(word[place])
                place += 1
        return "".join(made)


_READ_LATIN = _Spelling(_LATIN).read
_READ_CYRILLIC = _Spelling(_CYRILLIC).read
_READ_ARABIC = _Spelling(_ARABIC).read


def is_arabic(word: str) -> bool:
    """Return whether a folded word is in Arabic letters, which leave short vowels out."""
    return "\u0620" <= word[:1] <= "\u08ff"


def loud_sounds(word: str) -> str:
    """Return the sounds of a folded word, doubled consonants still double."""
    word = word[:LONGEST]
    if word.isascii():
        return _READ_LATIN(word)
    if is_arabic(word):
        return _spoken(_READ_ARABIC(word))
    if "\u0400" <= word[0] <= "\u052f":
        return _spoken(_READ_CYRILLIC(word))
    spoken = _spoken(anyascii(word).lower())
    return _READ_LATIN(spoken.translate(_PINYIN) if _is_han(word) else spoken)


def _is_han(word: str) -> bool:
    """Return whether a word is in Han characters, which come out as pinyin."""
    return "\u3400" <= word[:1] <= "\u9fff"


def _spoken(sounds: str) -> str:
    """Return ``sounds`` without letters no table knows; what is left of mixed scripts is read."""
    if sounds.isascii():
        return sounds
    return "".join(sound if sound.isascii() else anyascii(sound).lower() for sound in sounds)


@lru_cache(maxsize=1 << 15)
def sounds_of(word: str) -> str:
    """Return the sounds of a folded word."""
    return single(loud_sounds(word))


def single(sounds: str) -> str:
    """Return ``sounds`` with each doubled consonant once."""
    return _DOUBLED.sub(r"\1", sounds)
