"""Agreements from a program: recorded with terms, read, marked, read back, put right, removed."""

import json
import uuid
from typing import Any

import pytest

from actions.test_agreements import SIX_TRUCKS, agreed, everything_of, term
from cast import Cast
from rapport.actions import by_kind, gates
from rapport.records.models import (
    Agreement,
    AgreementParty,
    Evidence,
    LegalQuestion,
    Operation,
    ReadBack,
    Sensitivity,
    Term,
    TermMark,
)


def post(client: Any, where: str, said: Any = None) -> Any:
    return client.post(where, json.dumps(said or {}), content_type="application/json")


def done(client: Any, where: str, said: Any = None) -> dict[str, Any]:
    answer = post(client, where, said)
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def test_an_agreement_comes_in_with_its_terms_and_is_listed(cast: Cast, browser: Any) -> None:
    said = {
        "who": str(cast.kamil.pk), "what": "Six trucks", "form": "oral", "made_on": "2026-03-14",
        "terms": [{"what": "Six trucks pass", "side": "them", "every": "every Tuesday"}],
    }  # fmt: skip
    client = browser("writer")
    key = done(client, "/api/agreements/add/", said)["recorded"]
    listed = client.get("/api/agreements/").json()
    assert (listed["total"], listed["following"]) == (1, None)
    (row,) = listed["rows"]
    assert (row["key"], row["alias"], row["form"], row["keeping"]) == (
        *(key, "Abu Kamil"),
        *("oral", ""),
    )
    (line,) = client.get(f"/api/agreements/{key}/").json()["terms"]
    assert (line["term"]["every"], line["missing"], line["marks"]) == (
        "every Tuesday",
        ["notice"],
        [],
    )


