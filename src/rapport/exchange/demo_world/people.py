"""Whom the team deals with: groups, counterparts, and how far trust has come with each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rapport.actions import people, relationships
from rapport.exchange.demo_world.telling import Teller, World
from rapport.records.models import Acceptance, Actor, ActorKind, Sensitivity
from rapport.records.recording import change_set

_INFLUENCE = {
    "brigade": 4,
    "front": 4,
    "governorate": 3,
    "women": 1,
    "marches": 3,
    "elders": 2,
}
"""How much weight each group has, from 0 to 4, as the office saw it when it named them."""


def tell_actors(world: World) -> None:
    """Name the groups."""
    rows = (
        ("brigade", "4th Brigade", ActorKind.STATE_SECURITY, "office", Acceptance.TOLERANT),
        ("front", "Hazim Front", ActorKind.ARMED_GROUP, "hazim", Acceptance.TOLERANT),
        (
            "governorate",
            "Governorate of Orsend",
            ActorKind.STATE_CIVIL,
            "office",
            Acceptance.ACCEPTING,
        ),
        (
            "women",
            "Women's Relief Committee of Orsend",
            ActorKind.COMMUNITY,
            "office",
            Acceptance.SUPPORTIVE,
        ),
        (
            "marches",
            "Governorate of the East Marches",
            ActorKind.STATE_CIVIL,
            "office",
            Acceptance.TOLERANT,
        ),
        ("elders", "Elders of Kar Dovi", ActorKind.COMMUNITY, "office", Acceptance.SUPPORTIVE),
    )
    with change_set("add_actors", world.asking("mira", 399)) as changes:
        for key, name, kind, circle, acceptance in rows:
            about: dict[str, Any] = {
                "names": [world.says(name)],
                "kind": kind,
                "acceptance": acceptance,
                "influence": [[world.asking("mira", 399).day.isoformat(), _INFLUENCE[key]]],
            }
            world.actors[key] = changes.add(Actor, world.circles[circle], **about)


@dataclass(frozen=True)
class Someone:
    """A counterpart of the demo world, told in one line."""

    key: str
    alias: str
    by: str
    known: int
    circle: str = "office"
    actor: str = ""
    names: tuple[tuple[str, str], ...] = ()
    address: str = ""
    backup: str = ""
    reason: str = "proactive"
    sensitivity: int = Sensitivity.RESTRICTED
    documentation: str = ""
    languages: tuple[str, ...] = ()


_PEOPLE = (
    Someone(
        "samer",
        "The Colonel at Kar Dovi",
        "idris",
        20,
        actor="brigade",
        names=(("Latn", "Samer Wadran"), ("Arab", "سامر وادران")),
        address="Sayyid al-Aqid; stands to greet",
        documentation="oral",
    ),
    Someone(
        "hanan",
        "Dr Hanan",
        "yusra",
        6,
        circle="hazim",
        actor="front",
        reason="crisis",
        sensitivity=Sensitivity.CONFIDENTIAL,
    ),
    Someone(
        "nour",
        "Abu Nour",
        "idris",
        210,
        circle="hazim",
        actor="front",
        address="Abu Nour",
        documentation="none",
        sensitivity=Sensitivity.CONFIDENTIAL,
    ),
    Someone(
        "permits",
        "Permits desk",
        "idris",
        160,
        actor="governorate",
        backup="ines",
        documentation="signed",
    ),
    Someone("clerk", "Clerk with the green pen", "mira", 80, actor="governorate", backup="ines"),
    Someone("women", "Sitt Maryam", "yusra", 300, actor="women", backup="ines"),
    Someone(
        "musa",
        "Haji Musa",
        "idris",
        240,
        actor="elders",
        names=(("Latn", "Musa Qarri"), ("Arab", "موسى قاري")),
        address="Haji",
    ),
    Someone("karim", "Ustad Karim", "idris", 150, actor="elders", address="Ustad"),
    Someone("governor", "The Governor", "mira", 95, actor="governorate", backup="yusra"),
    Someone("liaison", "UN liaison", "mira", 320),
    Someone("cousin", "The baker's cousin", "idris", 27),
    Someone(
        "terzan",
        "Governor of the Marches",
        "mira",
        4,
        actor="marches",
        names=(("Latn", "Ilyas Terzan"), ("Arab", "إلياس ترزان")),
        backup="idris",
        languages=("ar",),
    ),
)


def tell_people(world: World) -> None:
    """Put down when each counterpart became known."""
    for someone in _PEOPLE:
        world.scenes.append((someone.known, _adding(world, someone)))


def _adding(world: World, someone: Someone) -> Callable[[], None]:
    def scene() -> None:
        asking = world.asking(someone.by, someone.known)
        world.people[someone.key] = people.add_counterpart(
            asking,
            alias=world.says(someone.alias),
            circle=world.circles[someone.circle].pk,
            opened=asking.day,
            names=someone.names,
            how_to_address=world.says(someone.address),
            actor=world.actors[someone.actor].pk if someone.actor else None,
            open_reason=someone.reason,
            backup=world.colleagues[someone.backup].pk if someone.backup else None,
            sensitivity=someone.sensitivity,
            documentation=someone.documentation,
            languages=list(someone.languages),
        ).row

    return scene


_STAGES = (
    (97, "nour", "idris", "working_trust", "He gave his word, and the first convoy passed."),
    (80, "musa", "idris", "tested_trust", "He spoke for us at the funeral, unasked."),
    (120, "karim", "idris", "rapport", "He asks after our families before anything else."),
    (120, "women", "yusra", "working_trust", "They told us first of the blocked well."),
    (60, "governor", "mira", "introduced", "His secretary received us and took our card."),
    (70, "clerk", "mira", "rapport", "Keeps the forms aside for us."),
    (100, "permits", "idris", "introduced", "They know our file by its number."),
    (300, "liaison", "mira", "introduced", "Met at the coordination meeting."),
)


def tell_stages(tell: Teller) -> None:
    """Tell of each step of trust, with its evidence."""
    for days, who, by, stage, evidence in _STAGES:
        about = {"who": who, "named": "key", "stage": stage, "evidence": evidence}
        tell.do(days, by, relationships.take_stage, **about)
