"""Being introduced: the ways to somebody, what is planned, and what came of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cast import Cast, asked_by
from rapport.actions import groups, introductions, meetings, team, ties
from rapport.actions.ties import End
from rapport.briefings.across_circles import across_circles
from rapport.briefings.introductions import introduction_page
from rapport.briefings.network_map import network_of
from rapport.briefings.told_dependence import told_introductions
from rapport.briefings.views import view_of
from rapport.records.models import Introduction, Meeting, Office, Part
from rapport.records.refusals import CannotBe


def test_scenario_three(demo_world):
    """The baker's cousin: consent missing first, then a way that nobody checked."""
    cousin = demo_world.people["cousin"].pk
    page = introduction_page(demo_world.asking("idris", 0), cousin)
    assert page.known_by == ()
    first, second = page.ways
    assert [hop.other.name for hop in first.hops] == ["Ustad Karim", "The baker's cousin"]
    (karim,) = first.between
    assert (karim.used.times, karim.used.risk, karim.consent) == (4, 3, "not_asked")
    assert (first.lacks_consent, first.is_stale) == (True, False)
    assert [hop.one.name for hop in second.hops] == ["Mira Lindqvar", "UN liaison"]
    assert second.is_stale
    told = across_circles(demo_world.asking("idris", 0))
    assert len([one for one in told if one.code == "N07"]) == 2, "asked often, and not agreed"


@pytest.fixture
def musa(cast: Cast):
    """Return somebody we meet, who knows Kamil."""
    musa = cast.add("Haji Musa", days_ago=200)
    cast.meet(20, whom=musa)
    ties.note_tie(
        asked_by(cast.writer), one=End(relationship=musa.pk), kind="trusts",
        other=End(relationship=cast.kamil.pk),
    )  # fmt: skip
    return musa


def test_a_way_is_planned_from_the_page(cast: Cast, browser, musa):
    mine = browser("writer")
    page = mine.get(f"/people/{cast.kamil.pk}/introduction/").content.decode()
    where = reverse("plan-introduction", args=[cast.kamil.pk])
    assert f"{where}?introducer={musa.pk}&amp;colleague={cast.writer.pk}" in page
    form = mine.get(f"{where}?introducer={musa.pk}&colleague={cast.writer.pk}").content.decode()
    assert 'value="Haji Musa"' in form
    sent = {"introducer": "Haji Musa", "consent": "given", "risk": "2", "asks": "A word.",
            "colleague": str(cast.writer.pk), "due": "2026-04-01"}  # fmt: skip
    assert mine.post(where, sent).status_code == 302
    row = Introduction.objects.get()
    assert (row.introducer_id, row.consent_on, row.risk) == (musa.pk, cast.DAY, 2)
    shown = mine.get(f"/people/{cast.kamil.pk}/introduction/").content.decode()
    assert "A word." in shown


def test_what_came_of_it_is_recorded_and_removed(cast: Cast, browser, musa):
    row = introductions.plan_introduction(
        asked_by(cast.writer), relationship=cast.kamil.pk, introducer=musa.pk
    ).row
    mine, where = browser("writer"), reverse("change-introduction", args=[row.pk])
    seen = mine.get(where).context["seen"]
    sent = {"introducer": "Haji Musa", "consent": "not_asked", "outcome": "introduced",
            "seen": seen, "once": str(row.pk)}  # fmt: skip
    mine.post(where, sent)
    row.refresh_from_db()
    assert (row.outcome, row.asked_on) == ("introduced", cast.DAY)
    told = [one for one in across_circles(asked_by(cast.writer)) if one.code == "N07"]
    assert [one.alias for one in told] == ["Haji Musa"], "introduced without consent: noticed"
    mine.post(reverse("remove-introduction", args=[row.pk]))
    assert not Introduction.objects.exists()


def test_a_group_introduces_nobody(cast: Cast, browser):
    whom = cast.add("Somebody", new_actor="Council")
    sent = {"introducer": "Council (group)", "consent": "not_asked"}
    answer = browser("writer").post(reverse("plan-introduction", args=[whom.pk]), sent)
    assert answer.status_code == 422
    assert "A group introduces nobody" in answer.content.decode()


