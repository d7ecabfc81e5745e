"""What the side door offers by itself: every verb and answer of the pages, and its description."""

import ast
import inspect
import json
import os
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from cast import Cast
from house.tree import SRC
from rapport.actions import by_kind
from rapport.api.offered import PIECES, VERBS_ELSEWHERE, VERBS_OF_PAGES, answers, verbs
from rapport.api.openapi import description
from rapport.records.models import Membership, Operation, Sensitivity


def post(client: Any, where: str, said: Any = None) -> Any:
    return client.post(where, json.dumps(said or {}), content_type="application/json")


def _used_by_pages(floor: str) -> Iterator[str]:
    """Yield the functions of a floor that the pages call, as room and name."""
    for path in sorted((SRC / "web").rglob("*.py")):
        tree = ast.parse(path.read_text())
        rooms = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(floor):
                for name in node.names:
                    if node.module == floor:
                        rooms[name.asname or name.name] = name.name
                    else:
                        yield f"{node.module.removeprefix(floor + '.')}.{name.name}"
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") in rooms:
                yield f"{rooms[node.value.id]}.{node.attr}"


def _asks_and_changes(called: str) -> bool:
    import importlib
    import typing

    from rapport.records.change import Change

    room, name = called.split(".")
    found = getattr(importlib.import_module(f"rapport.actions.{room}"), name, None)
    if not inspect.isfunction(found):
        return False
    return typing.get_origin(typing.get_type_hints(found).get("return")) is Change


def test_every_verb_of_the_pages_has_an_address_or_a_reason() -> None:
    offered = {f"{room}.{name}" for room, name in verbs()}
    used = {one for one in _used_by_pages("rapport.actions") if _asks_and_changes(one)}
    assert len(used) > 150
    assert sorted(used - offered - VERBS_ELSEWHERE.keys() - VERBS_OF_PAGES.keys()) == []


def test_what_is_left_out_is_there_and_says_why() -> None:
    offered = {f"{room}.{name}" for room, name in (*verbs(), *answers())}
    assert not offered & {*VERBS_ELSEWHERE, *VERBS_OF_PAGES, *PIECES}
    for left in (*VERBS_ELSEWHERE, *VERBS_OF_PAGES):
        assert _asks_and_changes(left), left


def test_every_main_answer_of_a_page_is_offered() -> None:
    """A page's own answer has the name of its room; a part may be left out, with a reason."""
    offered = {f"{room}.{name}" for room, name in answers()}
    mains = {
        one
        for one in _used_by_pages("rapport.briefings")
        if one.split(".")[0] == one.split(".")[1] and one.split(".")[0] not in PIECES
    }
    by_hand = {"brief.brief", "gate_picture.gate_picture", "red_lines.red_lines",
               "own_words.own_words", "read_back_words.read_back_words"}  # fmt: skip
    assert len(mains) > 20
    assert sorted(mains - offered - by_hand) == []


def test_the_description_lists_every_address_and_every_kind() -> None:
    told = description()
    paths = told["paths"]
    assert told["openapi"] == "3.1.0"
    assert len([path for path in paths if path.startswith("/api/verbs/")]) == len(verbs())
    assert len([path for path in paths if path.startswith("/api/answers/")]) == len(answers())
    for kind in by_kind.noted_kinds():
        assert f"/api/people/{{key}}/note/{kind}/" in paths
    names = [one["operationId"] for path in paths.values() for one in path.values()]
    assert len(names) == len(set(names))


def test_the_description_is_open_api_by_a_library() -> None:
    validator = pytest.importorskip("openapi_spec_validator")
    validator.OpenAPIV31SpecValidator(json.loads(json.dumps(description()))).validate()


