"""Which words of two names belong together, how alike they are, and what speaks against it."""

from functools import lru_cache
from typing import NamedTuple

from rapport.names.digits import is_numeral
from rapport.names.frequent import is_common
from rapport.names.parts import Name, Part
from rapport.names.phonemes import sounds_of
from rapport.names.phonetic_distance import Heard, hear, may_be_heard
from rapport.names.skeleton import forms

WELL = 0.85
"""Words at least so alike fit well: they may vouch for a word beside them that fits less."""

_ROUGHLY = 0.45  # so alike must words of one skeleton be, to be a pair at all
_WITHOUT = 0.1  # and by so much more if they have no skeleton in common
_SLIP = 0.8  # what a slip of the pen counts
_SLIP_LETTERS = 5  # in words at least so long one letter may be wrong
_VOWELS = frozenset("aeiouyAIUW")
_HAN = ("\u3400", "\u9fff")
_HANGUL = ("\uac00", "\ud7a3")

# Han characters of names that the reform of 1956 writes otherwise; traditional first.
_SIMPLIFIED = str.maketrans(
    "習張陳劉楊黃趙吳孫馬羅鄭謝許韓馮鄧葉蕭蘇蔣賈鄒陸閻龍萬錢湯賴龔東國華偉強軍麗曉慶寶賓陽顧鍾盧魯齊衛鄔譚嚴聶紀達遠進學興義輝麥澤雲鳳關賀邵慧蘭貴榮樹業緒濤濱傑鋒鋼銳鵬",
    "习张陈刘杨黄赵吴孙马罗郑谢许韩冯邓叶萧苏蒋贾邹陆阎龙万钱汤赖龚东国华伟强军丽晓庆宝宾阳顾钟卢鲁齐卫邬谭严聂纪达远进学兴义辉麦泽云凤关贺邵慧兰贵荣树业绪涛滨杰锋钢锐鹏",
)


class Pair(NamedTuple):
    """Two parts that may be one, by their places in the two names.

    ``doubt`` is the code of what speaks against it: "" nothing, "near_sounds" they may be two
    names, "one_letter" one letter is wrong.
    """

    alike: float
    first: int
    second: int
    abd_left_out: bool
    doubt: str = ""


def paired(short: Name, long: Name) -> list[Pair]:
    """Return parts that are equal or may be one, the most alike first, each part once.

    Stops early when the names cannot be one: then not all pairs are there.
    """
    pairs: list[Pair] = []
    short_left = dict(enumerate(short.parts))
    long_left = dict(enumerate(long.parts))
    for first, part in enumerate(short.parts):
        for second, heard in long_left.items():
            if part.word == heard.word:
                pairs.append(Pair(1.0, first, second, _abd_left_out(part, heard)))
                del short_left[first], long_left[second]
                break
    candidates: list[Pair] = []
    for first, part in short_left.items():
        before = len(candidates)
        for second, heard in long_left.items():
            alike, doubt = alike_parts(part, heard)
            if alike:
                candidates.append(Pair(alike, first, second, _abd_left_out(part, heard), doubt))
        if len(candidates) == before and len(part.word) > 2:
            return pairs  # a word of the shorter name without partner settles it
    candidates.sort(
        key=lambda pair: (
            bool(pair.doubt), -pair.alike, abs(pair.first - pair.second), pair.first, pair.second,
        )
    )  # fmt: skip
    for pair in candidates:
        if pair.first in short_left and pair.second in long_left:
            pairs.append(pair)
            del short_left[pair.first], long_left[pair.second]
    return pairs


def fits_well(pair: Pair) -> bool:
    """Return whether a pair may vouch for another one."""
    return not pair.doubt and not pair.abd_left_out and pair.alike >= WELL


def rare_fits(name: Name, pairs: list[Pair]) -> bool:
    """Return whether a word fits well that few people are called by; ``name`` is the shorter."""
    return any(fits_well(pair) and not is_common(name.parts[pair.first].word) for pair in pairs)


def _abd_left_out(part: Part, heard: Part) -> bool:
    return (part.kind == "servant") != (heard.kind == "servant")


