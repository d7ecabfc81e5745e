"""The shapes of what a scene's file may hold, and what is said of a value that does not fit.

A fault is one plain sentence with its place before it and the next step in it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Protocol

LONGEST = 3000
"""So many characters a text may have: more is no line of a meeting."""


class Shape(Protocol):
    """What a value must be. ``faults`` says what is wrong with one that is called ``name``."""

    def faults(self, name: str, value: Any) -> Iterator[str]:
        """Yield what is wrong with a value, each with its name."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text somebody reads."""

    def faults(self, name: str, value: Any) -> Iterator[str]:
        """Yield what is wrong with a text."""
        if not isinstance(value, str):
            yield f"{name} must be a text between two straight quotes; {shown(value)} is not."
        elif not value.strip():
            yield f"{name} is empty; write what belongs there."
        elif len(value) > LONGEST:
            yield f"{name} has {len(value)} characters; shorten it to {LONGEST} or fewer."


@dataclass(frozen=True, slots=True)
class Name:
    """A name by which lines speak of a thing: one word."""

    def faults(self, name: str, value: Any) -> Iterator[str]:
        """Yield what is wrong with a name."""
        if not isinstance(value, str) or value.split() != [value] or len(value) > 60:
            yield f'{name} must be one word between two straight quotes: {name} = "gate".'


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed list."""

    of: tuple[str, ...]

    def faults(self, name: str, value: Any) -> Iterator[str]:
        """Yield what is wrong with a choice."""
        if value in self.of:
            return
        known, end = ", ".join(self.of), meant(value, self.of)
        yield f"{name} must be one of: {known}; {shown(value)} is not{end}"


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number."""

    least: int
    most: int

    def faults(self, name: str, value: Any) -> Iterator[str]:
        """Yield what is wrong with a number."""
        if type(value) is not int or not self.least <= value <= self.most:
            yield (
                f"{name} must be a whole number from {self.least} to {self.most}, without quotes;"
                f" {shown(value)} is not."
            )


@dataclass(frozen=True, slots=True)
class YesNo:
    """True or false."""

    def faults(self, name: str, value: Any) -> Iterator[str]:
        """Yield what is wrong with a yes or no."""
        if type(value) is not bool:
            yield f"{name} must be true or false, without quotes; {shown(value)} is neither."


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one shape; of tables each is called by what ``called`` makes of it."""

    one: Shape
    least: int = 0
    most: int = 50
    wanted: str = ""
    called: Callable[[int, Mapping[str, Any]], str] | None = None

    def faults(self, name: str, value: Any) -> Iterator[str]:
        """Yield what is wrong with a list."""
        if not isinstance(value, list):
            yield f"{name} is a list: write {self._written(name, value)}."
            return
        if not self.least <= len(value) <= self.most:
            yield self.wanted or f"{name} has {len(value)} entries; {self.most} are the most."
        for number, one in enumerate(value[: self.most], 1):
            if isinstance(one, dict) and self.called is not None:
                called = self.called(number, one)
            else:
                called = f"{name} {number}" if isinstance(self.one, Table) else f"each in {name}"
            yield from self.one.faults(called, one)

    def _written(self, name: str, value: Any) -> str:
        if isinstance(self.one, Table):
            heading = "[[step.line]]" if name == "line" else f"[[{name}]]"
            return f"{name} = [{{…}}]" if self.called is None else f"{heading} above each"
        return f'["{value}"]' if isinstance(value, str) and len(value) < 60 else f"{name} = […]"


@dataclass(frozen=True, slots=True)
class OneOf:
    """A value of one of two shapes: a table, or what else it may be."""

    table: Shape
    other: Shape

    def faults(self, name: str, value: Any) -> Iterator[str]:
        """Yield what is wrong with a value that may be a table."""
        yield from (self.table if isinstance(value, dict) else self.other).faults(name, value)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values in a list, as ``[5, "kept"]``."""

    first: Shape
    second: Shape

    def faults(self, name: str, value: Any) -> Iterator[str]:
        """Yield what is wrong with a pair."""
        if not isinstance(value, list) or len(value) != 2:
            yield f'{name} must be pairs of days ago and how it was kept: {name} = [[5, "kept"]].'
            return
        yield from self.first.faults(name, value[0])
        yield from self.second.faults(name, value[1])


@dataclass(frozen=True, slots=True)
class Key:
    """What may stand under a name; ``adds`` says what to add where it must and does not."""

    shape: Shape
    adds: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Values under names. ``place`` comes before what is wrong in it; it says where one is.

    ``elsewhere`` are names that belong to another table, with where.
    """

    keys: Mapping[str, Key]
    place: str = "{}: "
    elsewhere: Mapping[str, str] | None = None
    written: str = "a table"

    def faults(self, name: str, value: Any) -> Iterator[str]:
        """Yield what is wrong with a table: unknown names, then missing ones, then values."""
        if not isinstance(value, dict):
            yield f"{name} is {self.written}."
            return
        place = self.place.format(name)
        yield from (f"{place}{fault}" for fault in self._inside(value, at_top=not place))

    def _inside(self, value: Mapping[str, Any], *, at_top: bool) -> Iterator[str]:
        missing = [key for key, one in self.keys.items() if one.adds and key not in value]
        it = "It" if at_top else "it"
        for word in value:
            if word in self.keys:
                continue
            hint = closest(word, missing)
            if hint is not None:
                missing.remove(hint)
            yield f"{shown(word)} is not known here{self._hint(word, hint, value)}"
        yield from (f"{it} has no {key}; add {self.keys[key].adds}." for key in missing)
        for key, one in self.keys.items():
            if key in value:
                yield from one.shape.faults(key, value[key])

    def _hint(self, word: str, missing: str | None, value: Mapping[str, Any]) -> str:
        if missing is None and self.elsewhere and word in self.elsewhere:
            return f"; it belongs {self.elsewhere[word]}."
        absent = self.keys.keys() - value.keys()
        hint = missing or closest(word, absent) or closest(word, self.keys)
        if hint:
            return f"; did you mean {hint!r}?"
        return f". Take it out; known are: {', '.join(self.keys)}."


def closest(word: Any, known: Iterable[str]) -> str | None:
    """Return the name that was probably meant, if one is near."""
    near = get_close_matches(str(word)[:60].lower(), sorted(known), n=1, cutoff=0.5)
    return near[0] if near else None


def meant(word: Any, known: Iterable[str]) -> str:
    """Return the end of a sentence, which asks whether something near was meant if it is."""
    near = closest(word, known) if isinstance(word, str) else None
    return f"; did you mean {near!r}?" if near else "."


def shown(value: Any) -> str:
    """Return a value as it is quoted in a sentence, cut short."""
    if isinstance(value, bool):
        return str(value).lower()
    said = repr(value)
    return said if len(said) <= 60 else f"{said[:57]}…"