def test_a_verb_by_its_name_is_one_change_that_is_undone(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    said = {"relationship": str(cast.kamil.pk), "text": "Send the list", "due": "2026-03-20"}
    made = post(client, "/api/verbs/commitments/make_commitment/", said).json()
    told = post(client, "/api/answers/person/person/", {"key": str(cast.kamil.pk)}).json()
    assert [one["text"] for one in told["answer"]["ours"]] == ["Send the list"]
    undone = post(client, "/api/verbs/history/undo/", {"key": made["change_set"]})
    assert undone.status_code == 200
    told = post(client, "/api/answers/person/person/", {"key": str(cast.kamil.pk)}).json()
    assert told["answer"]["ours"] == []


def test_what_can_be_asked_and_done_is_listed_with_its_arguments(cast: Cast, browser: Any) -> None:
    told = browser("reader").get("/api/").json()
    names = {(one["room"], one["name"]) for one in told["verbs"]}
    assert ("gates", "add_gate") in names
    assert all(one["says"].endswith((".", ":")) for one in (*told["verbs"], *told["answers"]))


def test_only_whose_duty_it_is_reads_who_read_about_many(cast: Cast, browser: Any) -> None:
    where = "/api/answers/reading/readings/"
    assert post(browser("keeper"), where).status_code == 200
    assert post(browser("writer"), where).status_code == 404


WRONG: tuple[Any, ...] = (
    {"gate": 5}, {"kind": "king"}, [], "x", {"key": None}, {"circle": "x", "name": 1},
)  # fmt: skip


@pytest.mark.parametrize("said", WRONG, ids=str)
def test_what_does_not_fit_is_refused_with_a_sentence(cast: Cast, browser: Any, said: Any) -> None:
    before = Operation.objects.count()
    answer = post(browser("writer"), "/api/verbs/gates/add_gate/", said)
    assert (answer.status_code, answer.json()["says"][-1:]) == (409, ".")
    assert Operation.objects.count() == before


def _everything(cast: Cast) -> dict[str, str]:
    """Return a key for each name that an argument may have, of what an outsider does not see."""
    from actions.test_ties import group
    from rapport.actions import agreements, gates, insights, meetings, occasions

    who, kamil = cast.asking("writer"), cast.kamil.pk
    cast.meet(line="SECRETWORD of a visit")
    insights.note_insight(who, relationship=kamil, text="SECRETWORD understood", kind="concern")
    gate = gates.add_gate(who, circle=cast.circle.pk, name="SECRETWORD gate", kind="passage")
    deal = agreements.record_agreement(who, relationship=kamil, what="SECRETWORD", form="oral")
    plan = meetings.plan_meeting(who, theirs=[(kamil, "")], on=cast.DAY, opener="SECRETWORD")
    occasions.note_occasion(who, relationship=kamil, once=cast.DAY, name="SECRETWORD")
    board = group(cast)
    return {
        "relationship": str(kamil), "key": str(kamil), "gate": str(gate.row.pk),
        "agreement": str(deal.row.pk), "meeting": str(plan.row[0].pk), "actor": str(board.pk),
    }  # fmt: skip


def _arguments(offer: Any, key: str, word: str = "SECRETWORD") -> dict[str, Any]:
    """Return arguments that fit: the key wherever one is taken, the word wherever text is."""
    from rapport.api.typed import KEY

    def value(schema: Any) -> Any:  # noqa: PLR0911 - one return for each kind
        if schema == KEY:
            return key
        if "anyOf" in schema:
            return value(schema["anyOf"][0])
        if "enum" in schema:
            return schema["enum"][0]
        if schema["type"] == "array":
            parts = schema.get("prefixItems") or [schema["items"]]
            return [value(one) for one in parts]
        if schema["type"] == "object":
            parts = schema.get("properties", {})
            return {name: value(parts[name]) for name in schema.get("required", ())}
        if schema["type"] == "string":
            return (
                "2026-03-16" if schema.get("format") else "09:00" if "pattern" in schema else word
            )
        return {"boolean": True, "integer": 1}[schema["type"]]

    schema = offer.schema()
    wanted = [*schema.get("required", ())]
    return {name: value(schema["properties"][name]) for name in wanted} or {
        name: value(part) for name, part in schema["properties"].items()
    }


def _all_or_in_turn(keys: Sequence[str], number: int) -> Sequence[str]:
    """Return all of these with --all; else the one whose turn it is."""
    return keys if "RAPPORT_TEST_ALL" in os.environ else keys[number % len(keys) :][:1]


def _of_its_kind(keys: Mapping[str, str], called: str) -> list[str]:
    """Return the keys of the kinds that what is called names: a wrong key is refused at once."""
    return [key for kind, key in keys.items() if kind in called]


def test_the_key_of_its_own_kind_is_always_tried(cast: Cast) -> None:
    keys = _everything(cast)
    assert _of_its_kind(keys, "agreements.agreement_page") == [keys["agreement"]]
    for kind in ("gate", "agreement", "meeting", "actor"):
        assert any(_of_its_kind({kind: "it"}, ".".join(one)) for one in answers()), kind


def test_a_stranger_is_answered_nothing_of_any_circle(cast: Cast, browser: Any) -> None:
    """Each answer is asked with the person's key, that of its own kind, and one or each other key.

    None says a word of it, none fails.
    """
    keys, stranger = _everything(cast), browser("outsider")
    others = sorted({*keys.values()} - {keys["key"]})
    for number, ((room, name), offer) in enumerate(answers().items()):
        own = _of_its_kind(keys, f"{room}.{name}")
        turns = _all_or_in_turn(others, number)
        for key in dict.fromkeys((keys["key"], *own, *turns)):
            told = post(stranger, f"/api/answers/{room}/{name}/", _arguments(offer, key))
            assert told.status_code in (200, 404, 409), (room, name, told.content[:300])
            # What was sent may come back as what was asked for; a record of theirs does not.
            said = told.content.decode().replace('"SECRETWORD"', "")
            assert "SECRETWORD" not in said, (room, name)
            assert "Abu Kamil" not in said, (room, name)
            assert "كامل" not in said, (room, name)


def test_a_stranger_does_nothing_with_any_verb(cast: Cast, browser: Any) -> None:
    keys, stranger = _everything(cast), browser("outsider")
    here, failed = str(cast.circle.pk), set[str]()
    before = set(Operation.objects.filter(chain__scope=cast.circle.pk).values_list("pk", flat=True))
    stranger.raise_request_exception = False
    others = (keys["gate"], keys["agreement"], keys["meeting"], here)
    for number, ((room, name), offer) in enumerate(verbs().items()):
        own = _of_its_kind(keys, f"{room}.{name}")
        turns = _all_or_in_turn(others, number)
        for key in dict.fromkeys((keys["key"], *own, *turns)):
            told = post(stranger, f"/api/verbs/{room}/{name}/", _arguments(offer, key))
            failed |= {f"{room}.{name}"} if told.status_code >= 500 else set()
    assert sorted(failed) == []
    after = set(Operation.objects.filter(chain__scope=cast.circle.pk).values_list("pk", flat=True))
    assert after == before


def test_a_reader_reads_and_changes_nothing_of_the_circle(cast: Cast, browser: Any) -> None:
    keys, reader = _everything(cast), browser("reader")
    before = set(Operation.objects.filter(chain__scope=cast.circle.pk).values_list("pk", flat=True))
    reader.raise_request_exception, failed = False, set[str]()
    for (room, name), offer in verbs().items():
        told = post(reader, f"/api/verbs/{room}/{name}/", _arguments(offer, keys["key"]))
        failed |= {f"{room}.{name}"} if told.status_code >= 500 else set()
    assert sorted(failed) == []
    after = Operation.objects.filter(chain__scope=cast.circle.pk).exclude(pk__in=before)
    # What one declares or keeps of oneself is one's own to write, wherever one reads; one's last
    # day is the end of one's own part.
    own = {"declare_interest", "note_connection", "register_gift", "say_of_myself"}
    assert {one.verb for one in after} <= own
    ends = {(one.model, one.row) for one in after if one.verb == "say_of_myself"}
    part = Membership.objects.get(circle=cast.circle, colleague=cast.reader)
    assert ends <= {("membership", part.pk)}


def test_what_is_severe_is_answered_to_the_named_alone(cast: Cast, browser: Any) -> None:
    from rapport.actions import access

    keys = _everything(cast)
    access.set_access(
        cast.asking("writer"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE,
        named=[cast.everyone["writer"].pk],
    )  # fmt: skip
    reader = browser("reader")
    others = (keys["agreement"], keys["meeting"], str(uuid.uuid4()))
    for number, ((room, name), offer) in enumerate(answers().items()):
        own = _of_its_kind(keys, f"{room}.{name}")
        turns = _all_or_in_turn(others, number)
        for key in dict.fromkeys((keys["key"], *own, *turns)):
            told = post(reader, f"/api/answers/{room}/{name}/", _arguments(offer, key, "kamil"))
            assert told.status_code in (200, 404, 409), (room, name, told.content[:300])
            assert "Abu Kamil" not in told.content.decode(), (room, name)
            assert "of a visit" not in told.content.decode(), (room, name)