def alike_parts(part: Part, heard: Part) -> tuple[float, str]:
    """Return how alike two parts are, 0 where they are not one word, and what is in doubt."""
    if not (part.bare or heard.bare):
        return _alike_words(part.word, heard.word)
    lefts = (part.word, part.bare) if part.bare else (part.word,)
    rights = (heard.word, heard.bare) if heard.bare else (heard.word,)
    found = (_alike_words(left, right) for left in lefts for right in rights)
    return max(found, key=lambda one: (not one[1], one[0]))


@lru_cache(maxsize=1 << 16)
def _alike_words(first: str, second: str) -> tuple[float, str]:
    if is_numeral(first) or is_numeral(second):
        return float(first == second), ""
    if _drawn_alike(first, second):
        return float(first.translate(_SIMPLIFIED) == second.translate(_SIMPLIFIED)), ""
    heard = hear(first, second) if may_be_heard(first, second) else None
    if heard and heard.likely:
        return heard.alike, "near_sounds" if _two_names(first, second) else ""
    if _one_slip(first, second):
        return _SLIP, "one_letter"
    return _roughly(first, second, heard)


def _roughly(first: str, second: str, heard: Heard | None) -> tuple[float, str]:
    """Return how alike two words are that the ear alone would not take for one."""
    share = _share_skeleton(first, second)
    if not heard and share:
        heard = hear(first, second)
    if heard and heard.alike >= _ROUGHLY + (0.0 if share else _WITHOUT):
        return heard.alike, "rough_sounds"
    return 0.0, ""


def _share_skeleton(first: str, second: str) -> bool:
    return not set(forms(first)).isdisjoint(forms(second))


def _drawn_alike(first: str, second: str) -> bool:
    """Return whether both words are Han, or both Hangul: then the eye compares, not the ear."""
    if first < _HAN[0] or second < _HAN[0]:
        return False  # nearly always
    return any(
        all(lowest <= letter <= highest for letter in first + second)
        for lowest, highest in (_HAN, _HANGUL)
    )


def _two_names(first: str, second: str) -> bool:
    """Return whether two words, though near by ear, are usually two names.

    So are Kasim and Kazim, Jamal and Jamil, Ammar and Omar, Karim and Karima: what differs is
    what Latin spellings write with care.
    """
    if not (first.isascii() and second.isascii()):
        return False
    one, other = sorted((sounds_of(first), sounds_of(second)), key=len)
    if other == f"{one}a":
        return one[-1] not in _VOWELS and not one.endswith("v")  # Ivanov and Ivanova are kin
    if len(one) != len(other):
        return False
    differ = [
        (place, {a, b}) for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b
    ]
    return any(_tells_apart(one, place, pair) for place, pair in differ)


def _tells_apart(sounds: str, place: int, pair: set[str]) -> bool:
    """Return whether these two sounds at one place tell two names apart."""
    if pair == {"s", "z"}:
        return place + 1 < len(sounds)
    if place == 0:
        return pair in ({"a", "o"}, {"a", "u"})
    in_last_syllable = place > 1 and not _VOWELS & set(sounds[place + 1 :])
    return in_last_syllable and place + 1 < len(sounds) and pair in ({"a", "i"}, {"A", "I"})


def _one_slip(first: str, second: str) -> bool:
    """Return whether two long words of one script differ by one slip of the pen.

    A slip is a letter left out, put in, swapped with its neighbour or taken for another. The first
    letter stands, a vowel for a vowel is another spelling or another name, and so is a last vowel.
    """
    if first[:1] != second[:1]:
        return False  # nearly always
    short, long = sorted((first, second), key=len)
    if len(short) < _SLIP_LETTERS - 1 or len(long) < _SLIP_LETTERS or len(long) - len(short) > 1:
        return False
    same = 0
    while same < len(short) and short[same] == long[same]:
        same += 1
    if len(short) < len(long):
        last_vowel = same == len(short) and not _is_consonant(long[-1])
        return short[same:] == long[same + 1 :] and not last_vowel
    if (
        short[same + 2 :] == long[same + 2 :]
        and short[same : same + 2] == long[same : same + 2][::-1]
    ):
        return True
    if short[same + 1 :] != long[same + 1 :]:
        return False
    swapped = {short[same], long[same]}
    return all(map(_is_consonant, swapped)) and swapped not in _NEAR


_NEAR = tuple(map(set, ("sz", "kq", "dt", "td", "кг", "сз", "дт")))


def _is_consonant(letter: str) -> bool:
    return letter not in "aeiouyаеёиоуыэюяіїє"
