"""The same answers as JSON, behind the same gate."""

import json
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from cast import Cast
from rapport.actions import asks
from rapport.records.models import Ask, Interaction, Operation
from rapport.records.operations import part_rows

ADDRESSES = (
    *("/api/today/", "/api/people/", "/api/find/", "/api/log/", "/api/meetings/"),
    *("/api/gates/", "/api/requests/", "/api/mandates/", "/api/red-lines/", "/api/culture/"),
    "/api/agreements/",
)


def post(client: Client, where: str, said: Any) -> Any:
    return client.post(where, json.dumps(said), content_type="application/json")


def test_somebody_has_thought_about_every_address() -> None:
    sites = get_resolver().url_patterns
    named = {str(one.name) for site in sites for one in site.url_patterns}
    assert {name for name in named if name.startswith("api-")} == {
        "api-offered",
        "api-openapi",
        "api-answer",
        "api-verb",
        "api-today",
        "api-dependence",
        "api-gate-dependence",
        "api-introduction",
        "api-together",
        "api-people",
        "api-person",
        "api-part",
        "api-find",
        "api-log",
        "api-note",
        "api-change",
        "api-do",
        "api-remove",
        "api-say-why",
        "api-add",
        "api-near",
        "api-duplicates",
        "api-apart",
        "api-plan-meeting",
        "api-move-meeting",
        "api-call-off-meeting",
        "api-gates",
        "api-gate",
        "api-add-gate",
        "api-say-standing",
        "api-log-incident",
        "api-say-consent",
        "api-actors",
        "api-add-actor",
        "api-actor",
        "api-change-actor",
        "api-say-influence",
        "api-say-acceptance",
        "api-add-post",
        "api-hold-post",
        "api-actor-reviews",
        "api-reviews",
        "api-power-changes",
        "api-power-change",
        "api-know-how",
        "api-add-know-how",
        "api-ties",
        "api-likely-ties",
        "api-add-tie",
        "api-change-tie",
        "api-verify-tie",
        "api-end-tie",
        "api-remove-tie",
        "api-agreements",
        "api-add-agreement",
        "api-agreement",
        "api-agreement-words",
        "api-legal-pack",
        "api-requests",
        "api-plan-request",
        "api-mandates",
        "api-red-lines",
        "api-culture",
        "api-add-culture",
        "api-ground",
    }


def test_today_and_people_answer_what_the_pages_show(cast: Cast, browser: Any) -> None:
    cast.meet(20)
    client = browser("writer")
    assert client.get("/api/today/").json()["day"] == "2026-03-16"
    rows = client.get("/api/people/").json()["rows"]
    assert [(row["alias"], row["warm_ups"]) for row in rows] == [("Abu Kamil", 1)]


def test_a_log_comes_in_and_is_found(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    said = {"who": [str(cast.kamil.pk)], "on": "2026-03-15", "line": "Tea by the heron pond."}
    answer = post(client, "/api/log/", said)
    assert answer.status_code == 200
    assert Interaction.objects.filter(pk=answer.json()["logged"][0]).exists()
    found = post(client, "/api/find/", {"text": "heron"}).json()
    assert [note["alias"] for note in found["notes"]] == ["Abu Kamil"]


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b"[1]",
        b'{"who": [], "who": []}',
        b'{"line": NaN}',
        b'{"who": ["x"]}',
        b'{"who": 7}',
        b'{"who": [], "king": 1}',
        b'{"asked": "yes"}',
        b'{"purpose": "conquest"}',
        b'{"on": "2026-03-17", "who": []}',
        b"[" * 100_000,
        b'{"line": ' * 50_000,
        b'{"line": "half a pair: \\ud800"}',
        b'{"\\ud800": 1}',
        b'{"who": 1' + b"0" * 5000 + b"}",
    ],
)
def test_a_request_that_is_wrong_gets_a_sentence_and_changes_nothing(
    cast: Cast, browser: Any, body: bytes
) -> None:
    before = Operation.objects.count()
    answer = browser("writer").post("/api/log/", body, content_type="application/json")
    assert answer.status_code == 409
    assert answer.json()["says"].endswith(".")
    assert Operation.objects.count() == before


@pytest.mark.parametrize("text", ["\x00", "\ud800", "tea \udfff", "*", "' OR 1=1", 7, ["tea"]])
def test_whatever_is_looked_for_is_answered(cast: Cast, browser: Any, text: Any) -> None:
    answer = post(browser("writer"), "/api/find/", {"text": text})
    assert answer.status_code in {200, 409}


