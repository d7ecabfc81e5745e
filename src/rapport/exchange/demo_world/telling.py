"""What has been told so far, and how a scene is put down."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from rapport.actions import asks, channels
from rapport.actions import interactions as logs
from rapport.records.models import Actor, Circle, Colleague, Relationship


@dataclass
class World:
    """What has been told so far."""

    day: date
    colleagues: dict[str, Colleague] = field(default_factory=dict)
    circles: dict[str, Circle] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    people: dict[str, Relationship] = field(default_factory=dict)
    scenes: list[tuple[int, Callable[[], None]]] = field(default_factory=list)

    def at(self, days_ago: int) -> dict[str, Any]:
        """Return the ``now`` and ``today`` of a day some days ago."""
        today = self.day - timedelta(days=days_ago)
        return {"now": datetime(today.year, today.month, today.day, 9, tzinfo=UTC), "today": today}

    def who(self, name: str) -> Colleague:
        """Return a colleague as they are now: parts in circles are read anew."""
        return Colleague.objects.select_related("office").get(pk=self.colleagues[name].pk)


class Teller:
    """Puts scenes down: what happened, how many days ago."""

    def __init__(self, world: World) -> None:
        self.world = world

    def log(self, days_ago: int, who: str, by: str, line: str, **about: Any) -> None:
        """Tell an interaction."""

        def scene() -> None:
            at = self.world.at(days_ago)
            known = {"small_talk": True, "tone_theirs": "neutral", "tone_ours": "open", **about}
            new = logs.NewInteraction(
                theirs=[(self._key(who), "lead")], on=at["today"], line=line, **known
            )
            logs.log_interaction(by=self.world.who(by), **at, new=new)

        self.world.scenes.append((days_ago, scene))

    def do(self, days_ago: int, by: str, verb: Callable[..., Any], **about: Any) -> None:
        """Tell any other verb; ``who`` becomes its relationship."""
        who = about.pop("who")
        name = about.pop("named", "relationship")

        def scene() -> None:
            at = self.world.at(days_ago)
            verb(by=self.world.who(by), **at, **{name: self._key(who)}, **about)

        self.world.scenes.append((days_ago, scene))

    def ask(self, days_ago: int, who: str, by: str, what: str, **about: Any) -> None:
        """Tell an ask that was planned."""

        def scene() -> None:
            new = asks.NewAsk(relationship=self._key(who), what=what, **about)
            asks.plan_ask(by=self.world.who(by), **self.world.at(days_ago), new=new)

        self.world.scenes.append((days_ago, scene))

    def way(self, days_ago: int, who: str, by: str, **about: Any) -> None:
        """Tell a way to reach somebody, held by whoever noted it."""

        def scene() -> None:
            me, at = self.world.who(by), self.world.at(days_ago)
            key = self.world.people[who].counterpart_id
            channels.add_channel(by=me, now=at["now"], key=key, held_by=me.pk, **about)

        self.world.scenes.append((days_ago, scene))

    def day(self, ahead: int) -> date:
        """Return a day some days from the demo's today."""
        return self.world.day + timedelta(days=ahead)

    def _key(self, who: str) -> uuid.UUID:
        return self.world.people[who].pk
