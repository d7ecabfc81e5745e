"""What a negotiation rests on: what is there, what is missing, and how soon it could be."""

import json
from dataclasses import fields
from datetime import date, timedelta

import pytest

from briefings.counting import questions
from briefings.getting_ready import DAY, about, ago, item, mandate, ready, request
from cast import Cast
from rapport.actions import commitments, insights, mandates, meetings, relationships
from rapport.briefings.readiness import sheet
from rapport.briefings.serialize import plain
from rapport.records.models import Relationship, Sensitivity
from rapport.records.refusals import NotThere
from records.canaries import let_loose

# On the first day


def test_of_somebody_never_met_nothing_is_there_but_what_waits_for_nobody(cast: Cast) -> None:
    new = cast.add("Umm Nadir", stage="unknown")
    answer = ready(cast, new)
    assert [one.name for one in answer.there] == ["concerns", "promises"]
    assert not answer.negotiates
    assert all(one.door for one in answer.missing if one.name not in ("mandate", "red_lines"))


def test_when_all_of_it_is_there_nothing_is_missing(cast: Cast) -> None:
    cast.meet(20), cast.meet(9)
    relationships.take_stage(
        cast.asking("writer"), key=cast.kamil.pk, stage="rapport", evidence="He rang us first."
    )
    insights.note_insight(**about(cast, 20), kind="concern", text="The well.", nature="fact")
    commitments.make_commitment(**about(cast), text="Bring chalk.", due=DAY)
    insights.tell(**about(cast), kind="limits", text="No fees.", on=ago(9))
    mandate(cast, until=30)
    mandates.draw_red_line(cast.asking("keeper"), topic="fees", text="We pay no fees.")
    request(
        cast,
        costs=[("career", 3, "His superior asks for it"), ("values", 1, "")],
        for_them="Fewer queues at the post",
        benefit_checked=True,
    )
    answer = ready(cast)
    assert answer.missing == ()
    assert answer.earliest.earliest == DAY


# Meetings and the day


@pytest.mark.parametrize(("met", "count"), [((), 0), ((9,), 1), ((20, 9), 2), ((30, 20, 9), 3)])
def test_meetings_without_a_request_are_counted(
    cast: Cast, met: tuple[int, ...], count: int
) -> None:
    for days in met:
        cast.meet(days)
    found = item(cast, "meetings")
    assert (found.params["count"], found.there) == (count, count >= 2)


def test_a_meeting_with_a_request_counts_for_nothing(cast: Cast) -> None:
    cast.meet(20), cast.meet(9, asked=True)
    assert item(cast, "meetings").params["count"] == 1


def test_after_a_year_of_silence_it_says_so(cast: Cast) -> None:
    old = cast.add("Umm Nadir", days_ago=900)
    cast.meet(800, whom=old), cast.meet(790, whom=old)
    assert "year of silence" in item(cast, "meetings", old).says


@pytest.mark.parametrize(
    ("met", "planned", "day"),
    [
        ((), (), 7),
        ((2,), (), 5),
        ((7,), (), 0),
        ((30,), (), 0),
        ((20, 9), (), 0),
        ((9,), (4,), 5),
        ((), (3,), 10),
        ((), (3, 12), 13),
        ((), (3, 12, 20), 13),
    ],
)
def test_the_earliest_day_counts_from_the_last_contact_and_what_is_planned(
    cast: Cast, met: tuple[int, ...], planned: tuple[int, ...], day: int
) -> None:
    for days in met:
        cast.meet(days)
    for days in planned:
        meetings.plan_meeting(
            cast.asking("writer"), theirs=[(cast.kamil.pk,)], on=DAY + timedelta(days)
        )
    assert ready(cast).earliest.earliest == DAY + timedelta(day)


def test_it_is_the_day_that_a_request_planned_too_early_is_told_of(cast: Cast) -> None:
    cast.meet(2)
    request(cast, planned_for=DAY + timedelta(1))
    (said,) = [
        one.params["earliest"]
        for one in cast.kamil.findings.filter(code="E02")  # as it is stored
    ]
    assert said == {"day": ready(cast).earliest.earliest.isoformat()}


# The lead


def test_a_new_lead_is_to_be_introduced_in_a_joint_meeting(cast: Cast) -> None:
    cast.meet(20)
    assert item(cast, "lead").there
    cast.hand_over("keeper", days_ago=5)
    found = item(cast, "lead")
    assert (found.there, found.params) == (False, {"changed": ago(5)})
    keeper, writer = cast.keeper.pk, cast.writer.pk
    cast.meet(2, ours=[(writer, "lead"), (keeper, "second")])
    assert item(cast, "lead").there


