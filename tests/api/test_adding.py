"""Adding somebody from a program: it goes through, and says whose names are near."""

import json
from typing import Any

import pytest

from cast import Cast
from rapport.records.models import Relationship, ToldApart


def post(client: Any, where: str, said: Any) -> Any:
    return client.post(where, json.dumps(said), content_type="application/json")


def test_somebody_is_added_and_the_answer_warns_of_near_names(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    new = {"alias": "Abu Camil", "circle": str(cast.circle.pk), "names": ["Kamil Rashid"]}
    told = {"how_to_address": "Doctor", "opened": "2026-03-01", "sensitivity": 2}
    answer = post(client, "/api/people/add/", new | told)
    assert answer.status_code == 200
    said = answer.json()
    assert [near["person"]["relationship"] for near in said["near"]] == [str(cast.kamil.pk)]
    row = Relationship.objects.get(pk=said["added"])
    assert (row.counterpart.how_to_address, row.sensitivity) == ("Doctor", 2)
    pair = client.get("/api/people/duplicates/").json()["pairs"][0]
    assert {pair["one"]["alias"], pair["other"]["alias"]} == {"Abu Kamil", "Abu Camil"}
    apart = post(client, f"/api/people/{row.pk}/apart/", {"other": str(cast.kamil.pk)})
    assert apart.json()["change_set"]
    assert client.get("/api/people/duplicates/").json()["total"] == 0


def test_of_whom_one_is_different_the_answer_warns_no_more(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    new = {"alias": "Abu Camil", "circle": str(cast.circle.pk)}
    different = {"different_from": [str(cast.kamil.pk), str(cast.hidden.pk)]}
    assert post(client, "/api/people/add/", new | different).json()["near"] == []
    assert ToldApart.objects.count() == 1
    near = post(client, "/api/people/near/", {"names": ["كامل الراشد"]}).json()["near"]
    assert [one["person"]["alias"] for one in near] == ["Abu Kamil"]


def test_people_of_another_circle_are_answered_like_nobody(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    for names in (["Umm Sahar"], ["Umm Nobody"]):
        assert post(client, "/api/people/near/", {"names": names}).json() == {"near": []}
    there = post(client, f"/api/people/{cast.kamil.pk}/apart/", {"other": str(cast.hidden.pk)})
    gone = post(client, f"/api/people/{cast.kamil.pk}/apart/", {"other": str(cast.circle.pk)})
    assert (there.status_code, there.content) == (gone.status_code, gone.content)
    assert there.status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"alias": 7},
        {"names": "Kamil"},
        {"names": [7]},
        {"different_from": ["x"]},
        {"different_from": "x"},
        {"circle": None},
        {"sensitivity": 9},
        {"sensitivity": True},
        {"actor": "x"},
        {"king": 1},
        {"channels": []},
        {"opened": "soon"},
        {"alias": ""},
    ],
)
def test_a_request_that_is_wrong_gets_a_sentence(cast: Cast, browser: Any, wrong: Any) -> None:
    said = {"alias": "Umm Nadir", "circle": str(cast.circle.pk), **wrong}
    answer = post(browser("writer"), "/api/people/add/", said)
    assert (answer.status_code, answer.json()["says"][-1]) == (409, ".")
    assert Relationship.objects.count() == 2


def test_only_writers_add(cast: Cast, browser: Any) -> None:
    new = {"alias": "Umm Nadir", "circle": str(cast.circle.pk)}
    for who in ("reader", "outsider"):
        assert post(browser(who), "/api/people/add/", new).status_code == 404
