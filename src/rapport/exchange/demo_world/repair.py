"""The list that leaked: how trust broke with the Governor, and how far its repair has come."""

from collections.abc import Callable

from rapport.actions import breaches, lessons, repair
from rapport.exchange.demo_world.telling import Teller
from rapport.records.models import Breach, RedLine, RedLineTopic
from rapport.records.models.lessons import FOR_REPAIR

_STEPS = (
    (5, "listen", "“You ask for my trust, and your papers travel faster than you do.”"),
    (5, "cool", "He will receive us again in two days, not before."),
    (3, "understand", "It went to an old address. Now two of us check each address before."),
    (2, "recall", "In the floods he kept the canal road open for the ambulance, at night."),
)
_DEMANDS = (
    "A written apology with our stamp",
    "The phone numbers of all our staff",
    "A monthly briefing for his office",
)
_NO = "We give nobody the numbers of colleagues; so yours are safe with us too."


def the_list_that_leaked(tell: Teller) -> None:
    """Tell of a breach by us, step by step, up to the demands, one of which waits."""
    world = tell.world

    def broke() -> None:
        breaches.record_breach(
            world.asking("mira", 5),
            relationship=world.people["governor"].pk,
            what=world.says("Our list of drivers reached the wrong office"),
            by="us",
            on=tell.day(-5),
            seen_by=world.says("His office, and the permits desk"),
        )

    world.scenes.append((5, broke))
    for days_ago, stage, text in _STEPS:
        world.scenes.append((days_ago, _step(tell, days_ago, stage, text)))
    world.scenes += [
        (2, lambda: _named(tell)),
        (1, lambda: _asked(tell)),
        (30, lambda: _learned(tell)),
    ]


def _of_governor(tell: Teller) -> Breach:
    return Breach.objects.get(relationship=tell.world.people["governor"])


def _step(tell: Teller, days_ago: int, stage: str, text: str) -> Callable[[], None]:
    def scene() -> None:
        until = tell.day(-3) if stage == "cool" else None
        repair.take_repair_step(
            tell.world.asking("mira", days_ago),
            breach=_of_governor(tell).pk,
            stage=stage,
            text=tell.world.says(text),
            until=until,
        )

    return scene


def _named(tell: Teller) -> None:
    """Tell whose name may be mentioned."""
    repair.note_name(
        tell.world.asking("mira", 2),
        breach=_of_governor(tell).pk,
        who=tell.world.people["musa"].called,
        for_what=tell.world.says("That he has known us for four years"),
        until=tell.day(60),
    )


def _asked(tell: Teller) -> None:
    """Tell of the apology, and of what he asks for: two demands are answered, one waits."""
    world, breach = tell.world, _of_governor(tell)
    asking = world.asking("mira", 1)
    repair.take_repair_step(
        asking,
        breach=breach.pk,
        stage="apology",
        fitting="yes",
        speaker=world.colleagues["monte"].pk,
        text=world.says("We are sorry that this happened. It was for us to prevent it."),
    )
    letter, numbers, _briefing = (
        repair.add_demand(asking, breach=breach.pk, text=world.says(text)).row for text in _DEMANDS
    )
    monte = world.colleagues["monte"].pk
    repair.screen_demand(asking, key=letter.pk, screened="refer", refer_to=monte)
    line = RedLine.objects.get(topic=RedLineTopic.DATA)
    repair.screen_demand(
        asking,
        key=numbers.pk,
        screened="red_line",
        red_line=line.pk,
        refusal=world.says(_NO),
    )


def _learned(tell: Teller) -> None:
    """Tell what the office learned before."""
    asking = tell.world.asking("ines", 30)
    text = tell.world.says("Say at once on which day the answer will come, and come on that day.")
    lessons.share_lesson(asking, text=text, family=FOR_REPAIR, stage="strained")
