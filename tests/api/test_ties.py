"""Ties from a program: listed, noted, changed, checked, ended and removed."""

import json
import uuid
from datetime import date
from typing import Any

import pytest

from actions.test_ties import group, tie
from cast import Cast
from rapport.records.models import NotTied, Office, Operation, Relationship, Tie
from web.test_ties import held


def post(client: Any, where: str, said: Any = None) -> Any:
    return client.post(where, json.dumps(said or {}), content_type="application/json")


def test_it_is_noted_and_read_from_both_ends(cast: Cast, browser: Any) -> None:
    board, client = group(cast), browser("writer")
    said = {
        "relationship": str(cast.kamil.pk), "other_actor": str(board.pk), "kind": "answers_to",
        "strength": 3, "expires": "2026-09-01",
    }  # fmt: skip
    noted = post(client, "/api/ties/add/", said).json()["noted"]
    for key, back in ((cast.kamil.pk, False), (board.pk, True)):
        (line,) = client.get(f"/api/ties/?of={key}").json()
        assert (line["key"], line["from_the_other"]) == (noted, back)
        assert line["says"] == "Abu Kamil answers to Water Board"
        assert line["strength"] == 3


def test_it_is_changed_checked_ended_and_removed(cast: Cast, browser: Any) -> None:
    begun = {"verified_on": date(2026, 2, 1)}
    noted, client = tie(cast, cast.kamil, "trusts", group(cast), **begun), browser("writer")
    post(client, f"/api/ties/{noted.pk}/change/", {"note": "Since the flood"})
    post(client, f"/api/ties/{noted.pk}/still/", {"verified_on": "2026-03-01"})
    post(client, f"/api/ties/{noted.pk}/over/", {"until": "2026-03-10"})
    noted.refresh_from_db()
    assert noted.note == "Since the flood"
    assert (str(noted.verified_on), str(noted.until)) == ("2026-03-01", "2026-03-10")
    assert post(client, f"/api/ties/{noted.pk}/remove/").status_code == 200
    assert not Tie.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": None},
        {"other_actor": None},
        {"other": str(uuid.uuid4())},
        {"relationship": "x"},
        {"circle": "x"},
    ],
)
def test_what_does_not_fit_is_refused(cast: Cast, browser: Any, wrong: dict[str, Any]) -> None:
    said = {
        "relationship": str(cast.kamil.pk), "other_actor": str(group(cast).pk), "kind": "trusts",
        **wrong,
    }  # fmt: skip
    said = {name: value for name, value in said.items() if value is not None}
    before = Operation.objects.count()
    assert post(browser("writer"), "/api/ties/add/", said).status_code == 409
    assert Operation.objects.count() == before


def test_who_does_not_see_both_ends_finds_nothing(cast: Cast, browser: Any) -> None:
    noted = tie(cast, cast.kamil, "trusts", group(cast))
    client = browser("outsider")
    assert client.get(f"/api/ties/?of={cast.kamil.pk}").status_code == 404
    for what in ("change", "still", "over", "remove"):
        assert post(client, f"/api/ties/{noted.pk}/{what}/").status_code == 404


@pytest.fixture
def near(cast: Cast) -> Relationship:
    """Somebody who was in the same group as Abu Kamil in the same years."""
    other, board = cast.add("Umm Nadir"), group(cast)
    for who in (cast.kamil, other):
        held(cast, who, board, "Clerk", since=2010, until=2014)
    return other


def likely(client: Any, key: Any) -> tuple[list[str], list[dict[str, Any]]]:
    told = client.get(f"/api/people/{key}/likely-ties/").json()
    return [one["alias"] for one in told["likely"]], told["not_so"]


def test_one_that_is_suggested_is_marked_as_not_so_and_suggested_again(
    cast: Cast, browser: Any, near: Relationship
) -> None:
    client, kamil = browser("writer"), cast.kamil.pk
    assert likely(client, kamil) == (["Umm Nadir"], [])
    where = f"/api/records/relationship/{kamil}/not-tied/"
    key = post(client, where, {"other": str(near.pk)}).json()["done"]
    offered, (said,) = likely(client, near.pk)
    assert (offered, said["key"], said["alias"], said["by"]) == ([], key, "Abu Kamil", "Writer")
    assert post(client, f"/api/records/nottied/{key}/propose-again/", {}).status_code == 200
    assert likely(client, near.pk) == (["Abu Kamil"], [])


def test_who_may_not_note_a_tie_is_told_of_none_and_marks_none(
    cast: Cast, browser: Any, near: Relationship
) -> None:
    kamil, hidden = cast.kamil.pk, cast.hidden.pk
    for who, status in (("reader", 403), ("outsider", 404)):
        client = browser(who)
        assert client.get(f"/api/people/{kamil}/likely-ties/").status_code == status
        where = f"/api/records/relationship/{kamil}/not-tied/"
        assert post(client, where, {"other": str(near.pk)}).status_code == status
    client = browser("writer")
    for one, other, status in ((kamil, hidden, 404), (hidden, kamil, 404), (kamil, kamil, 409)):
        where = f"/api/records/relationship/{one}/not-tied/"
        assert post(client, where, {"other": str(other)}).status_code == status
    assert post(client, f"/api/records/relationship/{kamil}/not-tied/", {}).status_code == 409
    assert not NotTied.objects.exists()


@pytest.mark.parametrize("where", ["ties/?of={}", "people/{}/likely-ties/"])
def test_reading_ties_is_reading_about_somebody(cast: Cast, browser: Any, where: str) -> None:
    Office.objects.update(reads_an_hour=3)
    people = [cast.add(f"Person {number}").pk for number in range(4)]
    answers = [browser("writer").get(f"/api/{where.format(key)}") for key in people]
    assert [one.status_code for one in answers[:3]] == [200, 200, 200]
    assert "in a short time" in answers[3].content.decode()
