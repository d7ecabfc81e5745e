"""Gates from a program: listed, read as they stood on a day, added, and told of."""

import json
import uuid
from datetime import date
from typing import Any

import pytest

from cast import Cast
from rapport.actions import consents, gates
from rapport.records.models import ConsentGroup, Gate, GateIncident, GateState, Needs, Operation


def post(client: Any, where: str, said: Any) -> Any:
    return client.post(where, json.dumps(said), content_type="application/json")


@pytest.fixture
def road(cast: Cast) -> Gate:
    """Return a road that was said to be open, of which one of two elders took it back."""
    asking = cast.asking("writer")
    gate = gates.add_gate(
        asking, circle=cast.circle.pk, name="North road", kind="passage", standing="open",
        on=date(2026, 1, 1), reason="Three convoys passed",
    ).row  # fmt: skip
    group = consents.add_group(asking, gate=gate.pk, needs=Needs.ALL).row
    consent = {"asking": asking, "gate": gate.pk, "group": group.pk, "kind": "community"}
    consents.need_consent(**consent, new_actor="Elders", state="given", on=date(2026, 1, 1))
    kamil = consents.need_consent(
        **consent, relationship=cast.kamil.pk, state="given", on=date(2026, 1, 2)
    ).row
    consents.say_consent(asking, key=kamil.pk, state="withdrawn", on=date(2026, 3, 1))
    gates.log_incident(asking, gate=gate.pk, kind="refused", text="No reason", on=cast.DAY)
    return gate


def test_the_list_says_of_each_what_was_said_and_what_consents_add_up_to(
    cast: Cast, browser: Any, road: Gate
) -> None:
    answer = browser("reader").get("/api/gates/").json()
    (line,) = answer["rows"]
    assert (answer["total"], answer["following"]) == (1, None)
    assert (line["gate"]["name"], line["gate"]["kind"]) == ("North road", "passage")
    assert (line["standing"], line["consents"], line["differ"]) == ("open", "closed", True)
    assert (line["weakest"], line["paths"], line["incidents"]) == (["Abu Kamil"], 0, 1)


def test_fifty_gates_are_a_page_and_the_next_begins_where_it_ended(
    cast: Cast, browser: Any
) -> None:
    for number in range(52):
        gates.add_gate(
            cast.asking("writer"), circle=cast.circle.pk, name=f"Road {number:02}", kind="passage"
        )
    client = browser("writer")
    first, second = (client.get(f"/api/gates/?page={page}").json() for page in (1, 2))
    assert (len(first["rows"]), first["following"], first["total"]) == (50, 2, 52)
    assert [row["gate"]["name"] for row in second["rows"]] == ["Road 50", "Road 51"]
    assert second["following"] is None
    assert client.get("/api/gates/?page=soon").json() == first


@pytest.mark.parametrize(
    ("day", "stood"),
    [
        ("2025-12-31", ("unknown", "unknown")),
        ("2026-01-01", ("open", "unknown")),
        ("2026-01-02", ("open", "open")),
        ("2026-02-28", ("open", "open")),
        ("2026-03-01", ("open", "closed")),
    ],
)
def test_one_gate_is_told_as_it_stood_on_any_day(
    cast: Cast, browser: Any, road: Gate, day: str, stood: tuple[str, str]
) -> None:
    page = browser("reader").get(f"/api/gates/{road.pk}/?on={day}").json()
    assert (page["day"], (page["standing"], page["consents"])) == (day, stood)
    assert page["incidents"] == []
    (group,) = page["groups"]
    assert all(said[0] <= day for whose in group["consents"] for said in whose["states"])
    assert page["may_change"] is False


def test_nested_groups_are_told_as_they_stand_in_each_other(
    cast: Cast, browser: Any, road: Gate
) -> None:
    outer = ConsentGroup.objects.get()
    inner = consents.add_group(
        cast.asking("writer"), gate=road.pk, needs=Needs.SOME, count=2, parent=outer.pk
    ).row
    (told,) = browser("writer").get(f"/api/gates/{road.pk}/").json()["groups"]
    (within,) = told["groups"]
    assert (told["needs"], told["comes_to"]) == ("all", "closed")
    assert within == {
        "group": str(inner.pk), "needs": "some", "count": 2, "comes_to": "unknown",
        "consents": [], "groups": [],
    }  # fmt: skip


