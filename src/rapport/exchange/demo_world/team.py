"""Who of us is there, in which circle, with which part."""

from typing import Any

from rapport.actions import team
from rapport.exchange.demo_world.telling import World
from rapport.records.models import Circle, Duty, Function, Origin, Part

_COLLEAGUES: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "mira",
        {
            "name": "Mira Lindqvar",
            "languages": ["en", "fr"],
            "origin": Origin.INTERNATIONAL,
            "function": Function.ACCESS,
            "duties": [Duty.ACCESS_COORDINATOR, Duty.NEGOTIATOR],
        },
    ),
    (
        "yusra",
        {
            "name": "Yusra Halwen",
            "languages": ["ar", "en"],
            "origin": Origin.NATIONAL,
            "function": Function.MANAGEMENT,
            "duties": [Duty.HEAD_OF_OFFICE, Duty.NEGOTIATOR],
        },
    ),
    (
        "idris",
        {
            "name": "Idris Fane",
            "languages": ["ar", "en"],
            "origin": Origin.NATIONAL,
            "function": Function.ACCESS,
            "duties": [Duty.NEGOTIATOR],
            "exposure_notes": "Kin in the district.",
        },
    ),
    (
        "ines",
        {
            "name": "Ines Caldor",
            "languages": ["fr", "en"],
            "origin": Origin.INTERNATIONAL,
            "function": Function.PROGRAMME,
            "duties": [Duty.SUPPORT],
        },
    ),
    (
        "tomas",
        {
            "name": "Tomas Brekken",
            "languages": ["en"],
            "origin": Origin.INTERNATIONAL,
            "function": Function.SECURITY,
            "duties": [Duty.SECURITY_FOCAL_POINT],
        },
    ),
    (
        "leila",
        {
            "name": "Leila Samar",
            "languages": ["ar", "fr", "en"],
            "origin": Origin.NATIONAL,
            "function": Function.LEGAL,
            "duties": [Duty.LEGAL_ADVISER, Duty.DATA_PROTECTION, Duty.AUDITOR],
        },
    ),
)


_BEGUN = 400
"""How many days ago the office was founded."""


def tell_team(world: World) -> None:
    """Found the office, add the team, open its circles."""
    monte = team.found_office(
        now=world.moment(_BEGUN),
        name="Lantern Aid, Velmara",
        colleague="Rafael Monte",
        sign_in="monte",
        circle="Whole office",
        area="QV",
        languages=["en", "fr"],
        origin=Origin.INTERNATIONAL,
        function=Function.MANAGEMENT,
        duties=[Duty.MANDATOR, Duty.HEAD_OF_OFFICE],
    ).row
    world.colleagues["monte"] = monte
    team.add_office(world.asking("monte", _BEGUN), name="Field office Orsend", area="QV03")
    for key, about in _COLLEAGUES:
        added = team.add_colleague(world.asking("monte", _BEGUN), sign_in=key, **about)
        world.colleagues[key] = added.row
    world.circles["office"] = Circle.objects.get()
    parts = {"mira": Part.KEEPER, "yusra": Part.WRITER, "idris": Part.WRITER, "ines": Part.WRITER}
    for key in ("mira", "yusra", "idris", "ines", "tomas"):
        _admit(world, "monte", "office", key, parts.get(key, Part.READER))
    hazim = team.open_circle(world.asking("yusra", _BEGUN), name="Hazim talks")
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
