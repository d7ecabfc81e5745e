"""The demo world: an invented republic, an invented NGO, and a clock that stands still.

Everything is told relative to one day, and recorded on the day it happened, so that the history
reads like one. Scenes are small functions, in the order in which they happened.
"""

from datetime import date

from rapport.exchange.demo_world.neighbours import elders, governor, permits, small_actors
from rapport.exchange.demo_world.north_road import first_visits, given_word, upkeep
from rapport.exchange.demo_world.people import tell_actors, tell_people, tell_stages
from rapport.exchange.demo_world.tea_and_measles import measles, two_cups_of_tea
from rapport.exchange.demo_world.team import tell_team
from rapport.exchange.demo_world.telling import Teller, World
from rapport.records import judging
from rapport.records.chain import open_store

__all__ = ["DAY", "World", "build"]

DAY = date(2026, 3, 16)
"""The day on which the demo world stands still: four days before a feast."""

_SCENES = (
    two_cups_of_tea,
    measles,
    first_visits,
    given_word,
    upkeep,
    permits,
    small_actors,
    elders,
    governor,
    tell_stages,
)


def build(day: date = DAY) -> World:
    """Fill an empty store with the demo world and stop its clock."""
    world = World(day)
    tell_team(world)
    tell_actors(world)
    tell_people(world)
    for scene_of in _SCENES:
        scene_of(Teller(world))
    for _, scene in sorted(world.scenes, key=lambda one: -one[0]):
        scene()
    store = open_store()
    store.fixed_today = day
    store.owner = world.colleagues["idris"]
    store.save(update_fields=["fixed_today", "owner"])
    judging.rejudge_all(today=day)
    return world
