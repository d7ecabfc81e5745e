"""The baker's cousin: nobody of us has met him, one who could introduce us was asked too often."""

from typing import Any

from rapport.actions import introductions
from rapport.exchange.demo_world.telling import Teller
from rapport.exchange.demo_world.ties import tie_told


def the_bakers_cousin(tell: Teller) -> None:
    """Tell of the man who keeps the list at the barrier, and of two ways to him."""
    tie_told(
        tell.world, 26, "idris", "karim", "worked_with", "cousin",
        known_from="told_us", confidence="high", note="They taught at the same school.",
    )  # fmt: skip
    tie_told(
        tell.world, 26, "mira", "liaison", "worked_with", "cousin",
        known_from="third_party", confidence="low", verified_on=tell.day(-300), strength=1,
    )  # fmt: skip
    for days_ago, who in ((137, "nour"), (90, "women"), (58, "governor"), (18, "samer")):
        _asked_karim(tell, days_ago, who)
    _introduction(
        tell, 5, "cousin", "karim", colleague="idris", due=tell.day(20), risk=3,
        risk_text="He teaches the sons of both sides; he must not be seen to choose.",
        asks="To tell him who we are, and that we ask for nothing yet.",
        gives="Chalk and exercise books for his school, as promised.",
    )  # fmt: skip


def _asked_karim(tell: Teller, days_ago: int, whom: str) -> None:
    """Tell of an introduction that the teacher made for us."""
    _introduction(
        tell, days_ago, whom, "karim", colleague="idris", consent="given", outcome="introduced",
        asked_on=tell.day(-days_ago), risk=2,
    )  # fmt: skip


def _introduction(tell: Teller, days_ago: int, whom: str, introducer: str, **about: Any) -> None:
    world = tell.world

    def scene() -> None:
        told = world.told(about)
        told["colleague"] = world.colleagues[about["colleague"]].pk
        introductions.plan_introduction(
            world.asking(about["colleague"], days_ago),
            relationship=world.people[whom].pk,
            introducer=world.people[introducer].pk,
            **told,
        )

    world.scenes.append((days_ago, scene))
