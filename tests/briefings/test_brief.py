"""The brief before a meeting: what fits one page."""

from datetime import time, timedelta

from actions.test_ties import group
from cast import Cast, asked_by
from rapport.actions import asks, channels, commitments, debriefs, groups, insights, meetings
from rapport.briefings.brief import Brief, Going, Risk, before_a_meeting, before_the_road, brief
from rapport.briefings.person import PersonBriefing
from rapport.briefings.road import brief_for_the_road
from rapport.records.models import Channel, InsightKind, Meeting, Nature, Safety


def cut(cast: Cast) -> Brief:
    return brief(before_a_meeting(asked_by(cast.writer), cast.kamil.pk))


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


def test_of_a_group_nobody_counts_meetings_without_a_request(cast: Cast) -> None:
    begun = groups.begin_with_group(
        cast.asking("writer"), actor=group(cast).pk, opened=cast.DAY, terms="Lists stay with them."
    ).row
    answer = brief(before_a_meeting(cast.asking("writer"), begun.pk))
    assert (answer.warm_ups, answer.terms) == ("", "Lists stay with them.")


def test_concerns_facts_and_what_is_not_verified_stand_apart(cast: Cast) -> None:
    note(cast, "Worries about his post", kind=InsightKind.CONCERN)
    note(cast, "Was a teacher")
    note(cast, "May want to be thanked in public", nature=Nature.INTERPRETATION)
    answer = cut(cast)
    assert [one.text for one in answer.open_concerns] == ["Worries about his post"]
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
    (ask,) = answer.asks
    assert (ask.what, ask.risks) == ("Let the nurses pass", (Risk("superiors", 2, ""),))


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


def planned(cast: Cast, days: int, **told: object) -> None:
    told = {"ours": [(cast.writer.pk, "lead"), (cast.keeper.pk, "interpreter")], **told}
    meetings.plan_meeting(
        asked_by(cast.writer),
        theirs=[(cast.kamil.pk,)],
        on=cast.DAY + timedelta(days=days),
        **told,
    )


def test_it_begins_with_the_next_meeting_and_what_was_prepared_for_it(cast: Cast) -> None:
    assert cut(cast).meeting is None
    planned(cast, 9, place="later")
    planned(
        cast, 1, place="Mill house", time=time(14, 30), may_say="We take no sides.",
        not_to_raise="His brother", closing="Thank you.", purpose="courtesy",
    )  # fmt: skip
    coming = cut(cast).meeting
    assert coming is not None
    assert (coming.on, coming.place) == (cast.DAY + timedelta(days=1), "Mill house")
    assert coming.begins is not None
    assert (coming.may_say, coming.not_to_raise) == ("We take no sides.", "His brother")
    assert (coming.closing, coming.purpose) == ("Thank you.", "courtesy")
    assert set(coming.ours) == {Going("Writer", "lead"), Going("Kit Keeper", "interpreter")}


def test_a_meeting_that_is_over_or_called_off_is_not_the_next_one(cast: Cast) -> None:
    planned(cast, -1, place="over")
    assert cut(cast).meeting is None
    planned(cast, 1, place="off")
    (off,) = (one for one in Meeting.objects.all() if one.place == "off")
    meetings.call_off_meeting(asked_by(cast.writer), key=off.pk)
    assert cut(cast).meeting is None
    planned(cast, 0, place="some time today")
    coming = cut(cast).meeting
    assert coming is not None
    assert coming.place == "some time today"


def test_on_the_road_no_meeting_is_on_it_nor_that_there_is_one(cast: Cast) -> None:
    planned(cast, 1, place="Mill house", may_say="We take no sides.")
    assert "meetings" not in PersonBriefing.TRAVELS
    asking = asked_by(cast.writer)
    answer = before_the_road(asking, cast.kamil.pk)
    assert answer.meetings
    assert brief_for_the_road(asking, answer).page.meeting is None


def test_what_the_next_colleague_should_know_is_on_it_once_it_is_shared(cast: Cast) -> None:
    visit = cast.meet(2)
    about = {"relationship": cast.kamil.pk, "interaction": visit.pk}
    written = debriefs.write_debrief(
        asked_by(cast.writer), **about, heard="Much.", lesson="Bring the map."
    ).row
    assert cut(cast).lessons == (), "what is private stands on no page that is printed"
    debriefs.share_debrief(asked_by(cast.writer), key=written.pk)
    assert cut(cast).lessons == ("Bring the map.",)
    road = brief_for_the_road(
        asked_by(cast.writer), before_the_road(asked_by(cast.writer), cast.kamil.pk)
    )
    assert road.page.lessons == ()
