"""What has been told so far, and how a scene is put down."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from rapport.actions import asks, channels, meetings
from rapport.actions import interactions as logs
from rapport.exchange.demo_world.words import in_language
from rapport.records.asking import Asking
from rapport.records.models import Actor, Ask, Circle, Colleague, Relationship


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
        if isinstance(value, str):
            return self.says(value)
        return [self._in_words(one) for one in value] if isinstance(value, list) else value

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
            known = self.world.told({**known, "line": line})
            theirs = [(self._key(who), "lead")]
            logs.log_interaction(asking, theirs=theirs, on=asking.day, **known)

        self.world.scenes.append((days_ago, scene))

    def do(self, days_ago: int, by: str, verb: Callable[..., Any], /, **about: Any) -> None:
        """Tell any other verb; ``who`` becomes its relationship."""
        who = about.pop("who")
        name = about.pop("named", "relationship")

        def scene() -> None:
            verb(
                self.world.asking(by, days_ago), **{name: self._key(who)}, **self.world.told(about)
            )

        self.world.scenes.append((days_ago, scene))

    def ask(
        self, days_ago: int, who: str, by: str, what: str, named: str = "", **about: Any
    ) -> None:
        """Tell an ask that was planned; a log may settle it by its name."""

        def scene() -> None:
            asking = self.world.asking(by, days_ago)
            told = self.world.told({**about, "what": what})
            self.world.asks[named or what] = asks.plan_ask(
                asking, relationship=self._key(who), **told
            ).row

        self.world.scenes.append((days_ago, scene))

    def plan(self, days_ago: int, who: str, by: str, ours: Mapping[str, str], **about: Any) -> None:
        """Tell a meeting that is planned, and who of us is to go as what."""

        def scene() -> None:
            team = [(self.world.colleagues[name].pk, part) for name, part in ours.items()]
            meetings.plan_meeting(
                self.world.asking(by, days_ago),
                theirs=[(self._key(who),)],
                ours=team,
                **self.world.told(about),
            )

        self.world.scenes.append((days_ago, scene))

    def way(self, days_ago: int, who: str, by: str, **about: Any) -> None:
        """Tell a way to reach somebody, held by whoever noted it."""

        def scene() -> None:
            asking = self.world.asking(by, days_ago)
            key = self.world.people[who].counterpart.pk
            channels.add_channel(asking, key=key, held_by=asking.me.pk, **self.world.told(about))

        self.world.scenes.append((days_ago, scene))

    def day(self, ahead: int) -> date:
        """Return a day some days from the demo's today."""
        return self.world.day + timedelta(days=ahead)

    def _key(self, who: str) -> uuid.UUID:
        return self.world.people[who].pk
