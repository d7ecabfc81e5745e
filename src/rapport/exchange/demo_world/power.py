"""A rumour that power changes hands, what the office can offer, and groups reviewed last year."""

from rapport.actions import actor_reviews, know_how, power_changes
from rapport.exchange.demo_world.telling import Teller

_KNOW_HOW = (
    ("scale", "How to plan for a whole country, not for one valley."),
    ("ports", "How a port works day and night: berths, cranes, papers, guards."),
    ("customs", "Which papers free medicines at customs within a day."),
    ("seasons", "What must be in the hills before the snow, and when to order it."),
)
_LAST_YEAR = (
    ("women", "yes", "none", "keep"),
    ("elders", "barely", "resources", "meet"),
    ("marches", "no", "state", "way_in"),
    ("brigade", "barely", "insecurity", "wait"),
)


def power_in_talk(tell: Teller) -> None:
    """Tell of a rumour nobody has applied, of the list of know-how, and of last year's review."""
    world = tell.world

    def rumour() -> None:
        power_changes.record_power_change(
            world.asking("mira", 1),
            what=world.says("The Front is said to take over the governorate"),
            kind="regime",
            certainty="rumour",
            on=tell.day(-1),
            fallen=world.actors["governorate"].pk,
            risen=world.actors["front"].pk,
            basis=world.says("Two drivers heard it at the market. Nobody has seen a paper."),
        )

    def list_of_know_how() -> None:
        for topic, text in _KNOW_HOW:
            asking = world.asking("ines", 30)
            know_how.note_know_how(asking, topic=topic, text=world.says(text))

    def reviews() -> None:
        for group, in_touch, obstacle, next_step in _LAST_YEAR:
            actor_reviews.review_actor(
                world.asking("mira", 390),
                actor=world.actors[group].pk,
                in_touch=in_touch,
                obstacle=obstacle,
                next_step=next_step,
            )

    world.scenes += [(1, rumour), (30, list_of_know_how), (390, reviews)]
