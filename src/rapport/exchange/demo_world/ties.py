"""How people and groups of the demo world stand to each other, as far as the team was told."""

from typing import Any

from rapport.actions.ties import End, end_tie, note_tie
from rapport.exchange.demo_world.telling import Teller
from rapport.exchange.demo_world.world import World
from rapport.records.models import Tie


def ties(tell: Teller) -> None:
    """Tell who Abu Nour answers to, who lets us in, whose opinion matters to the Governor."""
    world = tell.world
    tie_told(
        world, 118, "idris", "nour", "answers_to", "front",
        known_from="told_us", confidence="high", strength=3,
    )  # fmt: skip
    tie_told(
        world, 100, "idris", "musa", "doorkeeper_of", "nour",
        known_from="seen", confidence="high",
        note="After the midday prayer.",
    )  # fmt: skip
    tie_told(
        world, 60, "mira", "elders", "audience_of", "governor",
        known_from="third_party", note="He does nothing in spring that they have not heard of.",
    )  # fmt: skip
    tie_told(world, 90, "idris", "karim", "trusts", "musa", known_from="told_us", strength=3)
    tie_told(world, 90, "idris", "karim", "speaks_for", "elders", known_from="seen")
    tie_told(
        world, 90, "mira", "permits", "answers_to", "governor",
        known_from="third_party", confidence="low", verified_on=tell.day(-210),
    )  # fmt: skip
    tie_told(
        world, 79, "mira", "clerk", "answers_to", "permits",
        known_from="told_us", since=tell.day(-500), ended=30,
    )  # fmt: skip


def tie_told(  # noqa: PLR0917 - read as a sentence: who, how, to whom
    world: World,
    days_ago: int,
    by: str,
    one: str,
    kind: str,
    other: str,
    *,
    ended: int = 0,
    **about: Any,
) -> None:
    """Tell how somebody stands to somebody else, and, with ``ended``, when that was over."""
    noted: list[Tie] = []

    def note() -> None:
        told = world.told(about)
        asking, first, second = world.asking(by, days_ago), _end(world, one), _end(world, other)
        noted.append(note_tie(asking, one=first, kind=kind, other=second, **told).row)

    def end() -> None:
        end_tie(world.asking(by, ended), key=noted[0].pk)

    world.scenes.append((days_ago, note))
    if ended:
        world.scenes.append((ended, end))


def _end(world: World, name: str) -> End:
    if name in world.actors:
        return End(actor=world.actors[name].pk)
    return End(relationship=world.people[name].pk)