def test_nobody_leads(cast: Cast) -> None:
    Relationship.objects.filter(pk=cast.kamil.pk).update(lead=None)
    found = item(cast, "lead")
    assert (found.there, found.door and found.door.act) == (False, "holders")


# Limits, concerns, promises


@pytest.mark.parametrize(("days", "there"), [(0, True), (364, True), (365, False), (800, False)])
def test_limits_are_said_again_after_a_year(cast: Cast, days: int, there: bool) -> None:
    old = cast.add("Umm Nadir", days_ago=900)
    told = {"asking": cast.asking("writer"), "relationship": old.pk, "kind": "limits"}
    insights.tell(**told, text="No fees.", on=ago(days))
    found = item(cast, "limits", old)
    assert (found.there, found.params) == (there, {"said": ago(days)})


def test_limits_said_before_the_present_lead_are_to_be_said_again(cast: Cast) -> None:
    insights.tell(**about(cast), kind="limits", text="No fees.", on=ago(6))
    cast.hand_over("keeper", days_ago=5)
    found = item(cast, "limits")
    assert not found.there
    assert "before the present lead" in found.says
    insights.tell(**about(cast), kind="limits", text="No fees.", on=ago(5))
    assert item(cast, "limits").there


def test_telling_anything_else_is_not_saying_the_limits(cast: Cast) -> None:
    insights.tell(**about(cast), kind="organisation", text="Who we are.", on=ago(6))
    assert not item(cast, "limits").there


def test_a_concern_is_followed_up_by_a_contact_after_it(cast: Cast) -> None:
    cast.meet(9)
    insights.note_insight(**about(cast, 9), kind="concern", text="The well.", nature="fact")
    found = item(cast, "concerns")
    assert (found.there, found.params) == (False, {"n": 1, "noted": ago(9)})
    cast.meet(8)
    assert item(cast, "concerns").params == {"n": 1, "noted": ago(9), "met": ago(8)}


def test_a_concern_past_its_last_day_is_not_open(cast: Cast) -> None:
    kept = {**about(cast, 30), "kind": "concern", "nature": "fact"}
    insights.note_insight(**kept, text="The well.", expires=ago(1))
    assert item(cast, "concerns").params == {}


@pytest.mark.parametrize(("due", "late"), [(1, False), (0, False), (-1, True)])
def test_a_promise_of_ours_is_late_after_its_day(cast: Cast, due: int, late: bool) -> None:
    promise = {"text": "Bring chalk.", "due": DAY + timedelta(due)}
    commitments.make_commitment(**about(cast, 30), **promise)
    assert item(cast, "promises").there is not late


def test_a_promise_of_theirs_is_not_ours_to_keep(cast: Cast) -> None:
    late = {"text": "Open the post.", "due": ago(3), "by": "them"}
    commitments.make_commitment(**about(cast, 30), **late)
    assert item(cast, "promises").params == {}


# Who may see it, and what goes upward


def test_who_is_of_another_circle_or_not_named_finds_nothing(cast: Cast) -> None:
    severe = cast.add("Abu Idris", sensitivity=Sensitivity.SEVERE)
    for who, whom in (("outsider", cast.kamil), ("keeper", severe)):
        with pytest.raises(NotThere):
            ready(cast, whom, who)
    assert ready(cast, severe).alias == "Abu Idris"


def test_it_asks_as_much_for_many_records_as_for_few(cast: Cast) -> None:
    few = questions(lambda: ready(cast))
    for number in range(12):
        cast.meet(number + 1)
        request(cast, costs=[("career", 3)])
        mandate(cast)
        insights.note_insight(**about(cast), kind="concern", text=f"Well {number}.", nature="fact")
    # Where there are contacts: colleagues, and who of us went.
    assert questions(lambda: ready(cast)) <= few + 2


def test_what_goes_upward_has_no_word_that_anybody_typed(cast: Cast) -> None:
    mandate(cast)
    mandates.draw_red_line(cast.asking("keeper"), topic="fees", text="ω999")
    words = let_loose(cast, cast.kamil)
    whole = json.dumps(plain(ready(cast)), ensure_ascii=False)
    assert {"mandate.title", "ask.what", "ask.for_them"} & set(words.told(whole))
    assert "ω999" in whole
    upward = sheet(ready(cast))
    assert "ω" not in json.dumps(plain(upward), ensure_ascii=False)
    assert {one.name for one in fields(upward)} == {"there", "missing", "earliest"}
    for line in (*upward.there, *upward.missing):
        assert all(isinstance(value, int | date) for value in line.params.values())
