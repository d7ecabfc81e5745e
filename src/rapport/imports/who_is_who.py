"""Under which alias each name of a register comes in: who is met again, and who is somebody else.

Two rows of one name are one person, unless their groups say otherwise: "Ahmad Ali" of the police
and "Ahmad Ali" of a health office are asked about, and stay two until somebody says they are one.
A given name alone ("Ahmad") is never joined by itself to somebody known from before.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from rapport.imports.known import name_key
from rapport.imports.mapping import RegisterMap
from rapport.names import fold

_CONTACT = "Contact "
_LONGEST_ALIAS = 120
_FEW_WORDS = 2
"""A name of no more words is shared by many; one of more words hardly ever is."""


class KnownPerson(NamedTuple):
    """Somebody recorded before: what we call them, and their group."""

    alias: str
    group: str = ""


class Said(NamedTuple):
    """What a row says beside a name: the day and the words, to know the row again."""

    actor: str = ""
    title: str = ""
    place: str = ""
    on: date | None = None
    line: str = ""


@dataclass
class Double:
    """A name that may be two people's.

    ``groups`` are those it came with; ``known`` is the alias of somebody recorded before. ``two``
    is what is done about it.
    """

    name: str
    groups: list[str]
    known: str = ""
    two: bool = True


@dataclass
class _Met:
    """Somebody a name stands for: the alias, the group, and whether they were known before."""

    alias: str
    group: str
    known: bool = False

    def is_of(self, group: str) -> bool:
        """Say whether they are of this group, which is named."""
        return fold(self.group) == fold(group)


@dataclass
class Known:
    """Who is recorded in the circle already, as names and aliases; ``is_recorded`` knows a row.

    ``is_recorded(alias, day, words)`` says whether that person has such a contact.
    """

    aliases: Collection[str] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    by_name: Mapping[str, list[KnownPerson]] = field(default_factory=dict)
    is_recorded: Callable[[str, date, str], bool] = lambda _alias, _on, _line: False


class WhoIsWho:
    """Gives each name of a register its alias; ``doubles`` are names to be asked about.

    ``by_alias``: the names are aliases themselves. Otherwise they are real names, and whoever is
    new is called by a number, or by post and place.
    """

    def __init__(self, mapping: RegisterMap, known: Known, *, by_alias: bool) -> None:
        self.doubles: dict[str, Double] = {}
        self._known = known
        self._by_alias = by_alias
        self._shown = mapping.names_shown
        self._by_post = mapping.called_by == "post"
        self._same = {fold(name): kept for name, kept in mapping.same.items()}
        self._one = {fold(name) for name, kept in mapping.same.items() if fold(name) == fold(kept)}
        self._different = {fold(name) for name in mapping.different}
        self._taken = {name_key(alias) for alias in known.aliases}
        self._seen: dict[tuple[str, str], str] = {}
        self._met: dict[str, list[_Met]] = {}
        self._last = _last_number(known.aliases)
        self._numbers = defaultdict[str, int](lambda: 1)

    def alias_of(self, name: str, said: Said) -> str:
        """Return what somebody is called here, the same person always the same."""
        seen = self._seen.get((name, said.actor))
        if seen is None:
            seen = self._seen[name, said.actor] = self._alias(name, said)
        return seen

    def _alias(self, name: str, said: Said) -> str:
        name = self._known_as(name)
        if not self._by_alias and name in self._known.aliases:
            return name
        key = name_key(name)
        met = self._met.get(key)
        if met is None:
            met = self._met[key] = self._recorded(name, key)
        person = self._fitting(met, name, key, said) if met else None
        if person is None:
            person = _Met(self._new_alias(name, said, told_apart=bool(met)), said.actor)
            met.append(person)
        person.group = person.group or said.actor
        return person.alias

    def _known_as(self, name: str) -> str:
        """Return what somebody is called who was said to be one with another, and so on."""
        for _ in range(len(self._same)):
            other = self._same.get(fold(name))
            if other is None or fold(other) == fold(name):
                break
            name = other
        return name

    def _recorded(self, name: str, key: str) -> list[_Met]:
        """Return those recorded before whom this name stands for."""
        if self._by_alias:
            if key not in self._taken:
                return []
            return [_Met(name, self._known.groups.get(key, ""), known=True)]
        return [_Met(*person, known=True) for person in self._known.by_name.get(key, ())]

    def _fitting(self, met: list[_Met], name: str, key: str, said: Said) -> _Met | None:
        """Return who of those met it is; None where it is somebody else."""
        group = said.actor
        same = next((person for person in met if group and person.is_of(group)), None)
        if same is not None:
            return same
        first = met[0]
        if not self._by_alias and first.known and self._is_bare(name):
            return self._asked_if_known(met, name, key, said)
        if self._by_alias and group:
            apart = self._told_apart_alias(name, group)
            if name_key(apart) in self._taken:
                return _Met(apart, group)
        free = next((person for person in met if not group or not person.group), None)
        if free is not None and key not in self._different:
            return free
        return None if self._are_two(met, name, key, group) else first

    def _asked_if_known(self, met: list[_Met], name: str, key: str, said: Said) -> _Met | None:
        """Join a given name alone to somebody known only if the row is theirs already, or said."""
        first = met[0]
        if said.on is not None and self._known.is_recorded(first.alias, said.on, said.line):
            first.known = False
            return first
        says_nothing = said.on is None and not said.line
        two = key not in self._one and (key in self._different or not says_nothing)
        self.doubles[key] = Double(name, [said.actor] if said.actor else [], first.alias, two)
        if not two:
            return first
        met.remove(first)
        return None

    def _are_two(self, met: list[_Met], name: str, key: str, group: str) -> bool:
        """Say whether another group makes another person; and that this is to be asked."""
        if key in self._different:
            two = True
        elif key in self._one or (self._by_alias and not self._shown):
            two = False
        else:
            words = set(fold(group).split())
            apart = all(words.isdisjoint(fold(person.group).split()) for person in met)
            two = apart and len(key.split()) <= _FEW_WORDS
        double = self.doubles.setdefault(key, Double(name, [], two=two))
        double.two = two
        double.groups += [
            each
            for each in (*(person.group for person in met), group)
            if each and each not in double.groups
        ]
        return two

    @staticmethod
    def _is_bare(name: str) -> bool:
        return len(fold(name).split()) < _FEW_WORDS

    def _new_alias(self, name: str, said: Said, *, told_apart: bool) -> str:
        if self._by_alias:
            alias = self._told_apart_alias(name, said.actor) if told_apart else name
            self._taken.add(name_key(alias))
            return alias
        by_post = ", ".join(filter(None, (said.title, said.place or said.actor)))
        if self._by_post and said.title:
            return self._free(by_post[: _LONGEST_ALIAS - 5])
        self._last += 1
        return f"{_CONTACT}{self._last}"

    @staticmethod
    def _told_apart_alias(name: str, actor: str) -> str:
        return f"{name} ({actor})"[:_LONGEST_ALIAS] if actor else name

    def _free(self, alias: str) -> str:
        """Return an alias nobody has, with a number behind it where somebody has it."""
        key, free = name_key(alias), alias
        while name_key(free) in self._taken:
            # Hundreds may hold one post: each goes on counting where the last one stopped.
            self._numbers[key] += 1
            free = f"{alias} {self._numbers[key]}"
        self._taken.add(name_key(free))
        return free


def _last_number(aliases: Iterable[str]) -> int:
    contacts = (alias for alias in aliases if alias.startswith(_CONTACT))
    numbers = (alias.removeprefix(_CONTACT) for alias in contacts)
    return max((int(number) for number in numbers if number.isdecimal()), default=0)