def test_a_group_we_deal_with_has_ways_too(cast: Cast, musa):
    council = cast.add("One of Council", new_actor="Council").counterpart.actor
    asking = asked_by(cast.writer)
    ours = groups.begin_with_group(asking, actor=council.pk, opened=cast.DAY).row
    ties.note_tie(asking, one=End(relationship=musa.pk), kind="trusts",
                  other=End(relationship=ours.pk))  # fmt: skip
    (way,) = introduction_page(asked_by(cast.writer), ours.pk).ways
    assert [hop.other.name for hop in way.hops] == ["Haji Musa", ours.called]
    whose = network_of(view_of(asked_by(cast.writer))).whose
    assert whose.number_of(council.pk) == whose.number_of(ours.pk) is not None


@pytest.fixture
def planned(cast: Cast, musa):
    """Return an introduction with a meeting that was then made for few."""
    asking = asked_by(cast.writer)
    (meeting,) = meetings.plan_meeting(
        asking, theirs=[(cast.kamil.pk,)], on=cast.DAY + timedelta(days=3)
    ).row
    return introductions.plan_introduction(
        asking, relationship=cast.kamil.pk, introducer=musa.pk, meeting=meeting.pk
    ).row


def test_a_meeting_one_may_not_see_is_neither_shown_nor_lost(cast: Cast, browser, planned):
    asking = asked_by(cast.writer)
    (shown,) = introduction_page(asking, cast.kamil.pk).introductions
    assert shown.meeting_id == planned.meeting_id
    Meeting.objects.filter(pk=planned.meeting_id).update(sensitivity=3)
    page = introduction_page(asked_by(cast.writer), cast.kamil.pk)
    assert [one.meeting_id for one in page.introductions] == [None]
    assert told_introductions(page)["introductions"][0].meeting_id is None
    address = f"/people/{cast.kamil.pk}/introduction/"
    assert str(planned.meeting_id) not in browser("writer").get(address).content.decode()
    introductions.change_introduction(asking, key=planned.pk, meeting=None, gives="Tea")
    planned.refresh_from_db()
    assert (planned.meeting_id is not None, planned.gives) == (True, "Tea")
    Meeting.objects.filter(pk=planned.meeting_id).update(sensitivity=1)
    introductions.change_introduction(asking, key=planned.pk, meeting=None)
    planned.refresh_from_db()
    assert planned.meeting_id is None


def test_a_meeting_with_somebody_else_is_refused(cast: Cast, musa):
    asking = asked_by(cast.writer)
    on = cast.DAY + timedelta(days=3)
    (meeting,) = meetings.plan_meeting(asking, theirs=[(musa.pk,)], on=on).row
    with pytest.raises(CannotBe, match="not with them"):
        introductions.plan_introduction(
            asking, relationship=cast.kamil.pk, introducer=musa.pk, meeting=meeting.pk
        )


def test_only_who_may_put_it_right_is_offered_to(cast: Cast, browser, planned):
    """The keeper of another circle writes somewhere, and not here."""
    team.admit(cast.asking("keeper"), circle=cast.circle.pk, colleague=cast.outsider.pk,
               part=Part.READER)  # fmt: skip
    change = reverse("change-introduction", args=[planned.pk])
    address = f"/people/{cast.kamil.pk}/introduction/"
    assert change in browser("writer").get(address).content.decode()
    page = browser("outsider").get(address)
    assert page.context["page"].introductions
    assert change not in page.content.decode()


def test_two_of_one_alias_can_be_edited(cast: Cast, browser, musa):
    row = introductions.plan_introduction(
        asked_by(cast.writer), relationship=cast.kamil.pk, introducer=musa.pk
    ).row
    cast.add("Haji Musa", days_ago=100)
    mine, where = browser("writer"), reverse("change-introduction", args=[row.pk])
    sent = {"introducer": "Haji Musa", "consent": "given", "seen": mine.get(where).context["seen"]}
    assert mine.post(where, sent).status_code == 302
    row.refresh_from_db()
    assert (row.introducer_id, row.consent) == (musa.pk, "given")
    plan = reverse("plan-introduction", args=[cast.kamil.pk])
    named = {"introducer": "Haji Musa", "consent": "not_asked"}
    assert mine.post(plan, named).status_code == 422, "nobody said which of the two"
    assert mine.post(f"{plan}?introducer={musa.pk}", named).status_code == 302


def test_too_often_is_as_the_office_has_it(cast: Cast, musa):
    for days in (5, 6):
        introductions.plan_introduction(
            asked_by(cast.writer), relationship=cast.kamil.pk, introducer=musa.pk,
            asked_on=cast.DAY - timedelta(days=days),
        )  # fmt: skip

    def said():
        (way,) = introduction_page(asked_by(cast.writer), cast.kamil.pk).ways
        return way.between[0].too_often

    assert not said()
    Office.objects.update(rule_settings={"N07": {"times": 2}})
    assert said()
