"""The demo world: an invented republic, an invented NGO, and a clock that stands still.

Everything is told relative to one day, and recorded on the day it happened, so that the history
reads like one. Scenes are small functions, in the order in which they happened.
"""

from datetime import date

from rapport.actions.team import stop_clock
from rapport.exchange.demo_world.agreements import AGREEMENTS
from rapport.exchange.demo_world.bakers_cousin import the_bakers_cousin
from rapport.exchange.demo_world.close import CLOSE
from rapport.exchange.demo_world.groups import groups
from rapport.exchange.demo_world.kept_five_years import kept_five_years
from rapport.exchange.demo_world.mandates import limits
from rapport.exchange.demo_world.month import figures_of_last_month
from rapport.exchange.demo_world.neighbours import (
    governor,
    haji_musa,
    permits,
    small_actors,
    ustad_karim,
)
from rapport.exchange.demo_world.north_road import (
    after_the_yes,
    first_teas,
    more_trucks,
    six_trucks,
)
from rapport.exchange.demo_world.people import tell_actors, tell_people, tell_stages
from rapport.exchange.demo_world.power import power_in_talk
from rapport.exchange.demo_world.repair import the_list_that_leaked
from rapport.exchange.demo_world.tea_and_measles import (
    first_cup_of_tea,
    measles,
    second_cup_by_phone,
)
from rapport.exchange.demo_world.team import tell_team
from rapport.exchange.demo_world.telling import Teller, World
from rapport.exchange.demo_world.ties import ties
from rapport.exchange.demo_world.understanding import understanding
from rapport.exchange.demo_world.what_moves_them import (
    the_well,
    they_take_us_for_others,
    why_the_commander_hesitates,
)
from rapport.exchange.demo_world.what_must_be_open import GATES
from rapport.exchange.demo_world.wrong_face import wrong_face
from rapport.records import judging

__all__ = ["DAY", "World", "build"]

DAY = date(2026, 3, 16)
"""The day on which the demo world stands still: four days before a feast."""

_SCENES = (
    groups,
    kept_five_years,
    *GATES,
    first_cup_of_tea,
    second_cup_by_phone,
    measles,
    first_teas,
    six_trucks,
    after_the_yes,
    more_trucks,
    permits,
    small_actors,
    haji_musa,
    ustad_karim,
    governor,
    *AGREEMENTS,
    the_list_that_leaked,
    power_in_talk,
    wrong_face,
    limits,
    ties,
    the_bakers_cousin,
    understanding,
    why_the_commander_hesitates,
    they_take_us_for_others,
    the_well,
    *CLOSE,
    figures_of_last_month,
    tell_stages,
)


def build(day: date = DAY, language: str = "en") -> World:
    """Fill an empty store with the demo world, told in a language, and stop its clock."""
    world = World(day, language)
    tell_team(world)
    tell_actors(world)
    tell_people(world)
    for scene_of in _SCENES:
        scene_of(Teller(world))
    for _, scene in sorted(world.scenes, key=lambda one: -one[0]):
        scene()
    stop_clock(day=day, owner=world.colleagues["idris"])
    judging.rejudge_all(today=day)
    return world
