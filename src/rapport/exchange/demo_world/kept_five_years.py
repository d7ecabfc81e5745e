"""A relationship with a group as such, kept five years while people changed on both sides.

What was before the office opened its store was written down in its first days.
"""

from collections.abc import Callable
from typing import Any

from rapport.actions import groups, insights, people, posts, relationships
from rapport.actions import interactions as logs
from rapport.exchange.demo_world.telling import Teller
from rapport.records.models import Position

_WRITTEN_DOWN = 396
"""How many days ago the years before were written down."""

_NEW_CHAIR = "A new chair, Sitt Salma. She knew our name from the year of the flood."
_OPEN = "Sitt Salma moves to the coast. Nobody chairs for now; the door stays open."
_WHO_WE_ARE = "Who we are, who pays us, and that names stay with those who gave them."

_VISITS = (
    (1826, "monte", "First visit. The founder poured the tea and asked who pays us.", "neutral"),
    (1460, "ines", "The founder has died. Went to the condolence, and asked for nothing.", "open"),
    (1105, "ines", _NEW_CHAIR, "open"),
    (760, "mira", "They lent us their courtyard while the clinic was under water.", "open"),
    (520, "yusra", _OPEN, "open"),
)  # fmt: skip


def kept_five_years(tell: Teller) -> None:
    """Tell of the committee: how it began, who came and went, what was agreed and said."""
    _begins(tell)
    for ago, by, line, tone in _VISITS:
        _visit(tell, ago, by, line=line, tone_theirs=tone, introduced_organisation=ago == 1826)
    tell.do(
        _WRITTEN_DOWN, "yusra", insights.tell, who="committee", on=tell.day(-1826),
        kind="organisation", text=_WHO_WE_ARE,
    )  # fmt: skip
    tell.do(
        _WRITTEN_DOWN, "yusra", relationships.take_stage, who="committee", named="key",
        stage="tested_trust", on=tell.day(-760),
        evidence="They lent us their courtyard when we had nothing to give, and asked for nothing.",
    )  # fmt: skip
    tell.do(
        290, "yusra", insights.note_insight, who="committee", kind="value", nature="fact",
        text="Whoever asks them for names is not asked in again.", known_from="told_us",
    )  # fmt: skip
    _who_chairs(tell)


def _begins(tell: Teller) -> None:
    world = tell.world

    def begin() -> None:
        about: dict[str, Any] = world.told(
            {
                "objective": "To hear first of those whom nobody else reaches.",
                "expectations": "They tell us first; we answer within a week.",
                "terms": "Twice a year we compare their list with ours. Names stay with them.",
            }
        )
        asking, group = world.asking("monte", _WRITTEN_DOWN), world.actors["women"]
        world.people["committee"] = groups.begin_with_group(
            asking, actor=group.pk, opened=tell.day(-1826), ideal_days=60, maximum_days=100,
            backup=world.colleagues["ines"].pk, **about,
        ).row  # fmt: skip

    def lead(who: str, ago: int) -> Callable[[], None]:
        def takes() -> None:
            relationships.set_lead(
                world.asking(who, _WRITTEN_DOWN), key=world.people["committee"].pk,
                lead=world.colleagues[who].pk, since=tell.day(-ago),
            )  # fmt: skip

        return takes

    world.scenes.append((_WRITTEN_DOWN, begin))
    world.scenes.append((_WRITTEN_DOWN, lead("mira", 1100)))
    world.scenes.append((_WRITTEN_DOWN, lead("yusra", 640)))


def _visit(tell: Teller, ago: int, by: str, **told: Any) -> None:
    world = tell.world

    def scene() -> None:
        asking = world.asking(by, _WRITTEN_DOWN)
        whom = [(world.people["committee"].pk,)]
        values = world.told({"small_talk": True, "tone_ours": "open", **told})
        logs.log_interaction(asking, theirs=whom, on=tell.day(-ago), **values)

    world.scenes.append((_WRITTEN_DOWN, scene))


def _who_chairs(tell: Teller) -> None:
    """Tell of the chair before, whom we lost sight of, and of the one now."""
    world = tell.world

    def before() -> None:
        asking, group = world.asking("yusra", _WRITTEN_DOWN), world.actors["women"]
        world.people["salma"] = people.add_counterpart(
            asking, alias=world.says("Sitt Salma"), circle=world.circles["office"].pk,
            opened=tell.day(-1105), actor=group.pk, status="left_post",
        ).row  # fmt: skip
        relationships.switch_phase(
            asking, key=world.people["salma"].pk, phase="closed",
            reason=world.says("She left the committee and the district."), on=tell.day(-520),
        )  # fmt: skip
        posts.add_post(asking, actor=group.pk, title=world.says("Chair of the committee"))
        posts.hold_post(
            asking, post=_chair(tell), relationship=world.people["salma"].pk,
            since=tell.day(-1110), until=tell.day(-520),
            why_ended=world.says("She moved to the coast."), confidence="high",
        )  # fmt: skip

    def now() -> None:
        posts.hold_post(
            world.asking("yusra", 299), post=_chair(tell), confidence="high",
            relationship=world.people["women"].pk, since=tell.day(-310),
        )  # fmt: skip

    world.scenes.append((_WRITTEN_DOWN, before))
    world.scenes.append((299, now))


def _chair(tell: Teller) -> Any:
    return Position.objects.get(actor=tell.world.actors["women"]).pk
