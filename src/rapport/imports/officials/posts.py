"""Which groups and posts the rows of a register are about: known ones, or new, however spelled."""

import uuid
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from rapport.imports.officials.rows import Notice, OfficialRow
from rapport.imports.officials.same_office import SOFT, Office, compare, group_office, office
from rapport.names import fold, likeness

_LARGEST = 400
"""Names of as many things are compared each with each; of more only those alike to the word."""


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """A group that is recorded already, by all its names."""

    key: uuid.UUID
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post that is recorded already."""

    key: uuid.UUID
    group: uuid.UUID
    title: str
    area: str


@dataclass(slots=True)
class Group:
    """A group a register is about: recorded under ``key``, or new."""

    name: str
    key: uuid.UUID | None = None
    spellings: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Post:
    """A post a register is about, with its rows; recorded under ``key``, or new."""

    group: Group
    title: str
    area: str
    key: uuid.UUID | None = None
    spellings: list[str] = field(default_factory=list)
    rows: list[OfficialRow] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """The posts of a register; ``maybe`` are two ways to write that a person should look at."""

    posts: list[Post]
    maybe: list[tuple[str, str]]
    notices: list[Notice]


class _Sets:
    """Items that are one, found step by step; two that are ``fixed`` never become one."""

    def __init__(self, count: int, fixed: Iterable[int] = ()) -> None:
        self._above = list(range(count))
        self._fixed = {place: place for place in fixed}
        self.refused: list[tuple[int, int]] = []

    def of(self, place: int) -> int:
        while self._above[place] != place:
            self._above[place] = self._above[self._above[place]]
            place = self._above[place]
        return place

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.of(one), self.of(other)))
        if first == second:
            return
        if first in self._fixed and second in self._fixed:
            self.refused.append((one, other))
            return
        self._above[second] = first
        if second in self._fixed:
            self._fixed[first] = self._fixed[second]

    def fixed_of(self, place: int) -> int | None:
        """Return the fixed item this one is the same as, if there is one."""
        return self._fixed.get(self.of(place))


@dataclass(frozen=True, slots=True)
class _Called:
    """One way something is called: ``tied`` names what a file says is one by its key."""

    forms: tuple[Office, ...]
    area: str = ""
    tied: Hashable = None
    alone: bool = False


def find_posts(
    rows: Sequence[OfficialRow],
    groups: Sequence[KnownGroup],
    posts: Sequence[KnownPost],
    *,
    apart: Iterable[str] = (),
    one_post: Iterable[str] = (),
) -> Found:
    """Return the posts some rows are about.

    ``apart`` are titles that are no spelling of another, ``one_post`` two that are one.
    """
    notices: list[Notice] = []
    by_group = _in_groups(rows, groups, notices)
    known: dict[uuid.UUID, list[KnownPost]] = defaultdict(list)
    for post in posts:
        known[post.group].append(post)
    chosen = _Chosen({fold(title) for title in apart}, _pairs(one_post))
    found, maybe = [], []
    for group, theirs in by_group:
        there = known[group.key] if group.key is not None else []
        some, doubtful = _posts_of(group, theirs, there, chosen)
        found += some
        maybe += doubtful
    return Found(found, maybe, notices)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What a person said of posts: which stand alone, and which two are one."""

    apart: set[str]
    one: set[frozenset[str]]


def _pairs(written: Iterable[str]) -> set[frozenset[str]]:
    return {frozenset(fold(title) for title in each.split("\n")) for each in written}


def _in_groups(
    rows: Sequence[OfficialRow], known: Sequence[KnownGroup], notices: list[Notice]
) -> list[tuple[Group, list[OfficialRow]]]:
    """Return the groups in the order of the rows, each with its rows."""
    first: dict[tuple[str, str], int] = {}
    items = [_Called(tuple(map(group_office, one.names))) for one in known]
    of_row: list[int] = []
    for row in rows:
        place = first.setdefault((row.group_key, row.group), len(items))
        if place == len(items):
            forms = (row.group, *row.group_also)
            items.append(_Called(tuple(map(group_office, forms)), tied=row.group_key or None))
        of_row.append(place)
    sets = _joined(items, range(len(known)))
    for one, other in sets.refused:
        for row, place in zip(rows, of_row, strict=True):
            if place in (one, other):
                notices.append(Notice("two_groups", row.row, row.group))
                break
    found: dict[int, tuple[Group, list[OfficialRow]]] = {}
    for row, place in zip(rows, of_row, strict=True):
        top = sets.of(place)
        if top not in found:
            fixed = sets.fixed_of(place)
            there = known[fixed] if fixed is not None else None
            name = there.names[0] if there and there.names else row.group
            found[top] = Group(name, there.key if there else None), []
        group, theirs = found[top]
        theirs.append(row)
        _add(group.spellings, row.group)
        for one_name in (row.group, *row.group_also):
            if fold(one_name) != fold(group.name):
                _add(group.also, one_name)
    return list(found.values())


