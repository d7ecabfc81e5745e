"""The brief before a meeting: what fits one page."""

from datetime import timedelta

from cast import Cast, asked_by
from rapport.actions import asks, channels, commitments, insights
from rapport.briefings.brief import Brief, brief
from rapport.briefings.person import person
from rapport.records.models import Channel, InsightKind, Nature, Safety


def cut(cast: Cast) -> Brief:
    return brief(person(asked_by(cast.writer), cast.kamil.pk))


def note(cast: Cast, text: str, **told: object) -> None:
    told = {"kind": InsightKind.VALUE, "nature": Nature.FACT, **told}
    at = {"asking": asked_by(cast.writer)}
    insights.note_insight(**at, relationship=cast.kamil.pk, text=text, **told)


def test_it_says_what_was_last_the_newest_first_and_no_more_than_three(cast: Cast) -> None:
    for days in (30, 20, 10, 5):
        cast.meet(days, line=f"Tea {days} days ago")
    assert [one.line for one in cut(cast).last_three] == [
        "Tea 5 days ago",
        "Tea 10 days ago",
        "Tea 20 days ago",
    ]


def test_it_opens_with_what_they_like_and_what_was_talked_of_freely(cast: Cast) -> None:
    cast.meet(20, topics="football, the rain")
    cast.meet(10, topics="the permit", asked=True)
    note(cast, "Likes to be asked about his garden", kind=InsightKind.PREFERENCE)
    answer = cut(cast)
    assert answer.begin_with == ("Likes to be asked about his garden", "football, the rain")
    assert answer.facts == ()


def test_nobody_known_yet_has_no_openers_and_no_last_times(cast: Cast) -> None:
    answer = cut(cast)
    assert (answer.begin_with, answer.last_three, answer.open_concerns) == ((), (), ())
    assert answer.warm_ups == "0/2"


def test_concerns_facts_and_what_is_not_verified_stand_apart(cast: Cast) -> None:
    note(cast, "Worries about his post", kind=InsightKind.CONCERN)
    note(cast, "Was a teacher")
    note(cast, "May want to be thanked in public", nature=Nature.INTERPRETATION)
    answer = cut(cast)
    assert answer.open_concerns == ("Worries about his post",)
    assert answer.facts == ("Was a teacher",)
    assert answer.unverified == ("May want to be thanked in public",)


def test_only_open_promises_and_planned_asks_with_their_costs_are_said(cast: Cast) -> None:
    at = {"asking": asked_by(cast.writer)}
    about = {**at, "relationship": cast.kamil.pk}
    commitments.make_commitment(**about, text="the list", due=cast.DAY + timedelta(days=2))
    kept = commitments.make_commitment(**about, text="the map").row
    commitments.settle_commitment(**at, key=kept.pk, state="kept")
    new = {
        "relationship": cast.kamil.pk,
        "what": "Let the nurses pass",
        "costs": (("superiors", 2),),
    }
    asks.plan_ask(**at, **new)
    answer = cut(cast)
    assert [one.text for one in answer.our_promises] == ["the list"]
    assert (answer.asks, answer.what_they_risk) == (("Let the nurses pass",), ("superiors",))


def test_safe_ways_come_first_and_those_that_are_not_are_set_apart(cast: Cast) -> None:
    for channel, safety in (
        (Channel.MESSAGE, Safety.UNSAFE),
        (Channel.PHONE, Safety.CARE),
        (Channel.INTERMEDIARY, Safety.SAFE),
    ):
        channels.add_channel(
            asking=asked_by(cast.writer),
            key=cast.kamil.counterpart_id,
            channel=channel,
            safety=safety,
            held_by=cast.keeper.pk,
        )
    answer = cut(cast)
    assert [way.channel for way in answer.safe_ways] == ["intermediary", "phone"]
    assert [(way.channel, way.held_by) for way in answer.not_safe] == [("message", "Kit Keeper")]
