"""How a scene about a gate is put down: what it is, whose consent it needs, what happened there."""

import uuid
from datetime import date, timedelta
from typing import Any

from rapport.actions import consents, gates
from rapport.exchange.demo_world.world import World


class TellsOfGates:
    """Puts scenes about gates down, by the short names they have in the story."""

    def __init__(self, world: World) -> None:
        self.world = world

    def gate(
        self, days_ago: int, by: str, gate: str, name: str, *, circle: str = "office", **about: Any
    ) -> None:
        """Tell what must be open, and, with ``standing``, how it stood when it was put down."""

        def scene() -> None:
            world = self.world
            told = world.told({**about, "name": name})
            where = world.circles[circle].pk
            asking = world.asking(by, days_ago)
            world.gates[gate] = gates.add_gate(asking, circle=where, **told).row

        self.world.scenes.append((days_ago, scene))

    def standing(self, days_ago: int, by: str, gate: str, standing: str, reason: str) -> None:
        """Tell how a gate stands from then on, and how we know."""

        def scene() -> None:
            asking, key = self.world.asking(by, days_ago), self.world.gates[gate].pk
            said = self.world.says(reason)
            gates.say_standing(asking, gate=key, standing=standing, reason=said)

        self.world.scenes.append((days_ago, scene))

    def incident(self, days_ago: int, by: str, gate: str, kind: str, text: str) -> None:
        """Tell what happened at a gate."""

        def scene() -> None:
            asking, key = self.world.asking(by, days_ago), self.world.gates[gate].pk
            gates.log_incident(asking, gate=key, kind=kind, text=self.world.says(text))

        self.world.scenes.append((days_ago, scene))

    def second_path(self, days_ago: int, by: str, gate: str, text: str, who: str = "") -> None:
        """Tell what could be done if a gate fails."""

        def scene() -> None:
            asking, key = self.world.asking(by, days_ago), self.world.gates[gate].pk
            through = self._key(who) if who else None
            said = self.world.says(text)
            gates.note_second_path(asking, gate=key, text=said, relationship=through)

        self.world.scenes.append((days_ago, scene))

    def helped(
        self, days_ago: int, by: str, gate: str, how: str, who: str, *, thanked: int | None = None
    ) -> None:
        """Tell who helped to open a gate that day; ``thanked`` so many days ago, if they were."""

        def scene() -> None:
            world = self.world
            help_ = gates.note_help(
                world.asking(by, days_ago),
                gate=world.gates[gate].pk, relationship=self._key(who), how=world.says(how),
            ).row  # fmt: skip
            if thanked is not None:
                gates.thank_for_help(world.asking(by, thanked), key=help_.pk)

        self.world.scenes.append((days_ago, scene))

    def group(
        self, days_ago: int, by: str, gate: str, named: str, needs: str, *, within: str = ""
    ) -> None:
        """Tell how many of some consents a gate needs."""

        def scene() -> None:
            world = self.world
            parent = world.groups[within].pk if within else None
            world.groups[named] = consents.add_group(
                world.asking(by, days_ago), gate=world.gates[gate].pk, needs=needs, parent=parent
            ).row

        self.world.scenes.append((days_ago, scene))

    def consent(
        self, days_ago: int, by: str, gate: str, *, who: str = "", actor: str = "",
        group: str = "", named: str = "", **about: Any,
    ) -> None:  # fmt: skip
        """Tell whose consent a gate needs, and, with ``state``, what they said then."""

        def scene() -> None:
            world = self.world
            world.consents[named or f"{gate} {who or actor}"] = consents.need_consent(
                world.asking(by, days_ago),
                gate=world.gates[gate].pk,
                group=world.groups[group].pk if group else None,
                relationship=self._key(who) if who else None,
                actor=world.actors[actor].pk if actor else None,
                **world.told(about),
            ).row

        self.world.scenes.append((days_ago, scene))

    def answer(self, days_ago: int, by: str, named: str, state: str, note: str) -> None:
        """Tell what somebody says to a gate from then on."""

        def scene() -> None:
            world = self.world
            asking, key = world.asking(by, days_ago), world.consents[named].pk
            consents.say_consent(asking, key=key, state=state, note=world.says(note))

        self.world.scenes.append((days_ago, scene))

    def day(self, ahead: int) -> date:
        """Return a day some days from the demo's today."""
        return self.world.day + timedelta(days=ahead)

    def _key(self, who: str) -> uuid.UUID:
        return self.world.people[who].pk