def test_a_gate_is_added_with_how_it_stands(cast: Cast, browser: Any) -> None:
    said = {"name": "Customs", "kind": "customs", "circle": str(cast.circle.pk), "service": "food"}
    how = {"standing": "conditional", "on": "2026-03-01", "reason": "A stamp each time"}
    answer = post(browser("writer"), "/api/gates/add/", said | how | {"until": "2026-06-30"})
    assert answer.status_code == 200, answer.content
    gate = Gate.objects.get(pk=answer.json()["added"])
    assert (gate.name, gate.service, str(gate.until)) == ("Customs", "food", "2026-06-30")
    state = GateState.objects.get(gate=gate)
    assert (state.standing, str(state.on), state.reason) == (
        *("conditional", "2026-03-01"),
        "A stamp each time",
    )


def test_its_standing_an_incident_and_a_consent_are_said(
    cast: Cast, browser: Any, road: Gate
) -> None:
    client, where = browser("writer"), f"/api/gates/{road.pk}/"
    said = {"standing": "closed", "on": "2026-03-10", "reason": "A new barrier"}
    assert post(client, f"{where}standing/", said).json()["said"]
    logged = post(client, f"{where}incident/", {"kind": "searched", "text": "Two hours"}).json()
    incident = GateIncident.objects.get(pk=logged["logged"])
    assert (incident.kind, incident.on, incident.text) == ("searched", cast.DAY, "Two hours")
    page = client.get(where).json()
    (kamil,) = (one for one in page["groups"][0]["consents"] if one["relationship"])
    told = {"state": "conditional", "on": "2026-03-12", "note": "By day only"}
    assert post(client, f"/api/consents/{kamil['consent']}/say/", told).json()["said"]
    page = client.get(where).json()
    assert (page["standing"], page["consents"]) == ("closed", "conditional")
    (kamil,) = (one for one in page["groups"][0]["consents"] if one["relationship"])
    assert (kamil["state"], kamil["since"], kamil["note"]) == (
        *("conditional", "2026-03-12"),
        "By day only",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": 7},
        {"kind": "king"},
        {"kind": None},
        {"circle": None},
        {"circle": "x"},
        {"standing": "ajar"},
        {"standing": "open", "on": "soon"},
        {"standing": "open", "on": "2026-03-17"},
        {"since": "2026-03-02", "until": "2026-03-01"},
        {"king": 1},
        {"office": str(uuid.uuid4())},
    ],
)
def test_a_gate_that_is_wrong_gets_a_sentence_and_changes_nothing(
    cast: Cast, browser: Any, wrong: Any
) -> None:
    before = Operation.objects.count()
    said = {"name": "Customs", "kind": "customs", "circle": str(cast.circle.pk), **wrong}
    answer = post(browser("writer"), "/api/gates/add/", said)
    assert answer.status_code == 409, answer.content
    assert answer.json()["says"].endswith(".")
    assert Operation.objects.count() == before


@pytest.mark.parametrize(
    ("what", "wrong"),
    [
        ("standing", {}),
        ("standing", {"standing": "ajar"}),
        ("standing", {"standing": "open", "gate": str(uuid.uuid4())}),
        ("standing", {"standing": "open", "on": "2026-03-17"}),
        ("incident", {}),
        ("incident", {"kind": "turned-back"}),
        ("incident", {"kind": "delayed", "text": 7}),
    ],
)
def test_what_is_said_wrong_of_a_gate_changes_nothing(
    cast: Cast, browser: Any, road: Gate, what: str, wrong: Any
) -> None:
    before = Operation.objects.count()
    assert post(browser("writer"), f"/api/gates/{road.pk}/{what}/", wrong).status_code == 409
    assert Operation.objects.count() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"state": "perhaps"},
        {"state": ["given"]},
        {"state": "given", "note": 7},
        {"state": "given", "on": "soon"},
        {"state": "given", "states": []},
    ],
)
def test_a_consent_said_wrong_changes_nothing(
    cast: Cast, browser: Any, road: Gate, wrong: Any
) -> None:
    client, before = browser("writer"), Operation.objects.count()
    (group,) = client.get(f"/api/gates/{road.pk}/").json()["groups"]
    where = f"/api/consents/{group['consents'][0]['consent']}/say/"
    assert post(client, where, wrong).status_code == 409
    assert Operation.objects.count() == before


