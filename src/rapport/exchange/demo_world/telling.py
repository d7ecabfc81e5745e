"""What has been told so far, and how a scene is put down."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from rapport.actions import asks, channels
from rapport.actions import interactions as logs
from rapport.records.asking import Asking
from rapport.records.models import Actor, Ask, Circle, Colleague, Relationship


@dataclass
class World:
    """What has been told so far."""

    day: date
    colleagues: dict[str, Colleague] = field(default_factory=dict)
    circles: dict[str, Circle] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    people: dict[str, Relationship] = field(default_factory=dict)
    asks: dict[str, Ask] = field(default_factory=dict)
    scenes: list[tuple[int, Callable[[], None]]] = field(default_factory=list)

    def moment(self, days_ago: int) -> datetime:
        """Return nine in the morning of a day some days ago."""
        return datetime.combine(self.day - timedelta(days=days_ago), time(9), tzinfo=UTC)

    def asking(self, name: str, days_ago: int) -> Asking:
        """Return a colleague as who asks on a day some days ago."""
        return Asking(self.who(name), self.moment(days_ago), self.day - timedelta(days=days_ago))

    def who(self, name: str) -> Colleague:
        """Return a colleague as they are now: parts in circles are read anew."""
        return Colleague.objects.select_related("office").get(pk=self.colleagues[name].pk)


class Teller:
    """Puts scenes down: what happened, how many days ago."""

    def __init__(self, world: World) -> None:
        self.world = world

    def log(
        self,
        days_ago: int,
        who: str,
        by: str,
        line: str,
        asked_for: dict[str, str] | None = None,
        **about: Any,
    ) -> None:
        """Tell an interaction, and what became of the planned asks that it settles."""

        def scene() -> None:
            asking = self.world.asking(by, days_ago)
            settled = (asked_for or {}).items()
            about["asked_for"] = [
                logs.AskedFor(self.world.asks[named].pk, outcome) for named, outcome in settled
            ]
            known = {"small_talk": True, "tone_theirs": "neutral", "tone_ours": "open", **about}
            theirs = [(self._key(who), "lead")]
            logs.log_interaction(asking, theirs=theirs, on=asking.day, line=line, **known)

        self.world.scenes.append((days_ago, scene))

    def do(self, days_ago: int, by: str, verb: Callable[..., Any], /, **about: Any) -> None:
        """Tell any other verb; ``who`` becomes its relationship."""
        who = about.pop("who")
        name = about.pop("named", "relationship")

        def scene() -> None:
            verb(self.world.asking(by, days_ago), **{name: self._key(who)}, **about)

        self.world.scenes.append((days_ago, scene))

    def ask(
        self, days_ago: int, who: str, by: str, what: str, named: str = "", **about: Any
    ) -> None:
        """Tell an ask that was planned; a log may settle it by its name."""

        def scene() -> None:
            asking = self.world.asking(by, days_ago)
            planned = asks.plan_ask(asking, relationship=self._key(who), what=what, **about)
            self.world.asks[named or what] = planned.row

        self.world.scenes.append((days_ago, scene))

    def way(self, days_ago: int, who: str, by: str, **about: Any) -> None:
        """Tell a way to reach somebody, held by whoever noted it."""

        def scene() -> None:
            asking = self.world.asking(by, days_ago)
            key = self.world.people[who].counterpart.pk
            channels.add_channel(asking, key=key, held_by=asking.me.pk, **about)

        self.world.scenes.append((days_ago, scene))

    def day(self, ahead: int) -> date:
        """Return a day some days from the demo's today."""
        return self.world.day + timedelta(days=ahead)

    def _key(self, who: str) -> uuid.UUID:
        return self.world.people[who].pk
