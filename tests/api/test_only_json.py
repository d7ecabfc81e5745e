"""What goes wrong before the side door, or beside it, is said there in JSON as well."""

import json
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from cast import Cast
from rapport.api import upkeep

WAYS = [
    ("get", "/api/nothing/", (404, "not_there")),
    ("post", "/api/records/breach/x/review/", (404, "not_there")),
    ("post", "/api/today/", (405, "wrong_method")),
    ("get", "/api/log/", (405, "wrong_method")),
]


@pytest.mark.parametrize(("method", "where", "told"), WAYS)
def test_a_wrong_address_or_method_is_a_refusal_like_any_other(
    cast: Cast, browser: Any, method: str, where: str, told: tuple[int, str]
) -> None:
    answer = getattr(browser("reader"), method)(where)
    assert (answer.status_code, answer.json()["code"]) == told
    assert set(answer.json()) == {"code", "says", "next"}
    assert (answer.status_code == 405) == ("Allow" in answer.headers)


def test_what_is_another_s_and_what_has_no_address_answer_alike(cast: Cast, browser: Any) -> None:
    client = browser("reader")
    hidden = client.get(f"/api/people/{cast.hidden.pk}/")
    nowhere = client.get("/api/nothing/")
    assert (hidden.status_code, hidden.json()) == (nowhere.status_code, nowhere.json())


def test_a_request_without_its_mark_is_refused_in_json(cast: Cast, browser: Any) -> None:
    known = browser("writer")
    strict = Client(enforce_csrf_checks=True, **known.defaults)
    strict.cookies = known.cookies
    answer = strict.post("/api/log/", json.dumps({}), content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_from_here")


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (ValueError("of ours"), (500, "our_fault")),
        (OperationalError("database or disk is full"), (507, "disk_full")),
    ],
)
def test_a_failure_of_ours_says_nothing_of_itself(
    cast: Cast, browser: Any, monkeypatch: Any, trouble: Exception, told: tuple[int, str]
) -> None:
    def fails(*_words: Any, **_more: Any) -> Any:
        raise trouble

    monkeypatch.setattr(upkeep.briefing, "today", fails)
    client = browser("reader")
    client.raise_request_exception = False
    answer = client.get("/api/today/")
    assert (answer.status_code, answer.json()["code"]) == told
    assert "of ours" not in answer.content.decode()


def test_pages_stay_pages(cast: Cast, browser: Any) -> None:
    answer = browser("reader").get("/nothing/")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")
