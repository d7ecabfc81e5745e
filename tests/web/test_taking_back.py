"""Undo instead of "are you sure": what was just done can be taken back from where one stands."""

import re
from typing import Any

import pytest

from cast import Cast, asked_by
from rapport.actions import asks, commitments, occasions, upkeep
from rapport.records.models import Commitment, Counterpart, Relationship

SAID = {
    "promise": {"by": "us", "text": "Bring chalk."},
    "ask": {"what": "A pass for the clinic"},
    "insight": {"kind": "concern", "nature": "fact", "text": "The road", "confidence": "medium"},
    "tell": {"kind": "limits", "text": "We pay nobody.", "on": "2026-03-16"},
    "occasion": {"name": "Harvest", "on": "2026-05-01", "tone": "joyful"},
    "phase": {"to": "repair", "why": "A hard word fell."},
    "stage": {"to": "introduced", "why": "He gave his name."},
    "seal": {"name": "Kamil Haddad"},
}


def form_of(page: str) -> dict[str, str]:
    """Return the offer to take something back: where it is sent, and to where it returns."""
    pattern = r'action="(/history/[^"]+/undo/)".*?name="back" value="([^"]+)"'
    found = re.search(pattern, page, re.DOTALL)
    assert found, "the page offers to take it back"
    return {"where": found[1], "back": found[2]}


def follow(client: Any, answer: Any) -> str:
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return str(client.get(answer.headers["Location"]).content.decode())


@pytest.mark.parametrize("name", sorted(SAID))
def test_every_form_leads_to_a_page_that_offers_to_take_it_back(
    cast: Cast, browser: Any, name: str
) -> None:
    client = browser("writer")
    answer = client.post(f"/people/{cast.kamil.pk}/{name}/", SAID[name])
    page = follow(client, answer)
    assert "Saved." in page
    assert form_of(page)["back"] == f"/people/{cast.kamil.pk}/"


def test_what_is_settled_with_one_tap_is_taken_back_with_another(cast: Cast, browser: Any) -> None:
    client, about = browser("writer"), {"asking": asked_by(cast.writer)}
    person = {**about, "relationship": cast.kamil.pk}
    promise = commitments.make_commitment(**person, text="Bring chalk.").row
    ask = asks.plan_ask(**about, relationship=cast.kamil.pk, what="A pass").row
    feast = occasions.note_occasion(**person, name="Harvest", month=5, day=1).row
    waiver = upkeep.waive(**person, code="U01", reason="Away", until=cast.DAY.replace(day=30)).row
    for where, said in (
        (f"/commitments/{promise.pk}/settle/", {"state": "broken"}),
        (f"/asks/{ask.pk}/settle/", {"outcome": "granted"}),
        (f"/occasions/{feast.pk}/greet/", {}),
        (f"/waivers/{waiver.pk}/lift/", {}),
    ):
        assert form_of(follow(client, client.post(where, said))), where


def test_taking_back_returns_to_the_page_and_can_itself_be_taken_back(
    cast: Cast, browser: Any
) -> None:
    client = browser("writer")
    done = client.post(f"/people/{cast.kamil.pk}/promise/", SAID["promise"])
    offer = form_of(follow(client, done))
    undone = client.post(offer["where"], {"back": offer["back"]})
    page = follow(client, undone)
    assert undone.headers["Location"].startswith(offer["back"])
    assert "Undone." in page
    assert not Commitment.objects.exists()
    again = form_of(page)
    assert 'name="redo"' in page
    page = follow(client, client.post(again["where"], {"back": again["back"], "redo": "1"}))
    assert Commitment.objects.get().text == "Bring chalk."
    assert "Redone." in page, "what was asked for is said"
    assert "Undone." not in page
    assert 'name="redo"' not in page
    once_more = form_of(page)
    assert "Undone." in follow(client, client.post(once_more["where"], {"back": again["back"]}))


def test_whoever_takes_back_an_added_person_is_led_to_the_list(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    said = {"alias": "The baker", "circle": str(cast.circle.pk), "opened": "2026-03-01"}
    added = client.post("/people/add/", {**said, "open_reason": "proactive", "sensitivity": "1"})
    offer = form_of(follow(client, added))
    undone = client.post(offer["where"], {"back": offer["back"]})
    assert undone.headers["Location"].startswith("/people/?done=")
    assert follow(client, undone)
    assert not Counterpart.objects.filter(alias="The baker").exists()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "/no/", ""])
def test_one_returns_only_to_a_page_of_ours(cast: Cast, browser: Any, back: str) -> None:
    client = browser("writer")
    done = client.post(f"/people/{cast.kamil.pk}/promise/", SAID["promise"])
    offer = form_of(follow(client, done))
    undone = client.post(offer["where"], {"back": back})
    assert undone.headers["Location"].startswith("/history/?done=")


def test_nobody_is_offered_to_take_back_what_another_did(cast: Cast, browser: Any) -> None:
    done = browser("writer").post(f"/people/{cast.kamil.pk}/promise/", SAID["promise"])
    page = browser("keeper").get(done.headers["Location"]).content.decode()
    assert "Bring chalk." in page
    assert "/undo/" not in page


def test_what_changed_nothing_offers_nothing(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    holders = f"/people/{cast.kamil.pk}/holders/"
    said = {"lead": str(Relationship.objects.get(pk=cast.kamil.pk).lead_id)}
    client.get(holders)
    assert "done=" not in client.post(holders, said).headers["Location"]
