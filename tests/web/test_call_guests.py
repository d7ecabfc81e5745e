"""Who could join a call: offered by name with the reason, and one tap adds them to the plan."""

import re
from datetime import timedelta
from typing import Any

import pytest

from cast import Cast
from rapport.actions import access, history, meetings
from rapport.actions.joining import join_meeting
from rapport.briefings.call_guests import AT_MOST, CallGuests, call_guests
from rapport.briefings.meeting_card import card
from rapport.briefings.meetings import meeting
from rapport.records.models import Colleague, Counterpart, Function, Meeting, Operation, Sensitivity
from rapport.records.refusals import CannotBe, NotThere, NotYours

DAY = Cast.DAY
OFFERED = "Who could join this call"


def plan(cast: Cast, *others: Any, **told: Any) -> Meeting:
    told = {"on": DAY + timedelta(days=1), "channel": "phone", **told}
    theirs = [(one.pk,) for one in (cast.kamil, *others)]
    return meetings.plan_meeting(cast.asking("writer"), theirs=theirs, **told).row[0]


def offered(cast: Cast, planned: Meeting, by: str = "writer") -> CallGuests:
    asking = cast.asking(by)
    return call_guests(asking, meeting(asking, planned.pk))


def introduced(cast: Cast, days_ago: int = 30, **told: Any) -> Any:
    """Log that Salma introduced Abu Kamil to us, and return her."""
    salma = cast.add("Salma", days_ago=60)
    cast.meet(days_ago, theirs=[(cast.kamil.pk, "lead"), (salma.pk, "introducer")], **told)
    return salma


def says(colleague: Colleague, **told: Any) -> None:
    Colleague.objects.filter(pk=colleague.pk).update(**told)


@pytest.fixture
def spoken(cast: Cast) -> Cast:
    """Let Abu Kamil speak Arabic, as is recorded of him."""
    Counterpart.objects.filter(pk=cast.kamil.counterpart_id).update(languages=["ar"])
    return cast


def test_whoever_introduced_them_is_offered_with_the_day(cast: Cast):
    salma = introduced(cast)
    found = offered(cast, plan(cast))
    assert [(one.relationship, one.alias, one.on) for one in found.introducers] == [
        (salma.pk, "Salma", DAY - timedelta(days=30))
    ]
    assert found.colleagues == ()


def test_of_several_contacts_the_latest_day_is_said_and_nobody_is_offered_twice(cast: Cast):
    salma = introduced(cast)
    cast.meet(3, theirs=[(cast.kamil.pk, "lead"), (salma.pk, "introducer")])
    found = offered(cast, plan(cast)).introducers
    assert [one.on for one in found] == [DAY - timedelta(days=3)]


def test_who_was_there_as_something_else_or_introduced_another_is_not_offered(cast: Cast):
    salma, nabil = cast.add("Salma"), cast.add("Nabil")
    cast.meet(9, theirs=[(cast.kamil.pk, "lead"), (salma.pk, "second")])
    cast.meet(8, theirs=[(cast.kamil.pk, "interpreter"), (salma.pk, "introducer")])
    cast.meet(7, theirs=[(nabil.pk, "lead"), (salma.pk, "introducer")])
    assert not offered(cast, plan(cast)).any


def test_a_log_taken_back_offers_nobody_any_more(cast: Cast):
    introduced(cast)
    latest = Operation.objects.filter(verb="log_interaction").latest("number").change_set
    history.undo(cast.asking("writer"), key=latest)
    assert not offered(cast, plan(cast)).any


def test_an_introducer_whom_the_reader_may_not_see_is_not_offered(cast: Cast):
    salma = introduced(cast)
    planned = plan(cast)
    access.set_access(cast.asking("writer"), key=salma.pk, sensitivity=Sensitivity.SEVERE)
    assert not offered(cast, planned, "keeper").any
    # Nor to those who may: a plan that others read does not name her.
    assert not offered(cast, planned, "writer").any


def test_a_colleague_who_introduced_them_is_offered_too(cast: Cast):
    us = [(cast.writer.pk, "lead"), (cast.keeper.pk, "introducer")]
    cast.meet(20, ours=us)
    [keeper] = offered(cast, plan(cast)).colleagues
    assert (keeper.colleague, keeper.introduced) == (cast.keeper.pk, DAY - timedelta(days=20))


def test_who_says_they_speak_the_language_or_are_of_the_programme_is_offered(spoken: Cast):
    cast = spoken
    says(cast.keeper, languages=["fr", "ar"])
    says(cast.reader, function=Function.PROGRAMME, languages=["fr"])
    says(cast.writer, languages=["ar"])
    found = offered(cast, plan(cast)).colleagues
    assert [(one.name, one.languages, one.programme) for one in found] == [
        ("Kit Keeper", ("ar",), False),
        ("Reader", (), True),
    ]


def test_what_nobody_said_is_not_guessed(spoken: Cast):
    cast = spoken
    says(cast.keeper, origin="national", areas=["Kar Dovi"], function=Function.ACCESS)
    assert not offered(cast, plan(cast)).any


def test_somebody_outside_the_circle_is_not_offered(spoken: Cast):
    says(spoken.outsider, languages=["ar"], function=Function.PROGRAMME)
    assert not offered(spoken, plan(spoken)).any


