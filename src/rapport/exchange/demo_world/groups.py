"""What is known of the groups of the demo world: where they are, how they stand, their posts."""

from collections.abc import Callable
from datetime import timedelta

from rapport.actions import actor_places, actors, posts
from rapport.exchange.demo_world.telling import Teller
from rapport.exchange.demo_world.world import World
from rapport.records.models import Acceptance, ActorKind, Control, Position


def groups(tell: Teller) -> None:
    """Tell where each group is, what it is part of, its attitude to us, who holds its posts."""
    world = tell.world
    for days_ago, scene in _scenes(world):
        world.scenes.append((days_ago, _told(scene)))


def _told(scene: Callable[[], object]) -> Callable[[], None]:
    def tell() -> None:
        scene()

    return tell


def _scenes(world: World) -> list[tuple[int, Callable[[], object]]]:
    said = world.says

    def where(actor: str, *areas: str) -> object:
        key, asking = world.actors[actor].pk, world.asking("mira", 398)
        return actors.change_actor(asking, key=key, areas=[said(area) for area in areas])

    def weighs(days_ago: int, actor: str, value: int, basis: str) -> object:
        asking, key = world.asking("mira", days_ago), world.actors[actor].pk
        return actors.say_influence(asking, key=key, value=value, basis=said(basis))

    def takes_us(days_ago: int, actor: str, value: str, basis: str) -> object:
        asking, key = world.asking("mira", days_ago), world.actors[actor].pk
        return actors.say_acceptance(asking, key=key, value=value, basis=said(basis))

    seen = "Two of the three districts now take its orders."
    small = "Nobody asks it; everybody eats what it cooks."
    return [
        (398, lambda: where("brigade", "Kar Dovi", "Orsend")),
        (398, lambda: where("front", "Tel Saray")),
        (398, lambda: where("governorate", "Orsend")),
        (398, lambda: where("women", "Orsend")),
        (398, lambda: where("marches", "East Marches")),
        (398, lambda: where("elders", "Kar Dovi")),
        (300, lambda: weighs(300, "women", 1, small)),
        (190, lambda: weighs(190, "front", 2, "One road, and the town behind it.")),
        (100, lambda: weighs(100, "governorate", 3, "Its stamp is on every permit.")),
        (60, lambda: takes_us(60, "front", Acceptance.TOLERANT, "Trucks pass, and are counted.")),
        *_offices(world),
        (21, lambda: weighs(21, "front", 4, seen)),
    ]


def _offices(world: World) -> list[tuple[int, Callable[[], object]]]:
    """Tell of two offices within groups, a post and a place."""
    said = world.says

    def health_office() -> None:
        asking, front = world.asking("yusra", 40), world.actors["front"]
        kind = ActorKind.ARMED_GROUP
        name, place = said("Health office of the Front"), said("Tel Saray")
        world.actors["health"] = actors.add_actor(
            asking, circle=front.circle_id, name=name, kind=kind, parent=front.pk, areas=[place]
        ).row

    def permits_office() -> None:
        asking, office = world.asking("mira", 395), world.actors["governorate"]
        row = actors.add_actor(
            asking, circle=office.circle_id, name=said("Permits office of Orsend"),
            kind=ActorKind.STATE_CIVIL, areas=[said("Orsend")], parent=office.pk,
        ).row  # fmt: skip
        world.actors["permits_office"] = row
        posts.add_post(asking, actor=row.pk, title=said("Director of permits"))

    def holds_the_stamp() -> object:
        who, asking = world.people["permits"].pk, world.asking("idris", 75)
        post = Position.objects.get(actor=world.actors["permits_office"])
        since = world.day - timedelta(days=80)
        return posts.hold_post(asking, post=post.pk, relationship=who, since=since)

    def holds_the_road() -> object:
        asking, key = world.asking("idris", 118), world.actors["front"].pk
        place, note = said("Tel Saray"), said("Their men stand at both bridges.")
        return actor_places.note_place(
            asking, actor=key, place=place, control=Control.CONTROLS,
            since=world.day - timedelta(days=200), note=note,
        )  # fmt: skip

    return [
        (395, permits_office),
        (118, holds_the_road),
        (75, holds_the_stamp),
        (40, health_office),
    ]
