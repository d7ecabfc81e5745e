"""Whether two posts, or two groups, are one: by what they are called, in any of our languages.

Words of offices are compared by what they mean, so that "Gouverneur adjoint" and "نائب المحافظ" are
one post; what is left over, names of places mostly, by letters and by ear. A number, a deputy or a
direction more makes another post.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from rapport.imports.officials import office_words
from rapport.names import fold, likeness

Verdict = Literal["same", "maybe", "other"]

_ARABIC = ("\u0600", "\u06ff")
_LONGEST = 4
_SLIP_LETTERS = 5


@dataclass(frozen=True, slots=True)
class Office:
    """What a post or a group is called, taken apart.

    ``things`` are what its words mean, in any order; ``rest`` what is no word of offices.
    """

    written: str
    things: frozenset[str]
    numbers: frozenset[str]
    rest: tuple[str, ...]
    acting: bool = False
    former: bool = False

    @property
    def key(self) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
        """Return what two spellings share that differ in nothing but words of offices."""
        return self.things, self.numbers, tuple(sorted(self.rest))

    def without(self, group: "Office") -> "Office":
        """Return a post without the words of its group, unless nothing would be left.

        "Minister of Health" of the Ministry of Health is its minister.
        """
        things = self.things - group.things
        if not things:
            return self
        rest = tuple(word for word in self.rest if word not in group.rest)
        return Office(self.written, things, self.numbers, rest, self.acting, self.former)


@lru_cache(maxsize=1 << 14)
def office(text: str) -> Office:
    """Take apart what a post or a group is called."""
    written = fold(text[:400]).split()
    words = [_bare(word) for word in written]
    things: set[str] = set()
    numbers: set[str] = set()
    rest: list[str] = []
    said: set[str] = set()
    place = 0
    while place < len(words):
        length, kind, meant = _said_at(written, place) or _thing_at(words, place)
        if kind == "thing":
            things.add(meant)
        elif kind == "number":
            numbers.add(meant)
        elif kind == "rest":
            rest.append(meant)
        else:
            said.add(kind)
        place += length
    return Office(
        text,
        frozenset(things),
        frozenset(numbers),
        tuple(rest),
        acting="acting" in said,
        former="former" in said,
    )


def group_office(text: str) -> Office:
    """Take apart what a group is called: "Min. of Health" is a ministry there, and no minister."""
    found = office(text)
    things = frozenset(_BODY_OF.get(thing, thing) for thing in found.things)
    return replace(found, things=things)


def compare(one: Office, other: Office) -> Verdict:
    """Say whether two posts, or two groups, are one."""
    if one.key == other.key:
        return "same"
    if one.numbers != other.numbers:
        return "other"
    differ = one.things ^ other.things
    if differ - SOFT or not (one.things & other.things or (one.rest and other.rest)):
        return "other"
    alike = _rests(one.rest, other.rest)
    return "maybe" if differ and alike == "same" else alike if not differ else "other"


def _rests(one: tuple[str, ...], other: tuple[str, ...]) -> Verdict:
    """Say whether what is left of two names is one."""
    if sorted(one) == sorted(other):
        return "same"
    if not one or not other:
        return "other"
    first, second = " ".join(one), " ".join(other)
    if likeness(first, second).probable:
        return "same"
    if len(one) == len(other) and _slips(one, other) == 1:
        return "maybe"
    return "maybe" if likeness(first, second, level="lax").probable else "other"


def _slips(one: Collection[str], other: Collection[str]) -> int:
    """Return in how many words two names differ, 99 where one differs by more than a slip."""
    left = [word for word in one if word not in other]
    right = [word for word in other if word not in one]
    if len(left) != len(right):
        return 99
    fits = all(any(_is_slip(word, each) for each in right) for word in left)
    return len(left) if fits else 99


def says(text: str, table: tuple[str, ...]) -> bool:
    """Say whether a cell says one of the words of a table, and nothing else."""
    return fold(text) in _folded(table)


@cache
def _folded(table: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, table)) - {""}


def _bare(word: str) -> str:
    """Return an Arabic word without its article, and what is written onto it."""
    if not word or not _ARABIC[0] <= word[0] <= _ARABIC[1]:
        return word
    for before, least in (("وال", 6), ("بال", 6), ("لل", 5), ("ال", 4)):
        if word.startswith(before) and len(word) >= least:
            return word[len(before) :]
    return word


def _said_at(written: list[str], place: int) -> tuple[int, str, str] | None:
    """Return what says from a place on that somebody stands in, or has left, as it is written."""
    for length in range(min(_LONGEST, len(written) - place), 0, -1):
        kind = _said().get(" ".join(written[place : place + length]))
        if kind is not None:
            return length, kind, kind
    return None


@cache
def _said() -> dict[str, str]:
    tables = (("acting", office_words.ACTING), ("former", office_words.FORMER))
    return {fold(way): kind for kind, table in tables for way in table if fold(way)}


def _thing_at(words: list[str], place: int) -> tuple[int, str, str]:
    """Return how many words from a place on are one thing, of what kind it is, and which."""
    for length in range(min(_LONGEST, len(words) - place), 0, -1):
        said = " ".join(words[place : place + length])
        found = _table().get(said) or _table().get(said.removesuffix("s"))
        if found is not None:
            return length, *found
    word = words[place]
    if word.isdecimal():
        return 1, "number", word.lstrip("0") or "0"
    meant = _meant(word)
    return (1, "thing", meant) if meant else (1, "rest", word)


@lru_cache(maxsize=1 << 13)
def _meant(word: str) -> str:
    """Return what a word means that differs from one word of offices alone by a slip."""
    if len(word) < _SLIP_LETTERS:
        return ""
    near = [(len(way), meant) for way, meant in _by_beginning().get(word[0], ())
            if _is_slip(word, way)]  # fmt: skip
    # A letter is left out more often than put in.
    return max(near)[1] if near else ""


@cache
def _table() -> dict[str, tuple[str, str]]:
    """Return what every way to say something of an office is: its kind, and the thing."""
    found: dict[str, tuple[str, str]] = {}
    tables = (("thing", office_words.things()), ("number", office_words.numbers()))
    for kind, lines in tables:
        for number, ways in enumerate(lines, start=1):
            meant = ways[0] if kind == "thing" else str(number)
            for way in ways:
                found.setdefault(_ready(way), (kind, meant))
    for way in office_words.SMALL:
        found.setdefault(_ready(way), ("small", ""))
    found.pop("", None)
    return found


@cache
def _by_beginning() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for way, (kind, meant) in _table().items():
        if kind == "thing" and " " not in way and len(way) >= _SLIP_LETTERS:
            found.setdefault(way[0], []).append((way, meant))
    return found


def _ready(way: str) -> str:
    return " ".join(map(_bare, fold(way).split()))


def _is_slip(one: str, other: str) -> bool:
    """Say whether two long words differ by one slip of the pen behind their first letter."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SLIP_LETTERS or len(long) - len(short) > 1 or short[0] != long[0]:
        return False
    same = 0
    while same < len(short) and short[same] == long[same]:
        same += 1
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    if short[same + 1 :] == long[same + 1 :]:
        return True
    return short[same : same + 2] == long[same : same + 2][::-1] and (
        short[same + 2 :] == long[same + 2 :]
    )


_BODY_OF = {"minister": "ministry", "governor": "governorate", "mayor": "municipality"}
SOFT = frozenset({"general", "director", "head", "manager", "department", "directorate", "office",
                   "service", "services"})  # fmt: skip
"""What may be said or left out of one post: a colleague is asked about it."""
