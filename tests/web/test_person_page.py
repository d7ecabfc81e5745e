"""A person's page: what happened is told there, a fact is changed in its place, a note can wait."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from cast import Cast
from rapport.actions import commitments, insights
from rapport.records.models import (
    Ask,
    Commitment,
    Insight,
    Interaction,
    Relationship,
    Side,
)
from rapport.web.single_facts import FACTS
from rapport.web.templatetags.person_page import across

DAY = Cast.DAY
FRAGMENT = {"HX-Request": "true"}

LINE = "Tea &amp; rain"
AS_TYPED = {
    "contact": (LINE, 'name="on" value="15 Mar 2026"'),
    "promise": (LINE, 'name="due" value="20 March 2026"', 'value="them"[^>]* checked'),
    "request": (LINE, 'name="planned_for" value="soon"'),
    "insight": (LINE, 'value="value"[^>]* checked', 'value="fact"[^>]* checked'),
}
"""What stands in the full form of each kind after it was begun in one line."""


@pytest.fixture
def where(cast: Cast) -> str:
    return f"/people/{cast.kamil.pk}/"


def text(answer: Any) -> str:
    return answer.content.decode()


def new(browser: Any, where: str, **told: str) -> Any:
    return browser("writer").post(f"{where}new/", told)


def test_a_contact_of_yesterday_is_told_in_one_line(browser: Any, where: str):
    told = {
        "what": "contact",
        "line": "Tea.",
        "day": "yesterday",
        "asked": "no",
        "channel": "phone",
    }
    answer = new(browser, where, **told)
    assert answer.status_code == 302
    assert "?done=" in answer.url
    one = Interaction.objects.get()
    assert (one.line, one.on, one.asked) == ("Tea.", DAY - timedelta(days=1), False)
    assert one.channel == "phone"


def test_another_day_is_typed_as_people_write_it(browser: Any, where: str):
    new(browser, where, what="contact", line="Tea.", day="other", on="3 Feb", asked="yes")
    one = Interaction.objects.get()
    assert (one.on, one.asked) == (DAY.replace(month=2, day=3), True)


def test_a_promise_a_request_and_an_insight_are_told_there_too(browser: Any, where: str):
    new(browser, where, what="promise", line="Chalk.", by="them", due="20 March 2026")
    new(browser, where, what="request", line="A pass.", planned_for="25 March 2026")
    new(browser, where, what="insight", line="Likes rain.", kind="value", nature="fact")
    promise, ask, note = Commitment.objects.get(), Ask.objects.get(), Insight.objects.get()
    assert (promise.text, promise.by, promise.due) == ("Chalk.", Side.THEM, DAY.replace(day=20))
    assert (ask.what, ask.planned_for) == ("A pass.", DAY.replace(day=25))
    assert (note.text, note.kind, note.nature) == ("Likes rain.", "value", "fact")
    assert note.expires is not None


@pytest.mark.parametrize(
    ("what", "form"),
    [("contact", "/log/"), ("promise", "promise/"), ("request", "ask/"), ("insight", "insight/")],
)
def test_more_fields_keeps_what_was_typed_and_saves_nothing(
    browser: Any, where: str, what: str, form: str
):
    client = browser("writer")
    typed = {"what": what, "line": "Tea & rain", "day": "yesterday", "by": "them", "kind": "value"}
    days = {"due": "20 March 2026", "planned_for": "soon"}
    answer = client.post(f"{where}new/", {**typed, **days, "nature": "fact", "more": "1"})
    assert answer.status_code == 302, "Back does not ask whether to send the form again"
    assert form in answer.url
    assert "rain" not in answer.url
    page = text(client.get(answer.url))
    for name in AS_TYPED[what]:
        assert re.search(name, page), name
    assert "data-unsaved" in page
    for kind in (Interaction, Commitment, Ask, Insight):
        assert not kind.objects.exists()


def test_what_was_typed_for_another_kind_stands_in_no_ones_way(browser: Any, where: str):
    answer = new(browser, where, what="promise", line="Chalk.", day="other", on="the rain")
    assert answer.status_code == 302
    assert Commitment.objects.get().text == "Chalk."


def test_it_is_said_which_day_could_not_be_read(browser: Any, where: str):
    page = text(new(browser, where, what="promise", line="Chalk.", due="never"))
    assert re.search('role="alert">“never” is not a date we can read.', page)


def test_more_fields_keeps_a_text_too_long_for_an_address(browser: Any, where: str):
    line = "Tea & rain. " * 400
    answer = new(browser, where, what="promise", line=line, more="1")
    assert answer.status_code == 200
    assert line.strip().replace("&", "&amp;") in text(answer)


def test_what_was_typed_opens_in_no_other_session(browser: Any, where: str):
    answer = new(browser, where, what="promise", line="Tea & rain", more="1")
    page = text(browser("writer").get(answer.url))
    assert "Record a promise" in page
    assert "rain" not in page


@pytest.mark.parametrize(
    "told",
    [
        {"what": "contact", "day": "other", "on": "the day of the rain"},
        {"what": "contact", "day": "other", "on": "1 May 2031"},
        {"what": "promise", "due": "never"},
        {"what": "promise", "line": ""},
        {"what": "insight", "line": " "},
        {"what": "request", "line": ""},
        {"what": "king"},
    ],
)
def test_what_cannot_be_comes_back_with_every_word(browser: Any, where: str, told: dict[str, str]):
    answer = new(browser, where, **{"line": "Tea & rain", **told})
    assert answer.status_code == 422
    assert 'role="alert"' in text(answer) or 'class="wrong"' in text(answer)
    assert told.get("line", "x") in ("", " ") or "Tea &amp; rain" in text(answer)
    for kind in (Interaction, Commitment, Ask, Insight):
        assert not kind.objects.exists()


def test_a_reader_sees_no_composer_and_no_menu_that_changes(browser: Any, where: str):
    page = text(browser("reader").get(where))
    assert 'id="compose"' not in page
    assert "formaction" not in page
    assert 'class="pencil"' not in page


@pytest.mark.parametrize("name", FACTS)
def test_each_fact_has_a_small_form_in_its_place_and_a_page(browser: Any, where: str, name: str):
    client = browser("writer")
    small = text(client.get(f"{where}fact/{name}/", headers=FRAGMENT))
    assert "<html" not in small
    assert "in-place" in small
    assert "<html" in text(client.get(f"{where}fact/{name}/"))
    assert client.get(f"{where}fact/king/").status_code == 404


def test_a_fact_is_changed_and_the_rest_stays(cast: Cast, browser: Any, where: str):
    client = browser("writer")
    small = text(client.get(f"{where}fact/address/", headers=FRAGMENT))
    sent = dict(re.findall(r'name="(seen|once)" value="([^"]+)"', small))
    before = Relationship.objects.get(pk=cast.kamil.pk).counterpart
    answer = client.post(f"{where}fact/address/", {**sent, "how_to_address": "Sayyid"})
    assert (answer.status_code, "?done=" in answer.url) == (302, True)
    after = Relationship.objects.get(pk=cast.kamil.pk).counterpart
    assert after.how_to_address == "Sayyid"
    assert (after.alias, after.languages) == (before.alias, before.languages)


def test_a_filter_shows_one_kind_and_a_fragment_holds_the_lines_alone(
    cast: Cast, browser: Any, where: str
):
    for number in range(45):
        cast.meet(number, line=f"contact {number}.")
    asking = cast.asking("writer")
    commitments.make_commitment(asking, relationship=cast.kamil.pk, text="Chalk.")
    client = browser("writer")
    promises = text(client.get(f"{where}?show=promises"))
    timeline = promises.split('id="timeline"')[1].split("<aside")[0]
    assert "Chalk." in timeline
    assert "contact 1." not in timeline
    found: list[str] = []
    older: str | None = ""
    while older is not None:
        lines = text(client.get(f"{where}{older}", headers=FRAGMENT))
        assert "<html" not in lines
        assert ("<nav" in lines) == (older == "")
        found += re.findall(r"contact \d+\.", lines)
        link = re.search(r'hx-get="(\?before=[\d-]+)"', lines)
        older = link[1] if link else None
    assert found == [f"contact {number}." for number in range(45)]


def test_a_note_is_held_a_day_and_can_be_brought_back(cast: Cast, browser: Any, where: str):
    asking = cast.asking("writer")
    note = insights.note_insight(
        asking, relationship=cast.kamil.pk, kind="value", text="A zephyr."
    ).row
    client = browser("writer")
    answer = client.post(reverse("erase", args=[note.pk]))
    after = text(client.get(answer.url))
    assert "zephyr" not in after
    assert "erased for good on" in after
    assert "<mark>" not in text(client.post("/find/", {"text": "zephyr"}))
    assert "zephyr" not in text(client.get(f"/api{where}"))
    undo = re.search(r'action="(/history/[^"]+/undo/)"', after)
    assert undo is not None
    client.post(undo[1], {"back": where})
    assert "A zephyr." in text(client.get(where))


def test_at_once_it_is_erased_on_a_page_that_shows_its_words(cast: Cast, browser: Any, where: str):
    asking = cast.asking("writer")
    note = insights.note_insight(
        asking, relationship=cast.kamil.pk, kind="value", text="A zephyr."
    ).row
    client = browser("writer")
    page = text(client.get(reverse("erase", args=[note.pk])))
    assert "A zephyr." in page
    assert Insight.objects.exists()
    answer = client.post(reverse("erase", args=[note.pk]), {"now": "1"})
    assert "done=" not in answer.url
    assert not Insight.objects.exists()
    history = text(client.get("/history/"))
    assert "/undo/" not in history[history.index("<ol") :].split("</li>")[0]


def test_a_promise_is_settled_on_another_day_in_a_form(cast: Cast, browser: Any, where: str):
    asking = cast.asking("writer", days_ago=9)
    promise = commitments.make_commitment(asking, relationship=cast.kamil.pk, text="Chalk.").row
    client = browser("writer")
    settle = reverse("settle-commitment", args=[promise.pk])
    assert "Chalk." in text(client.get(settle))
    client.post(settle, {"state": "kept", "on": "10 March 2026"})
    promise.refresh_from_db()
    assert (promise.state, promise.settled_on) == ("kept", DAY.replace(day=10))


def test_a_picture_is_mirrored_where_one_reads_from_the_right(settings: Any):
    from django.utils.translation import override

    with override("en"):
        assert (across(0), across(100), across(50, 10)) == ("0.00%", "86.00%", "43.00%")
    with override("ar"):
        assert (across(0), across(100), across(50, 10)) == ("100.00%", "14.00%", "48.40%")
