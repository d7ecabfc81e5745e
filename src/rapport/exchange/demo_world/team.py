"""Who of us is there, in which circle, with which part."""

from datetime import date
from typing import Any

from rapport.actions import colleagues, team
from rapport.exchange.demo_world.telling import World
from rapport.records.models import Circle, Duty, Function, Origin, Part

_COLLEAGUES: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "mira",
        {
            "name": "Mira Lindqvar",
            "function": Function.ACCESS,
            "duties": [Duty.ACCESS_COORDINATOR, Duty.NEGOTIATOR],
        },
    ),
    (
        "yusra",
        {
            "name": "Yusra Halwen",
            "function": Function.MANAGEMENT,
            "duties": [Duty.HEAD_OF_OFFICE, Duty.NEGOTIATOR],
        },
    ),
    (
        "idris",
        {
            "name": "Idris Fane",
            "function": Function.ACCESS,
            "duties": [Duty.NEGOTIATOR],
        },
    ),
    (
        "ines",
        {
            "name": "Ines Caldor",
            "function": Function.PROGRAMME,
            "duties": [Duty.SUPPORT],
            "end_of_mission": date(2026, 6, 30),
        },
    ),
    (
        "tomas",
        {
            "name": "Tomas Brekken",
            "function": Function.SECURITY,
            "duties": [Duty.SECURITY_FOCAL_POINT],
        },
    ),
    (
        "leila",
        {
            "name": "Leila Samar",
            "function": Function.LEGAL,
            "duties": [Duty.LEGAL_ADVISER, Duty.DATA_PROTECTION, Duty.AUDITOR],
        },
    ),
)


_OF_THEMSELVES: dict[str, dict[str, Any]] = {
    "monte": {"languages": ["en", "fr"], "origin": Origin.INTERNATIONAL},
    "mira": {
        "languages": ["en", "fr"],
        "origin": Origin.INTERNATIONAL,
        "areas": ["Orsend", "Coast road"],
        "topics": ["permits", "convoys"],
    },
    "yusra": {
        "languages": ["ar", "en"],
        "origin": Origin.NATIONAL,
        "areas": ["Orsend"],
        "gender": "woman",
    },
    "idris": {
        "languages": ["ar", "en"],
        "origin": Origin.NATIONAL,
        "topics": ["water", "elders"],
        "exposure_notes": "Kin in the district.",
        "exposure_shared": True,
    },
    "ines": {"languages": ["fr", "en"], "origin": Origin.INTERNATIONAL, "topics": ["clinics"]},
    "tomas": {"languages": ["en"], "origin": Origin.INTERNATIONAL},
    "leila": {"languages": ["ar", "fr", "en"], "origin": Origin.NATIONAL},
}
"""What each of them says, and nobody else."""

_BEGUN = 400
"""How many days ago the office was founded."""


def tell_team(world: World) -> None:
    """Found the office, add the team, let each say who they are, open its circles."""
    monte = team.found_office(
        now=world.moment(_BEGUN),
        name=world.says("Lantern Aid, Velmara"),
        colleague=world.says("Rafael Monte"),
        sign_in="monte",
        circle=world.says("Whole office"),
        area="QV",
        function=Function.MANAGEMENT,
        duties=[Duty.MANDATOR, Duty.HEAD_OF_OFFICE],
    ).row
    world.colleagues["monte"] = monte
    field = world.says("Field office Orsend")
    team.add_office(world.asking("monte", _BEGUN), name=field, area="QV03")
    for key, about in _COLLEAGUES:
        added = team.add_colleague(world.asking("monte", _BEGUN), sign_in=key, **world.told(about))
        world.colleagues[key] = added.row
    for key, said in _OF_THEMSELVES.items():
        colleagues.say_of_myself(world.asking(key, _BEGUN), **world.told(said))
    world.circles["office"] = Circle.objects.get()
    parts = {"mira": Part.KEEPER, "yusra": Part.WRITER, "idris": Part.WRITER, "ines": Part.WRITER}
    for key in ("mira", "yusra", "idris", "ines", "tomas"):
        _admit(world, "monte", "office", key, parts.get(key, Part.READER))
    hazim = team.open_circle(world.asking("yusra", _BEGUN), name=world.says("Hazim talks"))
    world.circles["hazim"] = hazim.row
    _admit(world, "yusra", "hazim", "idris", Part.WRITER)
    _admit(world, "yusra", "hazim", "monte", Part.READER)
    _admit(world, "yusra", "hazim", "mira", Part.WRITER)


def _admit(world: World, keeper: str, circle: str, key: str, part: str) -> None:
    team.admit(
        world.asking(keeper, _BEGUN),
        circle=world.circles[circle].pk,
        colleague=world.colleagues[key].pk,
        part=part,
    )