def _posts_of(
    group: Group, rows: Sequence[OfficialRow], known: Sequence[KnownPost], chosen: _Chosen
) -> tuple[list[Post], list[tuple[str, str]]]:
    every_group = [group_office(name) for name in (group.name, *group.spellings)]

    def taken_apart(title: str) -> Office:
        whole = office(title)
        for each in every_group:
            if (short := whole.without(each)) is not whole:
                return short
        return whole

    items = [_Called((taken_apart(one.title),), one.area) for one in known]
    first: dict[tuple[str, str, str], int] = {}
    of_row: list[int] = []
    for row in rows:
        place = first.setdefault((row.post_key, row.post, fold(row.area)), len(items))
        if place == len(items):
            alone = fold(row.post) in chosen.apart
            tied = row.post_key or None
            items.append(_Called((taken_apart(row.post),), row.area, tied, alone))
        of_row.append(place)
    maybe: list[tuple[int, int]] = []
    sets = _joined(items, range(len(known)), maybe, chosen.one)
    found: dict[int, Post] = {}
    for row, place in zip(rows, of_row, strict=True):
        fixed = sets.fixed_of(place)
        there = known[fixed] if fixed is not None else None
        title, area = (there.title, there.area) if there else (row.post, row.area)
        post = found.setdefault(
            sets.of(place), Post(group, title, area, there.key if there else None)
        )
        post.rows.append(row)
        post.area = post.area or row.area
        _add(post.spellings, row.post)
    doubtful = []
    for one, other in maybe:
        pair = [items[place].forms[0].written for place in (one, other)]
        if sets.of(one) != sets.of(other) and {one, other} & set(of_row):
            doubtful.append((pair[0], pair[1]))
    return list(found.values()), list(dict.fromkeys(doubtful))


def _joined(
    items: Sequence[_Called],
    fixed: Iterable[int],
    maybe: list[tuple[int, int]] | None = None,
    one: set[frozenset[str]] | None = None,
) -> _Sets:
    """Return which items are one: by their key in the file, by meaning, then by look and sound."""
    sets = _Sets(len(items), fixed)
    for places in _alike(items):
        for place in places[1:]:
            sets.join(places[0], place)
    for first, second in _to_compare(items):
        if sets.of(first) == sets.of(second):
            continue
        verdict = _compared(items[first], items[second], one or set())
        if verdict == "same":
            sets.join(first, second)
        elif verdict == "maybe" and maybe is not None:
            maybe.append((first, second))
    return sets


def _alike(items: Sequence[_Called]) -> Iterator[list[int]]:
    """Yield the places of what is one by its key, or means the same in the same area."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        if item.tied is not None:
            blocks["key", item.tied].append(place)
        for form in () if item.alone else item.forms:
            if form.things or form.numbers or form.rest:
                blocks[form.key, fold(item.area)].append(place)
    yield from blocks.values()


def _to_compare(items: Sequence[_Called]) -> Iterator[tuple[int, int]]:
    blocks: dict[Hashable, dict[int, None]] = defaultdict(dict)
    for place, item in enumerate(items):
        for form in item.forms:
            blocks[form.things - SOFT, form.numbers][place] = None
    for places in blocks.values():
        if len(places) <= _LARGEST:
            yield from combinations(places, 2)


def _compared(one: _Called, other: _Called, said: set[frozenset[str]]) -> str:
    if frozenset(fold(each.forms[0].written) for each in (one, other)) in said:
        return "same"
    if one.alone or other.alone or not _same_area(one.area, other.area):
        return "other"
    verdicts = {compare(form, form_) for form in one.forms for form_ in other.forms}
    return "same" if "same" in verdicts else "maybe" if "maybe" in verdicts else "other"


def _same_area(one: str, other: str) -> bool:
    return fold(one) == fold(other) or likeness(one, other).probable


def _add(there: list[str], text: str) -> None:
    if text not in there:
        there.append(text)
