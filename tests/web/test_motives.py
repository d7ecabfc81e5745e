"""The card of motives in a browser: its buttons, the answer form, and what a log answers."""

from html import unescape

import pytest
from django.urls import reverse

from cast import Cast, asked_by
from rapport.actions import following, insights
from rapport.records.models import Insight


def note(cast, text, days_ago=0, **told):
    told = {"kind": "concern", "nature": "fact", **told}
    asking = asked_by(cast.writer, days_ago)
    return insights.note_insight(asking, relationship=cast.kamil.pk, text=text, **told).row


def now(row):
    return Insight.objects.get(pk=row.pk)


def page(client, name, row):
    return unescape(client.get(reverse(name, args=[row.pk])).content.decode())


def test_a_reading_is_in_italics_with_their_version_beside_it(browser, cast: Cast):
    note(cast, "Wants thanks.", kind="need", nature="interpretation", their_version="I want calm.")
    said = page(browser("reader"), "motives", cast.kamil)
    assert '<p class="reading" dir="auto">Wants thanks.</p>' in said
    assert "How they would tell it:" in said
    assert "I want calm." in said


def test_one_tap_says_that_it_is_still_so(browser, cast: Cast):
    row = note(cast, "Wants thanks.", kind="need", nature="interpretation")
    client = browser("writer")
    assert "Confirm it is still true" in page(client, "motives", cast.kamil)
    answer = client.post(reverse("still-so", args=[row.pk]), {"page": "motives"})
    assert answer.url.startswith(reverse("motives", args=[cast.kamil.pk]))
    assert now(row).checked_on == cast.DAY


def test_a_reader_sees_the_card_without_its_buttons(browser, cast: Cast):
    note(cast, "Wants thanks.", kind="need", nature="interpretation")
    said = page(browser("reader"), "motives", cast.kamil)
    assert "Confirm it is still true" not in said
    assert "Wants thanks." in said


def test_an_answer_is_written_with_its_contact(browser, cast: Cast):
    row, visit = note(cast, "The bridge.", days_ago=9), cast.meet(2)
    client = browser("writer")
    where = reverse("answer-insight", args=[row.pk])
    assert "The bridge." in unescape(client.get(where).content.decode())
    told = {"state": "answered", "answer": "It stays.", "interaction": visit.pk}
    assert client.post(where, told).status_code == 302
    assert (now(row).answer, now(row).answered_in) == ("It stays.", visit)
    assert "It stays." in page(client, "person", cast.kamil)
    assert "The bridge." not in page(client, "brief", cast.kamil)


def test_words_are_kept_where_an_answer_cannot_be(browser, cast: Cast):
    row = note(cast, "The bridge.", days_ago=1)
    told = {"state": "answered", "answer": "It stays.", "on": "2026-03-01"}
    answer = browser("writer").post(reverse("answer-insight", args=[row.pk]), told)
    assert answer.status_code == 422
    assert "It stays." in answer.content.decode()


def test_what_came_back_stands_in_the_brief_with_what_we_said(browser, cast: Cast):
    row = note(cast, "We spy.", days_ago=9, kind="misperception")
    following.follow_up(cast.asking("writer", 3), key=row.pk, answer="We do not.")
    client = browser("writer")
    client.post(reverse("came-back", args=[row.pk]))
    said = page(client, "brief", cast.kamil)
    assert "If they raise it: what we said" in said
    assert "We do not." in said
    assert "it came back on" in said


@pytest.mark.parametrize(
    ("state", "words", "became"),
    [("answered", "It stays.", "answered"), ("", "It stays.", "followed_up"), ("", "", "open")],
)
def test_a_log_answers_by_one_tap_or_by_words(browser, cast: Cast, state, words, became):
    row, client = note(cast, "The bridge.", days_ago=9), browser("writer")
    shown = client.get(reverse("log"), {"who": cast.kamil.pk}).content.decode()
    assert "The bridge." in shown
    told = {"who": cast.kamil.pk, "on": "2026-03-16", "channel": "phone", "save": "1"}
    told |= {"purpose": "engagement", "asked": "no"}
    told |= {f"worry-{row.pk.hex}": state, f"said-{row.pk.hex}": words}
    assert client.post(reverse("log"), told).status_code == 302
    assert (now(row).state, now(row).answer) == (became, words)


def test_what_is_answered_is_not_offered_in_a_log(browser, cast: Cast):
    row = note(cast, "The bridge.", days_ago=9)
    following.follow_up(cast.asking("writer"), key=row.pk)
    shown = browser("writer").get(reverse("log"), {"who": cast.kamil.pk}).content.decode()
    assert "The bridge." not in shown
