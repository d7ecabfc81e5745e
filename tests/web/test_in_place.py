"""Forms sent without leaving the page, what was sealed in one, and the way back from the door."""

import base64
import json
import re
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cast import Cast
from rapport.records.models import Commitment
from rapport.vault import sealed_to_store
from rapport.web.own_addresses import own_page
from vault.test_sealed_to_store import sealed_by_a_page

IN_PLACE = {"X-In-Place": "1"}
NAVIGATING = {"Sec-Fetch-Mode": "navigate"}
DOOR = "/sign-in/" if settings.IS_TEAM else "/unlock/"


def test_a_page_that_stays_is_told_where_an_answer_leads(cast: Cast, browser: Any) -> None:
    where = f"/people/{cast.kamil.pk}/promise/"
    said = {"by": "us", "text": "Bring chalk."}
    answer = browser("writer").post(where, said, headers=IN_PLACE)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["X-Leads-To"].startswith(f"/people/{cast.kamil.pk}/?done=")
    assert "Location" not in answer.headers
    assert Commitment.objects.filter(text="Bring chalk.").count() == 1


def test_what_is_wrong_comes_back_as_to_any_browser(cast: Cast, browser: Any) -> None:
    where = f"/people/{cast.kamil.pk}/promise/"
    answer = browser("writer").post(where, {"by": "us", "text": ""}, headers=IN_PLACE)
    assert answer.status_code == 422
    assert b"<form" in answer.content


def test_a_page_that_stays_is_told_that_its_form_was_sent_before(cast: Cast, browser: Any) -> None:
    client, once = browser("writer"), str(uuid.uuid4())
    where, said = f"/people/{cast.kamil.pk}/promise/", {"by": "us", "once": once}
    first = client.post(where, {**said, "text": "Bring chalk."}, headers=IN_PLACE)
    again = client.post(where, {**said, "text": "Bring tea."}, headers=IN_PLACE)
    assert "X-Sent-Before" not in first.headers
    assert again.headers["X-Sent-Before"] == "1"
    assert again.headers["X-Leads-To"] == first.headers["X-Leads-To"]
    assert not Commitment.objects.filter(text="Bring tea.").exists()


def test_a_page_that_stays_is_told_of_the_door(cast: Cast) -> None:
    stranger = Client(SERVER_NAME="127.0.0.1")
    answer = stranger.post("/log/", {"line": "x"}, headers=IN_PLACE)
    assert (answer.status_code, answer.headers["X-Leads-To"]) == (204, DOOR)


def test_a_session_is_given_in_place_too(cast: Cast, browser: Any) -> None:
    answer = browser("writer").post("/language/", {"language": "fr"}, headers=IN_PLACE)
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "fr"


def sealed(who: uuid.UUID, page: str) -> str:
    text = json.dumps({"forms": [{"address": page, "fields": [["line", "heron"]]}]}).encode()
    about = f"{who}\0{page}".encode()
    return base64.b64encode(sealed_by_a_page(sealed_to_store.public_key(), text, about)).decode()


def test_a_sealed_text_is_given_back_to_who_typed_it_and_to_nobody_else(
    cast: Cast, browser: Any
) -> None:
    said = {"page": "/log/", "sealed": sealed(cast.writer.pk, "/log/")}
    own = browser("writer").post("/sealed/", said)
    assert own.json()["forms"][0]["fields"] == [["line", "heron"]]
    assert own.headers["Cache-Control"] == "no-store"
    assert browser("keeper").post("/sealed/", said).status_code == 409
    assert browser("writer").post("/sealed/", {**said, "page": "/people/"}).status_code == 409


@pytest.mark.parametrize("odd", ["", "x", "=", "é" * 90, base64.b64encode(b"\1" * 200).decode()])
def test_what_is_no_seal_is_refused(cast: Cast, browser: Any, odd: str) -> None:
    assert browser("writer").post("/sealed/", {"page": "/", "sealed": odd}).status_code == 409


def test_every_page_says_the_key_to_seal_to_and_who_is_typing(cast: Cast, browser: Any) -> None:
    page = browser("writer").get("/people/").content.decode()
    assert f'data-me="{cast.writer.pk}"' in page
    found = re.search(r'data-seal-to="([^"]+)"', page)
    if settings.IS_TEAM:
        assert found is None
    else:
        assert found is not None
        assert base64.b64decode(found[1]) == sealed_to_store.public_key()


def test_the_door_leads_back_to_the_page_somebody_went_to(cast: Cast) -> None:
    stranger = Client(SERVER_NAME="127.0.0.1")
    where = f"/people/{cast.kamil.pk}/?done=1"
    answer = stranger.get(where, headers=NAVIGATING)
    assert answer.headers["Location"] == f"{DOOR}?then=%2Fpeople%2F{cast.kamil.pk}%2F%3Fdone%3D1"
    door = stranger.get(answer.headers["Location"]).content.decode()
    assert f'name="then" value="{where}"' in door
    assert stranger.get("/", headers=NAVIGATING).headers["Location"] == DOOR
    assert stranger.post(where, headers=NAVIGATING).headers["Location"] == DOOR


@pytest.mark.parametrize(
    "odd",
    [
        "https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example/",
        "javascript:x", "/nowhere/", "/unlock/", "/lock/", "/sign-out/", "people/", "",
        "/log/?" + "x" * 2000,
    ],
)  # fmt: skip
def test_the_door_leads_nowhere_but_to_a_page_of_ours(odd: str) -> None:
    assert own_page(odd) == ""
    stranger = Client(SERVER_NAME="127.0.0.1")
    assert 'name="then"' not in stranger.get(DOOR, {"then": odd}).content.decode()


def test_no_field_is_written_down_by_the_browser(cast: Cast, browser: Any) -> None:
    text = re.compile(
        r'<textarea[^>]*>|<input(?![^>]*type="(?:hidden|radio|checkbox|date|time)")[^>]*>'
    )
    client, seen = browser("writer"), 0
    kamil = f"/people/{cast.kamil.pk}/"
    for where in ("/log/", "/people/add/", "/find/", f"{kamil}promise/", f"{kamil}insight/"):
        for field in text.findall(client.get(where).content.decode()):
            assert 'autocomplete="off"' in field, (where, field)
            seen += 1
    assert seen > 10
