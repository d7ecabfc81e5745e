"""The list of requests: what waits, what is ahead, what ended, as far as one may see."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast, asked_by
from rapport.actions import access, agreements, asks, gates, history, meetings
from rapport.briefings.brief import before_a_meeting, before_the_road, brief
from rapport.briefings.meeting_card import card
from rapport.briefings.requests import PAGE, Which, requests
from rapport.briefings.road import brief_for_the_road, what_may_be_ticked
from rapport.briefings.week import Kind, the_week
from rapport.records.models import Ask, new_key
from rapport.web.card_offers import parts

DAY = Cast.DAY


def plan(cast: Cast, what: str = "Passage", *, whom: Any = None, by: str = "writer", **told: Any):
    about = (whom or cast.kamil).pk
    return asks.plan_ask(cast.asking(by), relationship=about, what=what, **told).row


def settle(cast: Cast, ask: Ask, outcome: str, days_ago: int = 0, **told: Any) -> None:
    asks.settle_ask(cast.asking("writer", days_ago), key=ask.pk, outcome=outcome, **told)


def listed(cast: Cast, which: Which = Which.OPEN, by: str = "writer") -> list[str]:
    return [one.what for one in requests(cast.asking(by), which=which).lines]


def test_on_the_first_day_there_is_none(cast: Cast) -> None:
    answer = requests(cast.asking("writer"))
    assert (answer.lines, answer.following) == ((), 0)
    assert set(answer.counts.values()) == {0}


def test_each_stands_where_it_belongs(cast: Cast) -> None:
    for what, outcome in (
        ("Waits", "made"), ("Later", "deferred"), ("Yes", "granted"), ("No", "refused"),
        ("Gone", "withdrawn"),
    ):  # fmt: skip
        settle(cast, plan(cast, what), outcome)
    plan(cast, "Ahead", planned_for=DAY + timedelta(3))
    assert set(listed(cast)) == {"Waits", "Later", "Ahead"}
    assert listed(cast, Which.WAITING) == ["Waits"]
    assert listed(cast, Which.PLANNED) == ["Ahead"]
    assert listed(cast, Which.AGAIN) == ["Later"]
    assert set(listed(cast, Which.ENDED)) == {"Yes", "No", "Gone"}
    counts = requests(cast.asking("writer")).counts
    assert counts == {"open": 3, "waiting": 1, "planned": 1, "again": 1, "ended": 3}


def test_what_presses_comes_first_and_what_has_no_day_last(cast: Cast) -> None:
    plan(cast, "Some day")
    plan(cast, "Next week", planned_for=DAY + timedelta(7))
    later = plan(cast, "Comes back")
    settle(cast, later, "deferred", again_on=DAY + timedelta(2))
    asked = plan(cast, "Asked")
    settle(cast, asked, "made", on=DAY - timedelta(9))
    assert listed(cast) == ["Asked", "Comes back", "Next week", "Some day"]


@pytest.mark.parametrize(("days", "there"), [(90, True), (91, False)])
def test_what_ended_is_listed_for_ninety_days(cast: Cast, days: int, there: bool) -> None:
    settle(cast, plan(cast), "refused", on=DAY - timedelta(days))
    assert bool(listed(cast, Which.ENDED)) is there


@pytest.mark.parametrize(("days", "there"), [(80, True), (95, False)])
def test_what_was_withdrawn_before_any_day_counts_from_when_it_was_noted(
    cast: Cast, days: int, there: bool
) -> None:
    asking = asked_by(cast.writer, days)
    ask = asks.plan_ask(asking, relationship=cast.kamil.pk, what="Passage").row
    key = new_key()
    moment = int(asking.now.timestamp() * 1000) << 80
    old = type(key)(int=moment | (key.int & ((1 << 80) - 1)))
    Ask.objects.filter(pk=ask.pk).update(id=old, outcome="withdrawn")
    assert bool(listed(cast, Which.ENDED)) is there


def test_it_says_of_whom_for_what_and_whether_the_cost_was_thought_of(cast: Cast) -> None:
    gate = gates.add_gate(
        cast.asking("writer"), circle=cast.circle.pk, name="North road", kind="passage"
    ).row
    plan(cast, gate=gate.pk, urgency_ours="now", urgency_theirs="can_wait", costs=(("safety", 3),))
    plan(cast, "Visa")
    first, second = requests(cast.asking("writer")).lines
    assert (first.alias, first.gate, first.urgency_ours) == ("Abu Kamil", "North road", "now")
    assert ([one[0] for one in first.costs], second.costs) == (["safety"], ())


def test_a_reader_sees_it_and_settles_nothing(cast: Cast) -> None:
    plan(cast)
    (line,) = requests(cast.asking("reader")).lines
    assert not line.may_change
    assert requests(cast.asking("writer")).lines[0].may_change


def test_of_another_circle_and_of_somebody_for_the_named_nothing_is_listed(cast: Cast) -> None:
    severe = cast.add("Abu Idris")
    plan(cast, "Quiet word", whom=severe)
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=3, named=[])
    plan(cast, "Elsewhere road", whom=cast.hidden, by="outsider")
    assert listed(cast) == ["Quiet word"]
    for other in ("keeper", "reader"):
        answer = requests(cast.asking(other))
        assert (answer.lines, answer.counts["open"]) == ((), 0)
    assert listed(cast, by="outsider") == ["Elsewhere road"]


def test_a_page_takes_two_questions_however_many_there_are(cast: Cast) -> None:
    one = plan(cast, "Passage")
    columns = {field.attname: getattr(one, field.attname) for field in Ask._meta.concrete_fields}
    Ask.objects.bulk_create(
        Ask(**{**columns, "id": new_key(), "what": f"Passage {n}"}) for n in range(PAGE * 2)
    )
    asking = cast.asking("writer")
    asking.me.readable_circles(), asking.me.writable_circles()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = requests(asking)
    assert (len(asked), len(answer.lines), answer.following) == (2, PAGE, 2)
    last = requests(asking, page=3)
    assert (len(last.lines), last.following) == (1, 0)
    assert requests(asking, page=4).lines == ()


def test_what_comes_back_is_in_the_week_on_its_day(cast: Cast) -> None:
    on = DAY + timedelta(5)
    settle(cast, plan(cast, "Comes back", planned_for=DAY + timedelta(1)), "deferred", again_on=on)
    settle(cast, plan(cast, "Some day", planned_for=DAY + timedelta(1)), "deferred")
    week = the_week(cast.asking("writer"), mine=False, steps=(), endings=())
    found = [(f.on, f.text) for day in week for f in day.falls if f.kind == Kind.REQUEST]
    assert found == [(on, "Comes back")]


def test_the_brief_says_what_it_costs_them_and_what_softens_it(cast: Cast) -> None:
    told = {"may_say": "Only medicine.", "bottom_line": "One lorry.", "for_them": "A clinic."}
    plan(cast, costs=(("safety", 3, "No names."),), **told)
    (ask,) = brief(before_a_meeting(cast.asking("writer"), cast.kamil.pk)).asks
    (risk,) = ask.risks
    assert (risk.cost, risk.weight, risk.softened) == ("safety", 3, "No names.")
    assert (ask.may_say, ask.bottom_line, ask.for_them) == (
        "Only medicine.", "One lorry.", "A clinic.",
    )  # fmt: skip


def test_on_the_road_there_is_only_what_we_ask(cast: Cast) -> None:
    plan(
        cast, costs=(("safety", 3, "heron"),), may_say="heron", bottom_line="heron", softens="heron"
    )
    answer = before_the_road(cast.asking("writer"), cast.kamil.pk)
    every = [one.name for one in what_may_be_ticked(answer).pieces]
    page = brief_for_the_road(cast.asking("writer"), answer, ticked=every).page
    assert [one.what for one in page.asks] == ["Passage"]
    assert "heron" not in repr(page)


def test_the_card_offers_what_may_be_said_of_the_requests_of_this_meeting(cast: Cast) -> None:
    first, other = (
        meetings.plan_meeting(
            cast.asking("writer"), theirs=[(cast.kamil.pk,)], on=DAY + timedelta(days)
        ).row[0]
        for days in (1, 8)
    )
    plan(
        cast, "Here", meeting=first.pk, may_say="Only medicine.", costs=(("safety", 2, "No flag."),)
    )
    plan(cast, "There", meeting=other.pk, may_say="A visa.")
    plan(cast, "Anywhere", may_say="A word.")
    found = card(cast.asking("writer"), first.pk)
    assert set(found.asks) == {"Here", "Anywhere"}
    offered = {part.name: part.offers for part in parts(found)}
    assert {"Only medicine.", "A word."} <= set(offered["may_say"])
    assert "A visa." not in offered["may_say"]
    assert "No flag." in offered["acknowledgement"]


def test_of_a_meeting_for_the_named_nothing_is_said_with_the_request(cast: Cast) -> None:
    severe = cast.add("Abu Idris")
    meeting = meetings.plan_meeting(
        cast.asking("writer"), theirs=[(cast.kamil.pk,), (severe.pk,)], on=DAY + timedelta(1)
    ).row[0]
    ask = plan(cast, meeting=meeting.pk)
    assert Ask.objects.get(pk=ask.pk).meeting_shown == meeting
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=3, named=[])
    meeting.refresh_from_db()
    shown = Ask.objects.get(pk=ask.pk).meeting_shown
    assert (shown is None) is (meeting.sensitivity >= 3)


def to_record(cast: Cast, by: str = "writer") -> list[str]:
    found = requests(cast.asking(by), which=Which.ENDED).lines
    return [one.what for one in found if one.to_record]


def test_a_yes_offers_an_agreement_until_one_stands_on_it(cast: Cast) -> None:
    yes = plan(cast, "Yes")
    settle(cast, yes, "granted")
    settle(cast, plan(cast, "No"), "refused")
    assert to_record(cast) == ["Yes"]
    made = agreements.record_agreement(
        cast.asking("writer"), relationship=cast.kamil.pk, ask=yes.pk, what="Six trucks",
        form="oral",
    )  # fmt: skip
    assert to_record(cast) == []
    history.undo(cast.asking("writer"), key=made.key)
    assert to_record(cast) == ["Yes"]


def test_what_one_may_not_see_of_a_yes_hides_no_offer(cast: Cast) -> None:
    """An agreement graded above a reader is none to them: they are told as if it were not there."""
    yes = plan(cast, "Yes")
    settle(cast, yes, "granted")
    before = requests(cast.asking("reader"), which=Which.ENDED)
    agreements.record_agreement(
        cast.asking("writer"), relationship=cast.kamil.pk, ask=yes.pk, what="Six trucks",
        form="oral", sensitivity=3,
    )  # fmt: skip
    assert requests(cast.asking("reader"), which=Which.ENDED) == before
