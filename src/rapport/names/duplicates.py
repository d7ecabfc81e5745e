"""Likely duplicates in a register: which of many names to compare at all, and what came of it.

Comparing everything with everything is out of reach, so names meet in blocks: those that share a
skeleton few names have. What thousands share (Mohamed, council) brings two names together only
beside another shared skeleton, or beside the beginning of one. Names in two scripts often share
no whole skeleton: for them a rougher one is compared, without the sounds scripts write differently.

From: blocking and prefix filtering as in Bayardo, Ma and Srikant (2007), here by rarest key.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, groupby
from typing import NamedTuple, TypeVar

from rapport.names.fold import fold
from rapport.names.match import compare
from rapport.names.parts import Name, name_of
from rapport.names.skeleton import part_forms

Key = TypeVar("Key")

_LARGEST = 32  # names in one block; a larger one is divided by a second key, or passed over
_BEGINNING = 2  # consonants of a second word that part a block too large
_COARSE = {"f": "b", "S": "s", "j": "s", "t": "s", "d": "s", "h": "k"}
_ROUGHLY = {"f": "", "j": "", "h": "", "S": "s"}
_RAREST = 4  # keys of one name by which it may meet others, beginning with the rarest


class _Entry(NamedTuple):
    folded: str
    name: Name
    keys: frozenset[str]
    beginnings: tuple[tuple[frozenset[str], frozenset[str]], ...]
    firsts: frozenset[str]
    rough: frozenset[str]


def likely_duplicates(
    names: Iterable[tuple[Key, str]], against: Iterable[tuple[Key, str]] = ()
) -> list[tuple[Key, Key, tuple[str, ...]]]:
    """Return pairs of keys whose names may be one, with the reasons of `match.likeness`.

    Pairs are within ``names``, and between ``names`` and ``against`` (which is known already and
    not compared with itself), in the order of ``names``. Equal names meet however many there are:
    each is paired with the first of them. Time grows with the number of names, not its square.
    """
    every = [*names]
    fresh = len(every)
    every += against
    entries = [_entry(text) for _, text in every]
    first_place: dict[str, int] = {}
    reasons_by_pair: dict[tuple[int, int], tuple[str, ...]] = {}
    for place in [*range(fresh, len(entries)), *range(fresh)]:
        folded = entries[place].folded
        if first_place.setdefault(folded, place) != place and folded and place < fresh:
            reasons_by_pair[_ordered(place, first_place[folded])] = ("same_words",)
    alone = [place for place in sorted(first_place.values()) if entries[place].folded]
    for left, right in _meeting(entries, alone, fresh):
        if not _share_enough(entries[left], entries[right]):
            continue
        judged = compare(entries[left].name, entries[right].name)
        if judged.probable:
            reasons_by_pair[_ordered(left, right)] = judged.reasons
    return [
        (every[left][0], every[right][0], reasons_by_pair[left, right])
        for left, right in sorted(reasons_by_pair)
    ]


def _ordered(left: int, right: int) -> tuple[int, int]:
    return (left, right) if left < right else (right, left)


def _entry(text: str) -> _Entry:
    name = name_of(text)
    by_part = [part_forms(part) for part in name.parts]
    keys = [key for each in by_part for key in each]
    keys.append("=" + "".join(each[0] for each in by_part))
    beginnings = tuple(
        (frozenset(each), frozenset(key[:_BEGINNING] for key in each)) for each in by_part
    )
    rough = frozenset(_rough(each[0]) for each in by_part)
    return _Entry(fold(text), name, frozenset(keys), beginnings, frozenset(_coarse(by_part)), rough)


def _coarse(by_part: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield what the words begin with, sounds of one place in the mouth as one."""
    return (_COARSE.get(key[0], key[0]) for each in by_part for key in each)


@lru_cache(maxsize=1 << 14)
def _rough(key: str) -> str:
    """Return a skeleton without what scripts write differently: glides, h, hissing, doubles."""
    kept = "".join(_ROUGHLY.get(sound, sound) for sound in key).replace("ts", "s")
    return "".join(sound for sound, _ in groupby(kept)) or key[:1]


def _share_enough(left: _Entry, right: _Entry) -> bool:
    """Return whether two names share skeletons, rough ones, or beginnings enough to be compared."""
    fewest = min(len(left.name.parts), len(right.name.parts))
    shared = len(left.keys & right.keys)
    if shared >= fewest or len(left.rough & right.rough) >= max(1, fewest - 1):
        return True
    begun = len(left.firsts & right.firsts)
    few = min(len(left.firsts), len(right.firsts))
    return shared >= max(1, fewest - 2) and begun >= min(few, fewest)


def _meeting(entries: list[_Entry], places: list[int], fresh: int) -> Iterator[tuple[int, int]]:
    """Yield each pair of places that meets in some block, once, one of the two fresh."""
    yielded: set[int] = set()
    size = len(entries)
    for block in _blocks(entries, places):
        for left, right in combinations(block, 2):
            if left >= fresh:
                break
            pair = left * size + right
            if pair not in yielded:
                yielded.add(pair)
                yield left, right


def _blocks(entries: list[_Entry], places: list[int]) -> Iterator[list[int]]:
    """Yield blocks of places in rising order: by a rare key, or by a common one and another."""
    shared = Counter(key for place in places for key in entries[place].keys)
    rare: dict[str, list[int]] = defaultdict(list)
    common: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in places:
        keys = [key for key in entries[place].keys if shared[key] > 1]
        keys.sort(key=lambda key: (shared[key], key))
        few = [key for key in keys if shared[key] <= _LARGEST]
        for key in few[:_RAREST]:
            rare[key].append(place)
        many = keys[len(few) :]
        for pair in combinations(many[:_RAREST], 2):
            common[pair].append(place)
        for key in many[:_RAREST]:
            for beginning in _beginnings_beside(entries[place], key):
                common[key, f"{beginning}-"].append(place)
    for blocks in (rare, common, _rough_blocks(entries, places)):
        yield from (block for block in blocks.values() if 1 < len(block) <= _LARGEST)


def _rough_blocks(entries: list[_Entry], places: list[int]) -> dict[tuple[str, ...], list[int]]:
    """Return blocks by one rough skeleton, and by two: names in two scripts meet in these."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in places:
        keys = sorted(entries[place].rough)[:_RAREST]
        for some in (*combinations(keys, 1), *combinations(keys, 2)):
            blocks[some].append(place)
    return blocks


def _beginnings_beside(entry: _Entry, key: str) -> set[str]:
    """Return how the other words of a name begin, in all forms of each."""
    return {
        beginning
        for forms, beginnings in entry.beginnings
        if key not in forms
        for beginning in beginnings
    }
