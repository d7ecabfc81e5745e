"""Bad input gets a clear sentence, keeps what was typed, and changes nothing."""

import base64
from typing import Any

import pytest

from cast import Cast
from rapport.records.models import Interaction, Operation, Relationship

ORDINARY = {
    "purpose": "engagement",
    "asked": "no",
    "channel": "in_person",
    "two_way": "yes",
    "on": "2026-03-15",
    "line": "Tea by the gate.",
    "save": "1",
}


def log(client: Any, cast: Cast, **changes: str) -> Any:
    return client.post("/log/", {"who": str(cast.kamil.pk), **ORDINARY, **changes})


def test_an_ordinary_log_is_saved_and_offers_to_be_taken_back(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    answer = log(client, cast)
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Tea by the gate." in page
    assert "/undo/" in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"on": "2026-03-17"}, "in the future"),
        ({"on": "1850-01-01"}, "1900"),
        ({"on": "31/02/2026"}, ""),
        ({"on": ""}, ""),
        ({"purpose": "conquest"}, ""),
        ({"line": "x" * (64 * 1024 + 1)}, "at most"),
        ({"our_promise": "Bring chalk", "our_promise_due": "2026-03-01"}, "before"),
    ],
)
def test_a_log_that_cannot_be_is_refused_and_nothing_typed_is_lost(
    cast: Cast, browser: Any, changes: dict[str, str], says: str
) -> None:
    before = Operation.objects.count()
    answer = log(browser("writer"), cast, **changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert changes.get("line", "Tea by the gate.")[:500] in page
    assert "Abu Kamil" in page
    assert Operation.objects.count() == before


def test_a_log_about_nobody_says_so(cast: Cast, browser: Any) -> None:
    answer = browser("writer").post("/log/", ORDINARY)
    assert answer.status_code == 422
    assert "Choose at least one counterpart." in answer.content.decode()


def test_an_early_ask_is_shown_in_amber_and_saved_all_the_same(cast: Cast, browser: Any) -> None:
    client = browser("writer")
    cast.meet(9)
    said = {"who": str(cast.kamil.pk), **ORDINARY, "asked": "yes"}
    unsaved = {name: value for name, value in said.items() if name != "save"}
    strip = client.post("/log/", unsaved, headers={"HX-Request": "true"}).content.decode()
    assert "1 of 2" in strip
    assert "this one will not count" in strip
    answer = client.post("/log/", said)
    assert answer.status_code == 302
    cast.kamil.refresh_from_db()
    assert cast.kamil.warm_ups == 1
    page = client.get(f"/people/{cast.kamil.pk}/").content.decode()
    assert "/rules/E01/" in page


@pytest.mark.parametrize(
    "alias",
    [
        "\u202eevil\u202c",
        "A\u2066B\u2069",
        "  spaces  around  ",
        "<script>alert(1)</script>",
        "'; --",
    ],
)
def test_a_strange_alias_is_shown_harmlessly(cast: Cast, browser: Any, alias: str) -> None:
    client = browser("writer")
    said = {"alias": alias, "circle": str(cast.circle.pk), "opened": "2026-03-01"}
    said |= {"sensitivity": "1", "open_reason": "proactive", "lead": str(cast.writer.pk)}
    answer = client.post("/people/add/", said)
    assert answer.status_code in {302, 422}
    text = client.get("/people/").content.decode()
    assert "<script>alert" not in text
    assert not any(mark in text for mark in "\u202e\u2066\u2069")


def test_a_name_of_64_kilobytes_is_refused_in_a_sentence(cast: Cast, browser: Any) -> None:
    said = {"alias": "x" * 65536, "circle": str(cast.circle.pk), "opened": "2026-03-01"}
    answer = browser("writer").post("/people/add/", said)
    assert answer.status_code == 422
    assert not Relationship.objects.filter(counterpart__alias__startswith="xx").exists()


def test_a_counterpart_merged_into_itself_is_refused(cast: Cast, browser: Any) -> None:
    answer = browser("writer").post(f"/people/{cast.kamil.pk}/merge/", {"alias": "Abu Kamil"})
    assert answer.status_code == 422
    assert "the same record" in answer.content.decode()


@pytest.mark.parametrize("where", ["/people/", "/find/", "/people/suggest/"])
@pytest.mark.parametrize("text", ["\x00", "%", '"', "a" * 5000, "عبد", "' OR 1=1 --", "*", "NEAR("])
def test_whatever_is_looked_for_is_answered(
    cast: Cast, browser: Any, where: str, text: str
) -> None:
    assert browser("writer").post(where, {"text": text}, follow=True).status_code == 200


_NESTED = base64.urlsafe_b64encode(b"[" * 60_000).decode()
_MANY_DIGITS = base64.urlsafe_b64encode(b"[1" + b"0" * 5000 + b", 2]").decode()


@pytest.mark.parametrize("mark", [_NESTED, _MANY_DIGITS, "9" * 30, "9" * 5000, "-1", "٣", "\x00"])
def test_a_mark_to_go_on_from_that_is_none_begins_anew(cast: Cast, browser: Any, mark: str) -> None:
    client = browser("writer")
    for where in ("/people/", "/api/people/"):
        for order in ("due", "last", "alias"):
            assert client.get(where, {"order": order, "after": mark}).status_code == 200
    for name in ("words", "after", "view", "group", "place", "lead", "sort"):
        assert client.get("/people/", {name: mark}).status_code in {200, 404}
    assert client.get("/history/", {"before": mark}).status_code == 200
    assert client.get("/find/", {"words": mark, "before": mark}).status_code == 200


@pytest.mark.parametrize("letters", ["utf-7", "utf-16", "idna"])
def test_a_form_in_letters_we_do_not_read_is_refused_in_a_sentence(
    cast: Cast, browser: Any, letters: str
) -> None:
    client = browser("writer")
    client.get("/people/add/")
    client.handler.enforce_csrf_checks = True
    kind = f"application/x-www-form-urlencoded; charset={letters}"
    answer = client.post("/find/", b"text=tea", content_type=kind)
    assert answer.status_code == 400
    assert "could not be read" in answer.content.decode()


@pytest.mark.parametrize("token", ["", "x" * 32, "\xe9\x00", "x" * 64])
def test_a_form_that_is_no_longer_valid_says_so_and_what_to_do(
    cast: Cast, browser: Any, token: str
) -> None:
    client = browser("writer")
    client.get("/people/add/")
    client.handler.enforce_csrf_checks = True
    said = {"text": "tea", "csrfmiddlewaretoken": token}
    answer = client.post("/find/", said)
    assert answer.status_code == 403
    assert "Open the page again" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["before=x", "before=9999-99-99", "done=x", "after=%00", "whose=x"]
)
def test_a_mangled_address_is_answered(cast: Cast, browser: Any, query: str) -> None:
    for where in (f"/people/{cast.kamil.pk}/", "/people/", "/", "/history/", "/find/"):
        assert browser("writer").get(f"{where}?{query}").status_code == 200


def test_every_page_works_on_an_empty_office(db: None, cast: Cast, browser: Any) -> None:
    Interaction.objects.all().delete()
    for where in ("/", "/people/", "/find/", "/history/", "/rules/", "/import/"):
        assert browser("reader").get(where).status_code == 200


def test_a_refused_rhythm_leaves_the_lead_as_it_was(cast: Cast, browser: Any) -> None:
    said = {"lead": str(cast.keeper.pk), "ideal_days": "90", "maximum_days": "30"}
    answer = browser("writer").post(f"/people/{cast.kamil.pk}/holders/", said)
    assert answer.status_code == 422
    cast.kamil.refresh_from_db()
    assert cast.kamil.lead_id == cast.writer.pk
