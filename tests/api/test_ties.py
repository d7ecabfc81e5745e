"""Ties from a program: listed, noted, changed, checked, ended and removed."""

import json
import uuid
from datetime import date
from typing import Any

import pytest

from actions.test_ties import group, tie
from cast import Cast
from rapport.records.models import Operation, Tie


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
