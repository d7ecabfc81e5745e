"""What opened lately, and thanks to whom: it rests on what its reader may see, and only on that."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from actions.test_gates import gate
from actions.test_who_helped import helped
from cast import Cast
from in_turn import seeds
from rapport.actions import access, asks, gates, handovers, leaving
from rapport.briefings.brief import before_a_meeting, before_the_road, brief
from rapport.briefings.gates import gate_page
from rapport.briefings.handover_story import handover_story
from rapport.briefings.person import person
from rapport.briefings.road import brief_for_the_road
from rapport.briefings.what_opened import HELP_BEFORE, LATELY, SHOWN, Opened, what_opened
from rapport.records.models import Ask, Gate, GateHelp, GateState, Relationship, Sensitivity

DAY = Cast.DAY
KINDS: tuple[Any, ...] = (GateHelp, Ask, GateState, Gate)


def opened(cast: Cast, reader: str = "writer", **more: Any) -> tuple[Opened, ...]:
    return what_opened(cast.asking(reader), **more)


def stand(cast: Cast, road: Gate, standing: str, days_ago: int, by: str = "writer") -> None:
    on = DAY - timedelta(days_ago)
    gates.say_standing(cast.asking(by), gate=road.pk, standing=standing, on=on)


def road_that_opened(cast: Cast, days_ago: int, **told: Any) -> Gate:
    road = gate(cast, **told)
    stand(cast, road, "closed", days_ago + 30, told.get("by", "writer"))
    stand(cast, road, "conditional", days_ago, told.get("by", "writer"))
    return road


def granted(cast: Cast, road: Gate, days_ago: int, whom: Any = None, by: str = "writer") -> Ask:
    asking, key = cast.asking(by), (whom or cast.kamil).pk
    row = asks.plan_ask(asking, relationship=key, what="Six trucks", gate=road.pk).row
    on = DAY - timedelta(days_ago)
    return asks.settle_ask(asking, key=row.pk, outcome="granted", on=on).row


def test_what_opened_stands_with_those_who_helped_and_who_said_yes(cast: Cast) -> None:
    road, miller = road_that_opened(cast, 5), cast.add("The miller", days_ago=400)
    helped(cast, road, relationship=miller.pk, on=DAY - timedelta(9), thanked_on=DAY)
    granted(cast, road, 7)
    (one,) = opened(cast)
    assert (one.name, one.opened, one.became) == ("North road", DAY - timedelta(5), "conditional")
    assert [(by.alias, by.how, by.thanked_on) for by in one.helpers] == [
        ("The miller", "Spoke to the commander", DAY)
    ]
    assert one.helpers[0].known_since == miller.opened
    assert [(by.alias, by.what) for by in one.granted] == [("Abu Kamil", "Six trucks")]
    assert (one.may_change, opened(cast, "reader")[0].may_change) == (True, False)


@pytest.mark.parametrize(("days_ago", "there"), [(0, 1), (LATELY, 1), (LATELY + 1, 0)])
def test_it_opened_lately_or_long_ago(cast: Cast, days_ago: int, there: int) -> None:
    road_that_opened(cast, days_ago)
    assert len(opened(cast)) == there


@pytest.mark.parametrize(("days_ago", "there"), [(LATELY, 1), (LATELY + 1, 0)])
def test_help_and_a_yes_bring_a_gate_here_for_a_quarter(
    cast: Cast, days_ago: int, there: int
) -> None:
    road = gate(cast, standing="open")
    helped(cast, road, on=DAY - timedelta(days_ago))
    assert len(opened(cast)) == there
    granted(cast, gate(cast, name="South road"), days_ago)
    assert len(opened(cast)) == 2 * there


@pytest.mark.parametrize(("days_ago", "there"), [(HELP_BEFORE, 1), (HELP_BEFORE + 1, 0)])
def test_help_from_before_stands_with_what_it_led_to(cast: Cast, days_ago: int, there: int) -> None:
    helped(cast, road_that_opened(cast, 3), on=DAY - timedelta(days_ago))
    assert len(opened(cast)[0].helpers) == there


def test_where_we_came_in_or_nothing_was_better_nothing_opened(cast: Cast) -> None:
    gate(cast, name="Always open", standing="open")
    worse = gate(cast, name="Worse")
    stand(cast, worse, "open", 9)
    stand(cast, worse, "conditional", 3)
    assert opened(cast) == ()


def test_one_that_closed_again_says_so(cast: Cast) -> None:
    road = road_that_opened(cast, 5)
    stand(cast, road, "closed", 1)
    (one,) = opened(cast)
    assert (one.became, one.standing) == ("conditional", "closed")


def test_a_request_that_was_refused_or_was_for_no_gate_is_not_here(cast: Cast) -> None:
    asking, road = cast.asking("writer"), gate(cast)
    about = {"relationship": cast.kamil.pk, "what": "Passage"}
    refused = asks.plan_ask(asking, **about, gate=road.pk).row
    asks.settle_ask(asking, key=refused.pk, outcome="refused")
    plain = asks.plan_ask(asking, **about).row
    asks.settle_ask(asking, key=plain.pk, outcome="granted")
    assert opened(cast) == ()


def test_the_latest_stand_first_and_only_so_many(cast: Cast) -> None:
    for number in range(SHOWN + 2):
        helped(cast, gate(cast, name=f"Road {number}"), on=DAY - timedelta(number))
    assert [one.name for one in opened(cast)] == [f"Road {number}" for number in range(SHOWN)]


def test_of_some_people_only_what_they_did(cast: Cast) -> None:
    miller = cast.add("The miller")
    road, other = road_that_opened(cast, 5), road_that_opened(cast, 4, name="Ford")
    helped(cast, road)
    helped(cast, road, relationship=miller.pk)
    helped(cast, other)
    (one,) = opened(cast, only=[miller.pk])
    assert (one.name, [by.alias for by in one.helpers]) == ("North road", ["The miller"])
    assert opened(cast, only=[]) == ()


def test_of_one_circle_what_opened_there(cast: Cast) -> None:
    road_that_opened(cast, 5)
    assert len(opened(cast, circle=cast.circle.pk)) == 1
    assert opened(cast, circle=cast.elsewhere.pk) == ()


def test_another_circle_changes_nothing(cast: Cast) -> None:
    helped(cast, road_that_opened(cast, 5))
    before = opened(cast)
    there = {"by": "outsider", "circle": cast.elsewhere.pk, "name": "Hidden road"}
    road = road_that_opened(cast, 2, **there)
    helped(cast, road, by="outsider", relationship=cast.hidden.pk)
    granted(cast, road, 1, cast.hidden, by="outsider")
    assert opened(cast) == before
    assert len(opened(cast, "outsider")) == 1


def test_help_of_somebody_severe_is_shown_to_the_named_alone(cast: Cast) -> None:
    road, severe = gate(cast), cast.add("Umm Nadir")
    helped(cast, road, relationship=severe.pk)
    granted(cast, road, 1, severe)
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=Sensitivity.SEVERE)
    assert opened(cast, "reader") == ()
    assert len(opened(cast)) == 1
    assert gate_page(cast.asking("reader"), road.pk).helps == ()
    assert len(gate_page(cast.asking("writer"), road.pk).helps) == 1


def answers(cast: Cast, reader: str) -> list[Any]:
    """Return all that somebody is told of who helped, wherever it is told."""
    asking = cast.asking(reader)
    pages = [gate_page(asking, one.pk) for one in Gate.objects.visible_to(asking.me)]
    people = Relationship.objects.visible_to(asking.me).order_by("pk")
    told = [(one.line.gate.pk, [row.pk for row in one.helps]) for one in pages]
    return [what_opened(asking), told, [person(asking, one.pk).helped for one in people]]


@pytest.mark.parametrize("seed", seeds(range(3)))
def test_rows_the_reader_may_not_see_change_nothing(cast: Cast, seed: int) -> None:
    chance = random.Random(seed)
    severe = cast.add("Umm Nadir")
    for number in range(8):
        by = chance.choice(("writer", "outsider"))
        circle = (cast.circle if by == "writer" else cast.elsewhere).pk
        road = gate(cast, by=by, circle=circle, name=f"Road {number}")
        who = chance.choice((cast.kamil, severe)) if by == "writer" else cast.hidden
        for standing in chance.sample(("closed", "conditional", "open"), 2):
            stand(cast, road, standing, chance.randrange(120), by)
        if chance.random() < 0.7:
            on = DAY - timedelta(chance.randrange(200))
            helped(cast, road, by, relationship=who.pk, on=on)
        if chance.random() < 0.5:
            granted(cast, road, chance.randrange(120), who, by)
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=Sensitivity.SEVERE)
    for reader in ("reader", "writer", "outsider"):
        me, before = cast.who(reader), answers(cast, reader)
        with transaction.atomic():
            for kind in KINDS:
                kind.objects.exclude(pk__in=kind.objects.visible_to(me).values("pk")).delete()
            assert answers(cast, reader) == before
            transaction.set_rollback(True)


def test_as_many_questions_for_many_as_for_one(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            opened(cast)
        return len(queries)

    helped(cast, road_that_opened(cast, 5))
    few = asked()
    for number in range(6):
        helped(cast, road_that_opened(cast, 5, name=f"Road {number}"))
    assert asked() == few


def test_a_page_of_a_day_gone_by_knows_no_later_help_and_no_later_thanks(cast: Cast) -> None:
    road = gate(cast)
    helped(cast, road, on=DAY - timedelta(9), thanked_on=DAY - timedelta(2))
    helped(cast, road, on=DAY - timedelta(1))
    then = gate_page(cast.asking("reader"), road.pk, on=DAY - timedelta(5))
    assert [one.thanked_on for one in then.helps] == [None]
    now = gate_page(cast.asking("reader"), road.pk)
    assert [one.thanked_on for one in now.helps] == [None, DAY - timedelta(2)]


def test_the_brief_says_what_they_made_possible_and_the_travel_version_never(cast: Cast) -> None:
    helped(cast, gate(cast))
    asking = cast.asking("writer")
    page = brief(before_a_meeting(asking, cast.kamil.pk))
    assert [(one.name, one.how) for one in page.helped] == [
        ("North road", "Spoke to the commander")
    ]
    carried = brief_for_the_road(asking, before_the_road(asking, cast.kamil.pk))
    assert carried.page.helped == ()


def test_the_story_for_the_next_colleague_says_what_they_made_possible(cast: Cast) -> None:
    road = gate(cast)
    helped(cast, road)
    helped(cast, road, how="His daughter is ill and goes to the clinic")
    leaving.set_last_day(cast.asking("writer"), colleague=cast.writer.pk, on=DAY + timedelta(5))
    begun = handovers.begin_handover(
        cast.asking("writer"), relationship=cast.kamil.pk, successor=cast.keeper.pk
    ).row
    story = handover_story(cast.asking("writer"), begun.pk)
    assert [one.how for one in story.helped] == ["Spoke to the commander"], "private words stay"
