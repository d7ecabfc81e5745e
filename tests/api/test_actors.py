"""Groups from a program: listed, added, changed, weighed, and their posts held."""

import json
import re
import uuid
from typing import Any

import pytest

from actions.test_ties import group
from cast import Cast
from rapport.actions import actors
from rapport.records.models import Actor, Operation, Position, Sensitivity, Tenure


def post(client: Any, where: str, said: Any = None) -> Any:
    return client.post(where, json.dumps(said or {}), content_type="application/json")


def test_one_is_added_changed_and_found_in_any_script(cast: Cast, browser: Any) -> None:
    client, board = browser("writer"), group(cast)
    said = {
        "name": "Ferrymen", "also_called": ["المعدّاويون"], "kind": "community",
        "circle": str(cast.circle.pk), "parent": str(board.pk), "areas": ["Nahr"],
    }  # fmt: skip
    key = post(client, "/api/actors/add/", said).json()["added"]
    assert (
        post(client, f"/api/actors/{key}/change/", {"legal_note": "Ask first."}).status_code == 200
    )
    told = client.get(f"/api/actors/{key}/").json()
    assert (told["names"], told["areas"]) == (["Ferrymen", "المعدّاويون"], ["Nahr"])
    assert (told["part_of"], told["legal_note"]) == ("Water Board", "Ask first.")
    (row,) = client.get("/api/actors/", {"text": "المعداويون"}).json()["rows"]
    assert row["key"] == key


def test_influence_may_be_backdated_and_a_day_has_one_value(cast: Cast, browser: Any) -> None:
    board, client = group(cast), browser("writer")
    for value, on in ((2, "2026-03-10"), (4, "2026-01-05"), (3, "2026-03-10")):
        said = {"value": value, "on": on, "basis": f"Seen {value}."}
        assert post(client, f"/api/actors/{board.pk}/influence/", said).status_code == 200
    post(client, f"/api/actors/{board.pk}/acceptance/", {"value": "tolerant"})
    told = client.get(f"/api/actors/{board.pk}/").json()
    assert [(one["on"], one["value"]) for one in told["influence"]] == [
        ("2026-03-10", 3),
        ("2026-01-05", 4),
    ]
    assert told["acceptance"] == "tolerant"


def test_a_successor_ends_who_held_the_post_only_if_said(cast: Cast, browser: Any) -> None:
    board, client = group(cast), browser("writer")
    where = f"/api/actors/{board.pk}/post/"
    key = post(client, where, {"title": "Head"}).json()["added"]
    holder = {"relationship": str(cast.kamil.pk), "since": "2025-01-01"}
    first = post(client, f"/api/posts/{key}/holder/", holder).json()["added"]
    beside = {**holder, "since": "2026-02-01"}
    second = post(client, f"/api/posts/{key}/holder/", beside).json()["added"]
    assert Tenure.objects.get(pk=first).until is None
    post(client, f"/api/posts/{key}/holder/", {**holder, "since": "2026-03-01", "ends": second})
    assert str(Tenure.objects.get(pk=second).until) == "2026-03-01"
    assert Position.objects.get().title == "Head"


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("add/", {"circle": "x", "name": "A"}),
        ("add/", {"name": "A", "influence": [["2026-01-01", 4]]}),
        ("add/", {"name": 5}),
        ("add/", {}),
        ("KEY/change/", {"areas": "Nahr"}),
        ("KEY/change/", {"parent": "KEY"}),
        ("KEY/influence/", {"value": 5}),
        ("KEY/influence/", {"value": True}),
        ("KEY/influence/", {"value": 2, "on": "2030-01-01"}),
        ("KEY/acceptance/", {"value": "adored"}),
        ("KEY/post/", {}),
    ],
)
def test_what_does_not_fit_is_refused(
    cast: Cast, browser: Any, where: str, said: dict[str, Any]
) -> None:
    board = str(group(cast).pk)
    before = Operation.objects.count()
    told = json.loads(json.dumps({"circle": str(cast.circle.pk), **said}).replace("KEY", board))
    if not where.startswith("add"):
        told.pop("circle")
    answer = post(browser("writer"), f"/api/actors/{where.replace('KEY', board)}", told)
    assert answer.status_code == 409
    assert Operation.objects.count() == before


def test_a_stranger_finds_nothing_and_writes_nothing(cast: Cast, browser: Any) -> None:
    board, client = group(cast), browser("outsider")
    head = Position.objects.create(
        office=board.office, circle=board.circle, actor=board, title="Head"
    )
    before = Operation.objects.count()
    assert client.get("/api/actors/").json()["rows"] == []
    assert client.get(f"/api/actors/{board.pk}/").status_code == 404
    for what, said in (
        ("change", {"legal_note": "x"}),
        ("influence", {"value": 1}),
        ("acceptance", {"value": "hostile"}),
        ("post", {"title": "x"}),
    ):
        assert post(client, f"/api/actors/{board.pk}/{what}/", said).status_code == 404
    said = {"relationship": str(cast.kamil.pk)}
    assert post(client, f"/api/posts/{head.pk}/holder/", said).status_code == 404
    assert post(client, f"/api/actors/{uuid.uuid4()}/influence/", {"value": 1}).status_code == 404
    assert Operation.objects.count() == before


def test_influence_one_may_not_see_changes_nothing_one_is_told(cast: Cast, browser: Any) -> None:
    """A group of another circle, and a severe one above this one, are as if there were none."""
    board, client = group(cast), browser("writer")
    addresses = [
        "/actors/", "/actors/?influence=4", f"/actors/{board.pk}/",
        "/api/actors/", "/api/actors/?text=Secret", f"/api/actors/{board.pk}/",
    ]  # fmt: skip

    def answers() -> list[str]:
        told = (client.get(where).content.decode() for where in addresses)
        return [
            re.sub(r'name="once" value="[^"]*"|value="\w{64}"|X-CSRFToken[^}]*', "", one)
            for one in told
        ]

    before = answers()
    other = actors.add_actor(cast.asking("outsider"), circle=cast.elsewhere.pk, name="Secret one")
    actors.say_influence(cast.asking("outsider"), key=other.row.pk, value=4, basis="Heard.")
    severe = Actor.objects.create(
        office=board.office, circle=board.circle, sensitivity=Sensitivity.SEVERE,
        names=["Secret two"], influence=[["2026-03-01", 4, "Seen."]],
    )  # fmt: skip
    Actor.objects.filter(pk=board.pk).update(parent=severe)
    assert answers() == before
