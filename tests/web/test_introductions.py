"""Being introduced: the ways to somebody, what is planned, and what came of it."""

import pytest
from django.urls import reverse

from cast import Cast, asked_by
from rapport.actions import introductions, ties
from rapport.actions.ties import End
from rapport.briefings.across_circles import across_circles
from rapport.briefings.introductions import introduction_page
from rapport.records.models import Introduction


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