def test_of_a_severe_person_only_those_named_are_offered(spoken: Cast):
    cast = spoken
    for one in (cast.keeper, cast.reader):
        says(one, languages=["ar"])
    named = [cast.writer.pk, cast.reader.pk]
    access.set_access(
        cast.asking("writer"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE, named=named
    )
    found = offered(cast, plan(cast)).colleagues
    assert [one.colleague for one in found] == [cast.reader.pk]


@pytest.mark.parametrize(("channel", "any_"), [("video", True), ("in_person", False)])
def test_only_a_call_offers_somebody(cast: Cast, channel, any_):
    introduced(cast)
    assert offered(cast, plan(cast, channel=channel)).any is any_


def test_a_call_that_is_over_or_called_off_offers_nobody(cast: Cast):
    introduced(cast)
    over, off = plan(cast, on=DAY - timedelta(days=1)), plan(cast)
    meetings.call_off_meeting(cast.asking("writer"), key=off.pk)
    assert not offered(cast, over).any
    assert not offered(cast, off).any


def test_of_many_a_few_are_offered(cast: Cast):
    for number in range(AT_MOST + 2):
        them = cast.add(f"Elder {number}")
        cast.meet(number, theirs=[(cast.kamil.pk, "lead"), (them.pk, "introducer")])
    assert len(offered(cast, plan(cast)).introducers) == AT_MOST


def test_joining_keeps_everybody_and_one_undo_takes_it_back(cast: Cast):
    salma, planned = introduced(cast), plan(cast)
    change = join_meeting(cast.asking("writer"), key=planned.pk, introducer=salma.pk)
    join_meeting(cast.asking("writer"), key=planned.pk, colleague=cast.reader.pk)
    there = {cast.kamil.pk: "lead", salma.pk: "introducer"}
    assert dict(planned.theirs.values_list("relationship", "part")) == there
    us = {cast.writer.pk: "lead", cast.reader.pk: "second"}
    assert dict(planned.ours.values_list("colleague", "part")) == us
    assert not offered(cast, planned).any
    history.undo(cast.asking("writer"), key=change.key)
    assert dict(planned.theirs.values_list("relationship", "part")) == {cast.kamil.pk: "lead"}
    assert dict(planned.ours.values_list("colleague", "part")) == us


def test_who_is_to_be_there_already_stays_as_what_they_are(cast: Cast):
    salma = introduced(cast)
    planned = plan(cast, salma)
    before = Operation.objects.count()
    join_meeting(cast.asking("writer"), key=planned.pk, introducer=salma.pk)
    join_meeting(cast.asking("writer"), key=planned.pk, colleague=cast.writer.pk)
    assert Operation.objects.count() == before


def test_joining_is_refused_where_it_cannot_be(cast: Cast):
    planned, salma = plan(cast), introduced(cast)
    with pytest.raises(CannotBe, match="not in this circle"):
        join_meeting(cast.asking("writer"), key=planned.pk, colleague=cast.outsider.pk)
    with pytest.raises(NotYours):
        join_meeting(cast.asking("reader"), key=planned.pk, colleague=cast.keeper.pk)
    with pytest.raises(NotThere):
        join_meeting(cast.asking("outsider"), key=planned.pk, colleague=cast.outsider.pk)
    with pytest.raises(NotThere):
        join_meeting(cast.asking("writer"), key=planned.pk, introducer=cast.hidden.pk)
    cast.meet(0, closes=[planned.pk])
    with pytest.raises(CannotBe, match="was held"):
        join_meeting(cast.asking("writer"), key=planned.pk, introducer=salma.pk)


def test_an_introducer_we_hardly_know_delays_no_request(cast: Cast):
    for days_ago in (20, 10):
        cast.meet(days_ago, asked=False)
    salma, planned = introduced(cast), plan(cast)
    assert not card(cast.asking("writer"), planned.pk).no_request
    join_meeting(cast.asking("writer"), key=planned.pk, introducer=salma.pk)
    answer = card(cast.asking("writer"), planned.pk)
    assert not answer.no_request
    assert not answer.first


def test_the_page_offers_each_with_one_button_and_the_button_adds_them(spoken: Cast, browser):
    cast = spoken
    salma, planned = introduced(cast), plan(cast)
    says(cast.keeper, languages=["ar"])
    client = browser("writer")
    page = client.get(f"/meetings/{planned.pk}/").content.decode()
    assert OFFERED in page
    assert "introduced them to us" in page
    assert f'name="introducer" value="{salma.pk}"' in page
    keeper = re.search(r'name="colleague" value="([^"]+)"', page)
    assert keeper is not None
    assert keeper[1] == str(cast.keeper.pk)
    answer = client.post(f"/meetings/{planned.pk}/join/", {"introducer": str(salma.pk)})
    assert answer.status_code == 302
    assert "done=" in answer.headers["Location"]
    page = client.get(f"/meetings/{planned.pk}/").content.decode()
    assert "<bdi>Salma</bdi> <small>(introducer)</small>" in page
    assert f'name="introducer" value="{salma.pk}"' not in page
    assert OFFERED in page


def test_whoever_may_only_read_is_offered_nothing(cast: Cast, browser):
    introduced(cast)
    planned = plan(cast)
    assert OFFERED not in browser("reader").get(f"/meetings/{planned.pk}/").content.decode()


def test_a_button_without_anybody_is_not_there(cast: Cast, browser):
    planned = plan(cast)
    for sent in ({}, {"colleague": "nobody"}, {"introducer": ""}):
        assert browser("writer").post(f"/meetings/{planned.pk}/join/", sent).status_code == 404
