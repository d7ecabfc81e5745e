"""What has been told of the demo world so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from rapport.exchange.demo_world.words import in_language
from rapport.records.asking import Asking
from rapport.records.models import (
    Actor,
    Agreement,
    Ask,
    Circle,
    Colleague,
    Consent,
    ConsentGroup,
    Gate,
    Relationship,
    Term,
)


@dataclass
class World:
    """What has been told so far."""

    day: date
    language: str = "en"
    colleagues: dict[str, Colleague] = field(default_factory=dict)
    circles: dict[str, Circle] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    people: dict[str, Relationship] = field(default_factory=dict)
    asks: dict[str, Ask] = field(default_factory=dict)
    gates: dict[str, Gate] = field(default_factory=dict)
    groups: dict[str, ConsentGroup] = field(default_factory=dict)
    consents: dict[str, Consent] = field(default_factory=dict)
    agreements: dict[str, Agreement] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    scenes: list[tuple[int, Callable[[], None]]] = field(default_factory=list)

    def moment(self, days_ago: int) -> datetime:
        """Return nine in the morning of a day some days ago."""
        return datetime.combine(self.day - timedelta(days=days_ago), time(9), tzinfo=UTC)

    def asking(self, name: str, days_ago: int) -> Asking:
        """Return a colleague as who asks on a day some days ago."""
        return Asking(self.who(name), self.moment(days_ago), self.day - timedelta(days=days_ago))

    def says(self, text: str) -> str:
        """Return a text of the demo world in its language."""
        return in_language(text, self.language)

    def told(self, about: Mapping[str, Any]) -> dict[str, Any]:
        """Return values with every text of the demo world in its language."""
        return {name: self._in_words(value) for name, value in about.items()}

    def _in_words(self, value: Any) -> Any:
        # A choice is a word of the product, and a named tuple is no list of texts.
        if type(value) is str:
            return self.says(value)
        if type(value) in {list, tuple}:
            return [self._in_words(one) for one in value]
        return value

    def who(self, name: str) -> Colleague:
        """Return a colleague as they are now: parts in circles are read anew."""
        return Colleague.objects.select_related("office").get(pk=self.colleagues[name].pk)
