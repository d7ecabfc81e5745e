"""Our own words: written by the office, handed on in a language they share, told in one tap."""

import json
from typing import Any

import pytest

from actions.change_sets import cannot_be, is_one_change_set
from cast import Cast
from rapport.actions import interactions, own_words, people
from rapport.briefings.history import history as told
from rapport.briefings.own_words import own_words as handed
from rapport.records.models import Disclosure, Interaction, OnTime, OwnWords, TheirPart
from rapport.records.refusals import NotYours

WHO, NOT_DO, WHY, RED = "who_we_are", "not_do", "why_access", "red_lines"
PAGE = "/office/words/?language="


def write(cast: Cast, language: str = "en", by: str = "writer", **texts: str) -> Any:
    return own_words.write_own_words(cast.asking(by), language=language, texts=texts)


def texts() -> set[tuple[str, str, str]]:
    return set(OwnWords.objects.values_list("kind", "language", "text"))


def test_a_text_is_written_changed_and_taken_away(cast: Cast):
    write(cast, who_we_are=" We bring water. ", not_do="We carry no weapons.")
    write(cast, who_we_are="We bring water and chalk.", not_do="")
    write(cast, "AR ", who_we_are="نحن")
    assert texts() == {(WHO, "en", "We bring water and chalk."), (WHO, "ar", "نحن")}


def test_it_is_one_change_and_one_undo_for_whoever_writes(cast: Cast):
    do = lambda: write(cast, who_we_are="We.", red_lines="No lists.")  # noqa: E731
    is_one_change_set(cast, do, "write_own_words")
    is_one_change_set(cast, do, "write_own_words", by="keeper")
    do()
    assert told(cast.asking("keeper")).change_sets[0].may_undo
    assert not told(cast.asking("reader")).change_sets[0].may_undo


def test_whoever_only_reads_changes_nothing(cast: Cast):
    with pytest.raises(NotYours):
        write(cast, by="reader", who_we_are="We.")


def test_what_cannot_be(cast: Cast):
    with cannot_be("need a language"):
        write(cast, " ", who_we_are="We.")
    with cannot_be("not one of the choices"):
        write(cast, slogan="We.")


def test_whoever_goes_has_each_kind_in_the_first_language_there_is(cast: Cast):
    write(cast, "en", who_we_are="We.", red_lines="No lists.")
    write(cast, "ar", who_we_are="نحن")
    said = {card.kind: card.language for card in handed(cast.writer, ["so", "AR", "en"])}
    assert said == {WHO: "ar", RED: "en"}
    assert [card.kind for card in handed(cast.writer, [])] == [WHO, RED]


def test_the_page_offers_a_text_and_saves_none_by_itself(cast: Cast, browser: Any):
    client = browser("writer")
    assert "Start with a general text" in client.get(f"{PAGE}en").content.decode()
    begun = client.get(f"{PAGE}en&begin=1").content.decode()
    assert "We take no side" in begun
    assert "data-unsaved" in begun
    assert not texts()
    client.get(f"{PAGE}en&begin=1")
    client.seen[f"{PAGE}en"] = client.seen[f"{PAGE}en&begin=1"]
    answer = client.post(f"{PAGE}en", {WHO: "We bring water.", NOT_DO: "", WHY: "", RED: ""})
    assert answer.status_code == 302, answer.content
    assert texts() == {(WHO, "en", "We bring water.")}
    assert "We bring water." in client.get(f"{PAGE}en&begin=1").content.decode()


def test_no_text_is_offered_in_a_language_nobody_wrote_one_in(browser: Any):
    assert "general text" not in browser("writer").get(f"{PAGE}so&begin=1").content.decode()


def test_who_only_reads_has_the_words_and_no_form(cast: Cast, browser: Any):
    write(cast, who_we_are="We bring water.")
    page = browser("reader").get(f"{PAGE}en").content.decode()
    assert "We bring water." in page
    assert "<textarea" not in page


def test_an_office_without_words_is_asked_for_no_tick(cast: Cast, browser: Any):
    page = f"/log/?who={cast.kamil.pk}"
    assert "Red lines we can say" not in browser("writer").get(page).content.decode()
    write(cast, red_lines="No lists of names.")
    shown = browser("writer").get(page).content.decode()
    assert "Red lines we can say" in shown
    assert 'value="who_we_are"' not in shown


def test_one_tap_says_what_was_told_and_one_undo_takes_it_back(cast: Cast, browser: Any):
    write(cast, "ar", who_we_are="نحن منظمة إنسانية")
    people.change_counterpart(
        cast.asking("writer"), key=cast.kamil.counterpart_id, languages=["ar"]
    )
    write(cast, who_we_are="We are a humanitarian organisation. " * 9, red_lines="No lists.")
    sent = {"who": str(cast.kamil.pk), "save": "1", "purpose": "engagement", "asked": "no",
            "on": "2026-03-16", "channel": "phone", "told": [WHO, RED]}  # fmt: skip
    assert browser("writer").post("/log/", sent).status_code == 302
    rows = Disclosure.objects.values_list("kind", "text", "interaction", "on")
    visit = Interaction.objects.get()
    assert set(rows) == {
        ("organisation", "نحن منظمة إنسانية", visit.pk, visit.on),
        ("limits", "No lists.", visit.pk, visit.on),
    }


def test_it_is_told_to_each_who_was_there_as_themselves(cast: Cast):
    write(cast, not_do="We carry no weapons.")
    salma, idris = cast.add("Salma"), cast.add("Idris")
    theirs = [(cast.kamil.pk,), (salma.pk, TheirPart.SECOND), (idris.pk, TheirPart.INTERPRETER)]
    do = lambda: interactions.log_interaction(  # noqa: E731
        cast.asking("writer"), theirs=theirs, on=cast.DAY, told=[NOT_DO, NOT_DO]
    )
    is_one_change_set(cast, do, "log_interaction")
    do()
    told_to = Disclosure.objects.values_list("relationship", "kind")
    assert set(told_to) == {(cast.kamil.pk, "principles"), (salma.pk, "principles")}


def test_long_words_are_kept_short(cast: Cast):
    write(cast, why_access="When we can see what is needed, help goes where it must. " * 20)
    cast.meet(told=[WHY])
    (one,) = Disclosure.objects.all()
    assert one.kind == "mandate"
    assert 150 < len(one.text) <= 201
    assert one.text.endswith("…")


def test_nothing_was_told_where_we_did_not_come(cast: Cast):
    with cannot_be("not there"):
        cast.meet(told=[WHO], on_time=OnTime.ABSENT)
    with cannot_be("not one of the choices"):
        cast.meet(told=["slogan"])


def test_the_api_takes_it(cast: Cast, browser: Any):
    said = {"who": [str(cast.kamil.pk)], "told": [RED]}
    answer = browser("writer").post("/api/log/", json.dumps(said), content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert Disclosure.objects.get().kind == "limits"
    for wrong in ("red_lines", ["slogan"], [["x"]]):
        said["told"] = wrong
        answer = browser("writer").post(
            "/api/log/", json.dumps(said), content_type="application/json"
        )
        assert answer.status_code in {400, 409, 422}
