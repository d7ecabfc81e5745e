"""Hearing: how far two words are from each other by ear, in whatever scripts they are written.

The distance is the cheapest way to turn the sounds of one word into those of the other, each step
at the price of how often hands and scripts differ there: q for k costs next to nothing, b for m is
another name. Arabic leaves short vowels out, so they weigh little beside it, and much between two
words that both write them: that is what keeps Hassan and Hussein apart.

From: weighted edit distance (Wagner and Fischer 1974). The prices were set by hand and their
scales chosen on Arabic and Russian name pairs of NETransliteration (Merhav and Ash 2018, CC0);
`bench/names.py` measures on that collection.
"""

from functools import lru_cache
from typing import NamedTuple

from rapport.names.phonemes import LONGEST, is_arabic, sounds_of

_VOWELS = frozenset("aeiouAIU")
_STRANGE = 1.2  # two sounds nobody takes for each other

# What it costs to leave a sound out; a consonant that is not listed costs 1.
_LEFT_OUT = {
    "a": 0.25, "e": 0.22, "i": 0.25, "o": 0.25, "u": 0.25, "A": 0.3, "I": 0.4, "U": 0.4,
    "~": 0.1, "H": 0.2, "h": 0.5, "y": 0.4, "w": 0.7, "W": 0.5, "Y": 0.5,
}  # fmt: skip

# Which sounds are taken for which, and what that costs.
_TAKEN_FOR = {
    0.0: "Ww Yy",
    0.05: "WU WO Wu Wo YI Yi HA Ha ~a ~A qk Ii Uu Aa",
    0.1: "Ye He hH Ae yi wu TD ei oa xh Ao",
    0.15: "vw ae ou yI wU",
    0.2: "Wv bp Tt Dd Dz vf Gg qg ya tH Ts",
    0.3: "xk sz SC jg jZ jC kg kx GZ ao au iu eo eu aI aU eI oU uA eA iA Ya",
    0.4: "Zz ZS jy sS td ai hx Gh gh yZ jS qG xG Cs",
    0.5: "Ck kC Gq jz jx nm sT fW fw fp gj vb jd",
    0.7: "lr jh dr tT ks",
}


class _Ear(NamedTuple):
    """How one pair of scripts is heard: prices, and from where on two words may be one."""

    left_out: dict[str, float]
    left_out_beside: dict[str, float]
    taken: dict[str, float]
    edge: float
    likely: float


def _confusion_prices(vowels: float) -> dict[str, float]:
    """Return the price of each pair of sounds, those of two vowels times ``vowels``."""
    prices: dict[str, float] = {}
    for cost, pairs in reversed(_TAKEN_FOR.items()):
        for pair in pairs.split():
            left, right = pair[0], pair[1]
            price = cost * vowels if {left, right} <= _VOWELS else cost
            prices[left + right] = prices[right + left] = round(price, 4)
    return prices


def _scaled(sounds: str, scale: float) -> dict[str, float]:
    return _LEFT_OUT | {sound: round(_LEFT_OUT[sound] * scale, 4) for sound in sounds}


_BOTH_WRITE_VOWELS = _Ear(
    _scaled("aeiouAIU", 2.5),
    _scaled("aeiouAIU", 2.5),
    _confusion_prices(2.5),
    edge=0.95,
    likely=0.67,
)
_BOTH_ARABIC = _Ear(
    _scaled("WY", 2.2) | {"A": 0.5},
    _scaled("WY", 2.2) | {"A": 0.5},
    _confusion_prices(2.0),
    edge=0.45,
    likely=0.74,
)
_ONE_ARABIC = _Ear(
    _scaled("AWY", 1.6),
    _LEFT_OUT | dict.fromkeys("aeiou", 0.15) | dict.fromkeys("IU", 0.55),
    _confusion_prices(2.0),
    edge=0.6,
    likely=0.74,
)


# Consonants that are rarely anything else, by groups of those that are confused; the rest (h, w,
# y, kh, j, th) may be written in so many ways, or not at all, that they rule nothing out.
_GROUPS = ("bpfvwW", "m", "n", "l", "r", "tdTD", "szSCTDjZ", "kgqGxCjh")
_FIRM = frozenset("bpfvmnlrtdszkgqG")


@lru_cache(maxsize=1 << 15)
def _consonants(word: str) -> tuple[int, int]:
    """Return the groups a word surely has and those it may have, as bits."""
    sure = possible = 0
    for sound in sounds_of(word):
        for place, group in enumerate(_GROUPS):
            if sound in group:
                possible |= 1 << place
                if sound in _FIRM:
                    sure |= 1 << place
    return sure, possible


def may_be_heard(left: str, right: str) -> bool:
    """Return whether it is worth hearing two words: quick, and false only for strange ones."""
    sure, possible = _consonants(left)
    other_sure, other_possible = _consonants(right)
    return (sure & ~other_possible).bit_count() + (other_sure & ~possible).bit_count() < 2


class Heard(NamedTuple):
    """How alike two words sound, 0 not at all to 1 the same, and whether that may be one name."""

    alike: float
    likely: bool


_NOT_HEARD = Heard(0.0, False)


@lru_cache(maxsize=1 << 16)
def hear(left: str, right: str) -> Heard:
    """Compare two words by ear; both as `sounds.spelled_out` and folded. Symmetric.

    Words longer than `sounds.LONGEST` are one only if they are equal.
    """
    if left == right:
        return Heard(1.0, True)
    if not (0 < len(left) <= LONGEST and 0 < len(right) <= LONGEST):
        return _NOT_HEARD
    # Always in one order, an Arabic word first: sums of prices depend on theirs in the last digit.
    left, right = sorted((left, right), key=lambda word: (not is_arabic(word), word))
    first, second = sounds_of(left), sounds_of(right)
    if not first or not second:
        return _NOT_HEARD
    if first == second:
        return Heard(1.0, True)
    if not is_arabic(left):
        ear = _BOTH_WRITE_VOWELS
    else:
        ear = _BOTH_ARABIC if is_arabic(right) else _ONE_ARABIC
    weight = sum(_LEFT_OUT.get(sound, 1.0) for sound in first + second)
    alike = max(0.0, 1.0 - 2.0 * _distance(first, second, ear) / weight)
    return Heard(alike, alike >= ear.likely)


def _costs(sounds: str, prices: dict[str, float], edge: float) -> list[float]:
    """Return what leaving each sound out costs; a last vowel, which may mark gender, more."""
    costs = [prices.get(sound, 1.0) for sound in sounds]
    if sounds[-1] in "aeiouAIUYWH":
        costs[-1] = max(costs[-1], edge)
    return costs


def _distance(left: str, right: str, ear: _Ear) -> float:
    """Return the least cost of turning the sounds ``one`` into ``other``."""
    costs = _costs(right, ear.left_out_beside, ear.edge)
    row = [0.0]
    for cost in costs:
        row.append(row[-1] + cost)
    price = ear.taken.get
    for sound, cost in zip(left, _costs(left, ear.left_out, ear.edge), strict=True):
        corner, last = row[0], row[0] + cost
        row[0] = last
        for place, heard in enumerate(right, 1):
            best = corner if sound == heard else corner + price(sound + heard, _STRANGE)
            corner = row[place]
            # Written out: here is where comparing spends its time, and `min` doubles it.
            left_out, put_in = corner + cost, last + costs[place - 1]
            if left_out < best:  # noqa: PLR1730
                best = left_out
            if put_in < best:  # noqa: PLR1730
                best = put_in
            row[place] = last = best
    return row[-1]
