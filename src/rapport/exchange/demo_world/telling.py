"""How a scene is put down."""

from collections.abc import Callable, Mapping
from typing import Any

from rapport.actions import asks, channels, meetings
from rapport.actions import interactions as logs
from rapport.exchange.demo_world.telling_agreements import TellsOfAgreements
from rapport.exchange.demo_world.world import World

__all__ = ["Teller", "World"]


_SOON = {"phone": "hour", "message": "hour", "letter": "longer"}
"""How soon somebody is reached; by whom they know, or at their door, within a day."""


class Teller(TellsOfAgreements):
    """Puts scenes down: what happened, how many days ago."""

    def log(
        self,
        days_ago: int,
        who: str,
        by: str,
        line: str,
        asked_for: dict[str, str] | None = None,
        *,
        beside: str = "",
        **about: Any,
    ) -> None:
        """Tell an interaction, who was there ``beside`` them, and what became of planned asks."""

        def scene() -> None:
            asking = self.world.asking(by, days_ago)
            settled = (asked_for or {}).items()
            about["asked_for"] = [
                logs.AskedFor(self.world.asks[named].pk, outcome) for named, outcome in settled
            ]
            known = {"small_talk": True, "tone_theirs": "neutral", "tone_ours": "open", **about}
            known = self.world.told({**known, "line": line})
            theirs = [(self._key(who), "lead"), *([(self._key(beside),)] if beside else [])]
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
        self,
        days_ago: int,
        who: str,
        by: str,
        what: str,
        *,
        named: str = "",
        gate: str = "",
        **about: Any,
    ) -> None:
        """Tell an ask that was planned; a log may settle it by its name."""

        def scene() -> None:
            asking = self.world.asking(by, days_ago)
            told = self.world.told({**about, "what": what})
            if gate:
                told["gate"] = self.world.gates[gate].pk
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
        """Tell a way to reach somebody that worked that day, held by whoever noted it."""

        def scene() -> None:
            asking = self.world.asking(by, days_ago)
            key = self.world.people[who].person.pk
            told = {"within": _SOON.get(about["channel"], "day"), **self.world.told(about)}
            worked = None if about["safety"] == "unsafe" else asking.day
            channels.add_channel(asking, key=key, held_by=asking.me.pk, verified_on=worked, **told)

        self.world.scenes.append((days_ago, scene))
