"""Every page, with a relationship with a group as such among the others: all of them stand it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cast import Cast
from in_turn import in_turn
from rapport.actions import asks, commitments, groups, insights, meetings, relationships, upkeep
from rapport.records import judging
from rapport.records.models import Actor, DisclosureKind, InsightKind, Relationship, Sensitivity
from web.test_every_address import FRAGMENT, NOBODY, PEOPLE, PLAIN, address

pytestmark = pytest.mark.django_db

OF_PERSONS = {
    *("change-person", "names", "seal", "merge", "merge-with", "tell-apart", "channel"),
    *("drop-channel", "change-channel", "verify-channel", "erase-person", "person-record", "group"),
}
"""Addresses about a person alone: there is nothing under them for a group."""


def begin(cast: Cast, by: str, name: str, sensitivity: int, word: str = "tide") -> Relationship:
    """Begin one with something of every kind that can hang on it."""
    asking = cast.asking(by)
    cast.add(f"Somebody of {name}", by=by, new_actor=name)
    group = Actor.objects.get(names__0=name)
    told = {"opened": cast.DAY - timedelta(days=200), "sensitivity": sensitivity}
    made = groups.begin_with_group(asking, actor=group.pk, **told).row
    about: dict[str, Any] = {"asking": asking, "relationship": made.pk}
    relationships.take_stage(asking, key=made.pk, stage="introduced", evidence="A letter.")
    relationships.switch_phase(asking, key=made.pk, phase="negotiation", reason="They wrote.")
    cast.meet(100, by=by, whom=made, line=f"They told of the {word}.", topics=word)
    commitments.make_commitment(**about, text=f"send the {word} tables", due=cast.DAY)
    asks.plan_ask(asking, relationship=made.pk, what=f"the {word} gate", planned_for=cast.DAY)
    insights.note_insight(**about, kind=InsightKind.CONCERN, text=f"fears the {word}")
    insights.tell(**about, kind=DisclosureKind.LIMITS, text="no boats")
    meetings.plan_meeting(asking, theirs=[(made.pk,)], on=cast.DAY + timedelta(days=2))
    upkeep.waive(**about, code="U01", reason=word, until=cast.DAY + timedelta(days=9))
    judging.rejudge_all(today=cast.DAY)
    return Relationship.objects.get(pk=made.pk)


@pytest.fixture(params=[Sensitivity.RESTRICTED, Sensitivity.SEVERE])
def council(cast: Cast, request: Any) -> Relationship:
    return begin(cast, "writer", "Tide council", request.param)


@pytest.mark.parametrize(
    ("name", "council"),
    in_turn(sorted({*PLAIN, *PEOPLE} - set(NOBODY)), (Sensitivity.RESTRICTED, Sensitivity.SEVERE)),
    indirect=["council"],
)
def test_every_page_stands_it(cast: Cast, browser: Any, council: Relationship, name: str) -> None:
    begin(cast, "outsider", "Heron council", Sensitivity.RESTRICTED, "heron")
    severe = council.sensitivity >= Sensitivity.SEVERE
    for role in ("writer", "reader", "keeper", "outsider"):
        for headers in ({}, FRAGMENT):
            answer = browser(role).get(address(name, council.pk), headers=headers)
            assert answer.status_code in {200, 302, 403, 404, 405, 422}, role
            said = answer.content.decode()
            if role == "outsider" or (severe and role != "writer"):
                assert "tide" not in said
            if role != "outsider":
                assert "Heron council" not in said
            if role == "writer" and name in OF_PERSONS:
                assert answer.status_code in {404, 405}
    stranger = Client(SERVER_NAME="127.0.0.1").get(address(name, council.pk))
    assert stranger.status_code == 302


def test_its_page_has_all_that_hangs_on_it_and_the_group_says_what_matters(
    browser: Any, council: Relationship
) -> None:
    whole = browser("writer").get(f"/people/{council.pk}/").content.decode()
    every = ("They told of the tide", "send the tide tables", "the tide gate", "fears the tide")
    for words in ("Tide council", *every, "no boats"):
        assert words in whole, words
    for of_persons in ("Meetings without a request", "Contact channels", "Add a real name"):
        assert of_persons not in whole
    group = browser("writer").get(f"/actors/{council.actor_id}/").content.decode()
    for words in ("Somebody of Tide council", "send the tide tables", "no boats", "the tide gate"):
        assert words in group, words
    assert f"/people/{council.pk}/" in group


def test_where_it_is_told_it_is_named(browser: Any, council: Relationship) -> None:
    for where in ("/", "/requests/", "/history/", f"/log/?who={council.pk}"):
        assert "Tide council" in browser("writer").get(where).content.decode(), where
    found = browser("writer").post("/find/", {"text": "tide"}, follow=True).content.decode()
    assert "Tide council" in found


def test_a_contact_with_nobody_but_the_group_is_logged(
    cast: Cast, browser: Any, council: Relationship
) -> None:
    said = {"who": str(council.pk), "save": "1", "asked": "no", "purpose": "engagement",
            "channel": "phone", "on": cast.DAY.isoformat(), "line": "They called."}  # fmt: skip
    assert browser("writer").post("/log/", said).status_code == 302
    council.refresh_from_db()
    assert council.last_two_way == cast.DAY


def test_one_is_begun_from_the_page_of_the_group(cast: Cast, browser: Any) -> None:
    cast.add("Somebody there", new_actor="Fishers")
    group = Actor.objects.get(names__0="Fishers")
    client = browser("writer")
    assert "Start a relationship" in client.get(f"/actors/{group.pk}/").content.decode()
    said = {"opened": cast.DAY.isoformat(), "lead": str(cast.writer.pk), "sensitivity": "1",
            "ideal_days": "30", "maximum_days": "60", "open_reason": "proactive"}  # fmt: skip
    assert client.post(f"/actors/{group.pk}/begin/", said).status_code == 302
    made = Relationship.objects.get(actor=group)
    assert (made.ideal_days, made.lead) == (30, cast.writer)
    assert "Log contact" in client.get(f"/actors/{group.pk}/").content.decode()
    assert (
        "Start a relationship" not in browser("reader").get(f"/actors/{group.pk}/").content.decode()
    )