def test_a_day_that_is_none_is_refused(cast: Cast, browser: Any, road: Gate) -> None:
    for where in ("/api/gates/", f"/api/gates/{road.pk}/", "/api/mandates/"):
        assert browser("reader").get(f"{where}?on=soon").status_code == 409


def test_a_gate_of_another_circle_looks_like_none(cast: Cast, browser: Any, road: Gate) -> None:
    stranger, reader = browser("outsider"), browser("reader")
    (group,) = reader.get(f"/api/gates/{road.pk}/").json()["groups"]
    consent = group["consents"][0]["consent"]
    assert stranger.get("/api/gates/").json() == {"rows": [], "total": 0, "following": None}
    told = stranger.get(f"/api/gates/{road.pk}/")
    nothing = stranger.get(f"/api/gates/{uuid.uuid4()}/")
    assert (told.status_code, told.content) == (nothing.status_code, nothing.content)
    for where, said in (
        (f"/api/gates/{road.pk}/standing/", {"standing": "open"}),
        (f"/api/gates/{road.pk}/incident/", {"kind": "delayed"}),
        (f"/api/consents/{consent}/say/", {"state": "given"}),
    ):
        assert post(stranger, where, said).status_code == 404
        assert post(reader, where, said).status_code == 403
    new = {"name": "Customs", "kind": "customs", "circle": str(cast.circle.pk)}
    for who in (stranger, reader):
        assert post(who, "/api/gates/add/", new).status_code == 404


def test_whom_only_the_named_may_see_is_in_nobody_elses_gate(
    cast: Cast, browser: Any, road: Gate
) -> None:
    severe = cast.add("Umm Severe", sensitivity=3)
    consents.need_consent(
        cast.asking("writer"), gate=road.pk, kind="community", relationship=severe.pk
    )
    mine, theirs = (browser(who).get(f"/api/gates/{road.pk}/") for who in ("writer", "reader"))
    assert "Umm Severe" in mine.content.decode()
    assert "Umm Severe" not in theirs.content.decode()
    assert (mine.json()["needed"], theirs.json()["needed"]) == (3, 2)


def test_who_helped_is_noted_told_thanked_and_taken_back(
    cast: Cast, browser: Any, road: Gate
) -> None:
    client, where = browser("writer"), f"/api/gates/{road.pk}/"
    told = {"relationship": str(cast.kamil.pk), "how": "Spoke to the guards", "on": "2026-03-10"}
    key = post(client, f"/api/records/gate/{road.pk}/help/", told).json()["done"]
    (help_,) = client.get(where).json()["helps"]
    assert (help_["how"], help_["on"], help_["thanked_on"]) == (told["how"], told["on"], None)
    (made,) = client.get(f"/api/people/{cast.kamil.pk}/").json()["helped"]
    assert (made["name"], made["how"]) == (road.name, told["how"])
    post(client, f"/api/records/gatehelp/{key}/thank/", {"on": "2026-03-12"})
    assert client.get(where).json()["helps"][0]["thanked_on"] == "2026-03-12"
    assert client.get(f"{where}?on=2026-03-11").json()["helps"][0]["thanked_on"] is None
    changed = post(client, f"/api/records/gatehelp/{key}/change/", {"how": "Wrote a letter"})
    assert changed.status_code == 200, changed.content
    assert client.get(where).json()["helps"][0]["how"] == "Wrote a letter"
    assert browser("outsider").get(where).status_code == 404
    for wrong in ({"how": "Spoke"}, {**told, "how": ""}, {**told, "thanked_on": "2026-03-09"}):
        answer = post(client, f"/api/records/gate/{road.pk}/help/", wrong)
        assert answer.status_code in (400, 409), wrong
    post(client, f"/api/records/gatehelp/{key}/remove/", {})
    assert client.get(where).json()["helps"] == []