@pytest.mark.parametrize(
    "said",
    [
        {"what": "No form"},
        {"form": "oral"},
        {"what": "x", "form": "handshake"},
        {"what": "x", "form": "oral", "terms": {"what": "x"}},
        {"what": "x", "form": "oral", "terms": ["x"]},
        {"what": "x", "form": "oral", "terms": [{"side": "us"}]},
        {"what": "x", "form": "oral", "made_on": "2030-01-01"},
        {"what": "x", "form": "oral", "king": "x"},
        {"what": "x", "form": "oral", "gate": "x"},
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    cast: Cast, browser: Any, said: Any
) -> None:
    before = Operation.objects.count()
    answer = post(browser("writer"), "/api/agreements/add/", {"who": str(cast.kamil.pk), **said})
    assert answer.status_code == 409
    assert Operation.objects.count() == before


def test_the_list_is_narrowed_as_on_its_page(cast: Cast, browser: Any) -> None:
    agreed(cast, what="Later", firmness="solid")
    agreed(cast, days_ago=20, what="Overdue", form="tacit")
    client = browser("reader")

    def found(asked: str) -> list[str]:
        return [row["what"] for row in client.get(f"/api/agreements/?{asked}").json()["rows"]]

    assert found("") == ["Overdue", "Later"]
    assert found("review=1") == found("form=tacit") == ["Overdue"]
    assert found("firmness=solid") == ["Later"]
    assert found("ended=1") == []
    assert client.get("/api/agreements/?form=handshake").status_code == 409


def test_everything_there_is_to_do_with_an_agreement_is_done(cast: Cast, browser: Any) -> None:
    made, client = agreed(cast, days_ago=20), browser("writer")
    where = f"/api/records/agreement/{made.pk}"
    trucks = done(client, f"{where}/term/", SIX_TRUCKS)["done"]
    mark = done(
        client, f"/api/records/term/{trucks}/mark/", {"keeping": "breached", "on": "2026-03-10"}
    )["done"]
    done(client, f"/api/records/termmark/{mark}/follow-up/", {"how": "By phone"})
    back = done(client, f"{where}/read-back/", {"words": "So I heard it."})["done"]
    done(
        client, f"/api/records/readback/{back}/answer/",
        {"state": "contested", "answer": "Five.", "contested": [trucks]},
    )  # fmt: skip
    kept = done(client, f"{where}/evidence/", {"what": "A thumbs-up", "app": "Signal"})["done"]
    done(client, f"/api/records/evidence/{kept}/pass-on/", {"custodian": str(cast.keeper.pk)})
    musa = str(cast.add("Haji Musa").pk)
    done(client, f"{where}/party/", {"role": "guarantor", "relationship": musa})
    done(client, f"{where}/legal/", {"question": "May they search?"})
    done(client, f"{where}/review/", {"firmness": "likely", "review_on": "2026-04-01"})
    told = client.get(f"/api/agreements/{made.pk}/").json()
    assert (told["keeping"], told["open_points"], told["firmness"]) == ("breached", 1, "likely")
    (line,) = told["terms"]
    assert [(one["keeping"], one["followed_how"]) for one in line["marks"]] == [
        ("breached", "By phone")
    ]
    assert [one["custodian"] for one in told["evidence"]] == ["Kit Keeper"]
    assert [(one["name"], one["role"]) for one in told["parties"]] == [("Haji Musa", "guarantor")]
    assert (told["read_backs"][0]["answer"], told["legal"][0]["question"]) == (
        "Five.",
        "May they search?",
    )


def test_each_record_of_an_agreement_is_put_right_and_removed(cast: Cast, browser: Any) -> None:
    of, client = everything_of(cast), browser("writer")
    rows: dict[str, tuple[Any, dict[str, Any]]] = {
        "termmark": (of["mark"], {"keeping": "wobbling"}),
        "readback": (of["back"], {"answer": "Yes."}),
        "evidence": (of["evidence"], {"kept_where": "The safe"}),
        "legalquestion": (of["legal"], {"answer": "They may not."}),
        "term": (of["term"], {"contested": True}),
        "agreement": (of["agreement"], {"note": "Kept since."}),
    }
    for kind, (row, said) in rows.items():
        done(client, f"/api/records/{kind}/{row.pk}/change/", said)
        row.refresh_from_db()
        assert {name: getattr(row, name) for name in said} == said
    assert post(client, f"/api/records/agreementparty/{of['party'].pk}/change/").status_code == 404
    for kind, key in {
        "agreementparty": of["party"].pk,
        **{kind: row.pk for kind, (row, _) in rows.items()},
    }.items():
        done(client, f"/api/records/{kind}/{key}/remove/")
    for kind in (Agreement, AgreementParty, Evidence, LegalQuestion, ReadBack, Term, TermMark):
        assert not kind.objects.exists()


def test_a_change_that_says_nothing_of_the_gate_leaves_it(cast: Cast, browser: Any) -> None:
    road = gates.add_gate(
        cast.asking("writer"), circle=cast.circle.pk, name="North road", kind="area"
    ).row
    made, client = agreed(cast, gate=road.pk), browser("writer")
    where = f"/api/records/agreement/{made.pk}/change/"
    done(client, where, {"what": "Six trucks"})
    assert Agreement.objects.get().gate == road
    done(client, where, {"gate": None})
    assert Agreement.objects.get().gate is None


def test_a_severe_gate_is_left_out_as_it_is_on_the_page(cast: Cast, browser: Any) -> None:
    road = gates.add_gate(
        cast.asking("writer"), circle=cast.circle.pk, name="North road", kind="area"
    ).row
    made, client = agreed(cast, gate=road.pk), browser("reader")
    assert client.get(f"/api/agreements/{made.pk}/").json()["gate"] == str(road.pk)
    type(road).objects.filter(pk=road.pk).update(sensitivity=Sensitivity.SEVERE)
    assert client.get(f"/api/agreements/{made.pk}/").json()["gate"] is None
    done(browser("writer"), f"/api/records/agreement/{made.pk}/change/", {"note": "Still so."})


def test_the_words_to_say_and_the_pack_to_send_are_answered(cast: Cast, browser: Any) -> None:
    made, client = agreed(cast, what="Abu Kamil lets six trucks pass"), browser("reader")
    term(cast, made)
    words = client.get(f"/api/agreements/{made.pk}/words/").json()["words"]
    assert "On your side: Six trucks on Tuesdays, every Tuesday." in words["en"]
    assert set(words) == {"en", "fr", "ar"}
    pack = client.get(f"/api/agreements/{made.pk}/legal-pack/").json()["pack"]
    assert "Six trucks on Tuesdays" in pack
    assert "Kamil" not in pack


def test_what_is_not_yours_looks_like_what_is_not_there(cast: Cast, browser: Any) -> None:
    made = agreed(cast, "outsider", relationship=cast.hidden.pk)
    for tail in ("", "words/", "legal-pack/"):
        theirs, nobodys = (
            browser("writer").get(f"/api/agreements/{key}/{tail}")
            for key in (made.pk, uuid.uuid4())
        )
        assert (theirs.status_code, theirs.content) == (404, nobodys.content)
    said = {"who": str(cast.hidden.pk), "what": "x", "form": "oral"}
    assert post(browser("writer"), "/api/agreements/add/", said).status_code == 404
    assert browser("writer").get("/api/agreements/").json()["rows"] == []


def test_only_whoever_may_write_there_does_any_of_it(cast: Cast, browser: Any) -> None:
    of = everything_of(cast)
    rows = {
        "agreement": of["agreement"].pk, "term": of["term"].pk, "termmark": of["mark"].pk,
        "readback": of["back"].pk, "evidence": of["evidence"].pk,
    }  # fmt: skip
    said: dict[str, Any] = {
        "term": {"what": "x"}, "mark": {"keeping": "kept"}, "read-back": {"words": "x"},
        "answer": {"state": "confirmed"}, "evidence": {"what": "x"}, "legal": {"question": "x"},
        "party": {"role": "witness", "relationship": str(of["other"].pk)},
        "pass-on": {"custodian": str(cast.keeper.pk)},
    }  # fmt: skip
    before = Operation.objects.count()
    deeds = [(kind, what) for kind in rows for what in by_kind.done_with(kind)]
    assert len(deeds) == 10
    for kind, what in deeds:
        where = f"/api/records/{kind}/{rows[kind]}/{what}/"
        for who, status in (("outsider", 404), ("reader", 403)):
            answer = post(browser(who), where, said.get(what))
            assert answer.status_code == status, (who, kind, what)
    assert Operation.objects.count() == before


@pytest.mark.parametrize("contested", ["KEY", [7], ["x"], {"a": 1}, [str(uuid.uuid4())]])
def test_terms_they_see_otherwise_are_a_list_of_its_own_terms(
    cast: Cast, browser: Any, contested: Any
) -> None:
    of = everything_of(cast)
    said = {"state": "contested", "contested": contested}
    answer = post(browser("writer"), f"/api/records/readback/{of['back'].pk}/answer/", said)
    assert answer.status_code in {404, 409}
    assert not Term.objects.filter(contested=True).exists()
