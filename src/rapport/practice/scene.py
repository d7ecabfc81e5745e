"""A scene: what there is before a meeting, and what can be said in it, step by step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapport.rules.facts import RelationshipFacts

TODAY = date(2026, 4, 29)
"""The day of a scene: an ordinary working day, far from every feast."""

MOODS = ("hostile", "guarded", "neutral", "open")
"""How they are, from the worst; each is a tone of the product."""


@dataclass(frozen=True, slots=True)
class Line:
    """One of the lines to choose from at a step.

    ``opens`` is how open it is: 1 or 2 where it gives something, 0, -1 or -2 where it closes.
    ``does`` is what it does in the terms of the product, ``they`` how they answer. ``leads_to`` is
    the step that follows, by their mood after the line.
    """

    say: str
    opens: int
    does: tuple[str, ...]
    they: str
    leads_to: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """Where the scene stands: what happens, and what one may say."""

    key: str
    says: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """The scene on paper: a card for each of two players, and what an observer looks for."""

    you: str
    them: str
    observe: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole scene. ``before`` is what there is already, ``meeting`` what the scene becomes.

    ``after_days`` is how many days later it is judged; ``day`` is that of the scene, and ``base``
    what there is besides, as the rules are told of it (of a rehearsal, all there is). ``ends`` has
    what they took away, by their mood at the end.
    """

    name: str
    title: str
    families: tuple[str, ...]
    level: int
    who: str
    situation: str
    pressure: str
    mood: str
    before: Mapping[str, Any]
    meeting: Mapping[str, Any]
    after_days: int
    steps: tuple[Step, ...]
    ends: Mapping[str, str]
    cards: Cards
    base: RelationshipFacts | None = None
    day: date = TODAY

    def step(self, key: str) -> Step:
        """Return a step by its key; raises ``KeyError``."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def every_line(self) -> Iterator[tuple[Step, Line]]:
        """Yield every line with its step."""
        for step in self.steps:
            for line in step.lines:
                yield step, line


END = "end"
"""The name of the end, where a line leads to no further step."""


def moved(mood: str, opens: int) -> str:
    """Return their mood after a line: openness answers openness, a step for each degree of it."""
    at = MOODS.index(mood) + opens
    return MOODS[max(0, min(at, len(MOODS) - 1))]