@pytest.mark.parametrize("role", ["writer", "reader", "keeper"])
def test_what_is_not_yours_looks_like_what_is_not_there(
    cast: Cast, browser: Any, role: str
) -> None:
    client = browser(role)
    theirs = client.get(f"/api/people/{cast.hidden.pk}/")
    nobodys = client.get(f"/api/people/{uuid.uuid4()}/")
    assert (theirs.status_code, theirs.content) == (nobodys.status_code, nobodys.content)
    assert theirs.status_code == 404
    part = client.get(f"/api/people/{cast.hidden.pk}/all/ours/")
    assert (part.status_code, part.content) == (theirs.status_code, theirs.content)
    logged = post(client, "/api/log/", {"who": [str(cast.hidden.pk)], "line": "x"})
    nothing = post(client, "/api/log/", {"who": [str(uuid.uuid4())], "line": "x"})
    assert (logged.status_code, logged.content) == (nothing.status_code, nothing.content)
    every = "".join(client.get(where).content.decode() for where in ADDRESSES[:2])
    assert "Umm Sahar" not in every
    assert post(client, "/api/find/", {"text": "Umm Sahar"}).json()["people"] == []


def test_a_reader_may_not_log(cast: Cast, browser: Any) -> None:
    answer = post(browser("reader"), "/api/log/", {"who": [str(cast.kamil.pk)], "line": "x"})
    assert answer.status_code in {403, 404}
    assert not Interaction.objects.exists()


@pytest.mark.parametrize("where", ADDRESSES)
def test_a_stranger_is_sent_to_the_door(cast: Cast, where: str) -> None:
    door = "/sign-in/" if settings.IS_TEAM else "/unlock/"
    stranger = Client(SERVER_NAME="127.0.0.1")
    for answer in (stranger.get(where), post(stranger, where, {})):
        assert (answer.status_code, answer.headers["Location"]) == (302, door)


def test_a_record_is_changed_and_removed_by_its_columns(cast: Cast, browser: Any) -> None:
    ask = asks.plan_ask(cast.asking("writer"), relationship=cast.kamil.pk, what="A road").row
    client, where = browser("writer"), f"/api/records/ask/{ask.pk}/"

    def send(by: Any, what: str, said: dict[str, Any]) -> Any:
        return by.post(where + what, json.dumps(said), content_type="application/json")

    said = {"what": "The road", "authorised_by": str(cast.keeper.pk), "planned_for": "2026-03-20"}
    assert send(client, "change/", said).json()["changed"] == str(ask.pk)
    ask.refresh_from_db()
    assert (ask.what, ask.authorised_by) == ("The road", cast.keeper)
    for wrong in ({"circle": str(cast.elsewhere.pk)}, {"authorised_by": 7}, {"made_on": "soon"}):
        assert send(client, "change/", wrong).status_code == 409
    assert send(browser("reader"), "change/", said).status_code == 403
    assert send(browser("outsider"), "remove/", {}).status_code == 404
    assert send(client, "remove/", {}).json()["removed"] == str(ask.pk)
    assert not Ask.objects.filter(pk=ask.pk).exists()
    assert client.post(f"/api/records/named/{ask.pk}/remove/").status_code == 404


def test_a_log_says_by_json_who_was_asked_and_what_became_of_it(cast: Cast, browser: Any) -> None:
    basim = cast.add("Basim", days_ago=40)
    about = {"relationship": basim.pk, "what": "The stamp."}
    ask = asks.plan_ask(cast.asking("writer", 5), **about).row
    who = [str(cast.kamil.pk), {"relationship": str(basim.pk), "part": "second"}]
    said = {"who": who, "channel": "message", "asked_for": {str(ask.pk): "granted"}}
    answer = post(browser("writer"), "/api/log/", said)
    assert answer.status_code == 200, answer.content
    visit = Interaction.objects.get(pk=answer.json()["logged"][0])
    assert part_rows(visit, "theirs") == [
        (cast.kamil.pk, "lead", "", "", ""),
        (basim.pk, "second", "yes", "", ""),
    ]
    assert visit.two_way is False
    assert Ask.objects.get().interaction_id == visit.pk


@pytest.mark.parametrize(
    "said",
    [
        {"who": [{"relationship": "x"}]},
        {"who": [{"part": "lead"}]},
        {"who": [{"relationship": str(uuid.uuid4()), "king": "x"}]},
        {"who": [{"relationship": str(uuid.uuid4()), "part": 7}]},
        {"asked_for": ["x"]},
        {"asked_for": {"x": "made"}},
        {"greeting": "x"},
        {"greeting": [7]},
    ],
)
def test_what_is_said_of_each_must_fit_too(cast: Cast, browser: Any, said: Any) -> None:
    answer = post(browser("writer"), "/api/log/", {"who": [str(cast.kamil.pk)], **said})
    assert answer.status_code == 409
    assert "is not valid" in answer.json()["says"]
    assert not Interaction.objects.exists()
