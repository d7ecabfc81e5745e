"""Requests from a program: planned with what a yes may cost, and put right."""

import json
import uuid
from typing import Any

import pytest

from cast import Cast
from rapport.actions import asks, gates
from rapport.records.models import Ask, Gate, GateKind, Operation

COSTS = [["superiors", 2, "Nothing in public"], ["safety", 3]]


def post(client: Any, where: str, said: Any) -> Any:
    return client.post(where, json.dumps(said), content_type="application/json")


def plan(client: Any, cast: Cast, **told: Any) -> Any:
    said = {"who": str(cast.kamil.pk), "what": "Let the nurses pass", **told}
    return post(client, "/api/requests/plan/", said)


@pytest.fixture
def ford(cast: Cast) -> Gate:
    told = {"circle": cast.circle.pk, "kind": GateKind.PASSAGE, "name": "The ford"}
    return gates.add_gate(cast.asking("writer"), **told).row


def test_a_request_is_planned_with_its_costs_and_read_back(cast: Cast, browser: Any, ford: Gate):
    client = browser("writer")
    told = {"costs": COSTS, "planned_for": "2026-03-20", "gate": str(ford.pk), "may_say": "Why."}
    answer = plan(client, cast, **told)
    assert answer.status_code == 200, answer.content
    ask = Ask.objects.get(pk=answer.json()["planned"])
    assert (ask.costs, ask.gate, ask.may_say) == (COSTS, ford, "Why.")
    [line] = client.get("/api/requests/").json()["lines"]
    assert line["costs"] == [["superiors", 2, "Nothing in public"], ["safety", 3, ""]]
    assert line["gate"] == "The ford"
    client.post(f"/history/{answer.json()['change_set']}/undo/", {"back": "/"})
    assert not Ask.objects.exists()


def test_costs_are_changed_as_a_whole_and_the_rest_stays(cast: Cast, browser: Any):
    client = browser("writer")
    key = plan(client, cast, costs=COSTS, softens="No flag.").json()["planned"]
    change = f"/api/records/ask/{key}/change/"
    assert post(client, change, {"costs": [["career", 1]]}).status_code == 200
    ask = Ask.objects.get()
    assert (ask.costs, ask.softens) == ([["career", 1]], "No flag.")
    assert post(client, change, {"what": "Two nurses"}).status_code == 200
    assert Ask.objects.get().costs == [["career", 1]]
    assert post(client, change, {"costs": []}).status_code == 200
    assert Ask.objects.get().costs == []


@pytest.mark.parametrize(
    ("costs", "says"),
    [
        ([["fame", 2]], "“fame” is none of the things that a yes may cost."),
        ([["safety", 4]], "“4” does not say how heavily a cost weighs."),
        ([["safety", True]], "“True” does not say how heavily a cost weighs."),
        ([["safety", "2"]], "“2” does not say how heavily a cost weighs."),
        ([["safety"]], "does not say what a yes may cost"),
        ([["safety", 2, 7]], "does not say what a yes may cost"),
        ([["safety", 2, "a", "b"]], "does not say what a yes may cost"),
        (["safety"], "does not say what a yes may cost"),
        ("safety", "does not say what a yes may cost"),
        ({"safety": 2}, "does not say what a yes may cost"),
        (None, "does not say what a yes may cost"),
        ([[["safety"], 2]], "none of the things"),
    ],
)
def test_what_is_no_cost_is_refused_plainly_and_nothing_is_kept(
    cast: Cast, browser: Any, costs: Any, says: str
):
    client = browser("writer")
    key = plan(client, cast, costs=COSTS).json()["planned"]
    before = Operation.objects.count()
    for answer in (
        plan(client, cast, costs=costs),
        post(client, f"/api/records/ask/{key}/change/", {"costs": costs}),
    ):
        assert answer.status_code == 409
        assert says in answer.json()["says"]
        assert answer.json()["next"]
    assert Operation.objects.count() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"who": "nobody"},
        {"who": None},
        {"planned_for": "soon"},
        {"gate": "ford"},
        {"outcome": "granted"},
        {"made_on": "2026-03-01"},
        {"king": 1},
    ],
)
def test_what_does_not_fit_is_refused(cast: Cast, browser: Any, wrong: dict[str, Any]):
    assert plan(browser("writer"), cast, **wrong).status_code == 409
    assert not Ask.objects.exists()


def test_a_request_without_words_is_refused(cast: Cast, browser: Any):
    said = {"who": str(cast.kamil.pk)}
    assert post(browser("writer"), "/api/requests/plan/", said).status_code == 409


def test_only_whoever_may_write_plans_and_others_learn_nothing(cast: Cast, browser: Any):
    assert plan(browser("reader"), cast).status_code == 403
    client = browser("writer")
    hidden = plan(client, cast, who=str(cast.hidden.pk))
    nobody = plan(client, cast, who=str(uuid.uuid4()))
    assert (hidden.status_code, hidden.content) == (nobody.status_code, nobody.content)
    assert hidden.status_code == 404
    assert not Ask.objects.exists()


def test_costs_belong_to_requests_alone(cast: Cast, browser: Any):
    ask = asks.plan_ask(cast.asking("writer"), relationship=cast.kamil.pk, what="The ford").row
    where = f"/api/records/commitment/{ask.pk}/change/"
    assert post(browser("writer"), where, {"costs": COSTS}).status_code == 409


def test_a_log_says_for_which_gate_somebody_was_asked(cast: Cast, browser: Any, ford: Gate):
    client = browser("writer")
    said = {"who": [str(cast.kamil.pk)], "line": "The ford?", "asked": True, "gate": str(ford.pk)}
    assert post(client, "/api/log/", said).status_code == 200
    assert Ask.objects.get().gate == ford
    assert post(client, "/api/log/", {**said, "gate": "ford"}).status_code == 409
