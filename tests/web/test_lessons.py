"""Lessons: shared without names, which are looked for before saving; offered with similar plans."""

import uuid
from typing import Any

import pytest

from actions.change_sets import is_one_change_set
from actions.test_repair import broke, go_up_to
from cast import Cast
from rapport.actions import breaches, culture_notes, debriefs, gates, lessons, meetings
from rapport.actions.actors import add_actor
from rapport.records.models import Interaction, Lesson, Operation
from rapport.records.refusals import CannotBe, NotThere, NotYours
from rapport.records.who_is_named import who_is_named

PLAIN = "Say at once when the answer will come, and come on that day."


def page(browser: Any, where: str, who: str = "writer") -> str:
    answer = browser(who).get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def send(browser: Any, where: str, **said: Any) -> Any:
    said = {"once": str(uuid.uuid4()), "family": "repair", **said}
    return browser("writer").post(where, said, follow=True)


def share(cast: Cast, text: str = PLAIN, by: str = "writer", **told: Any) -> Lesson:
    told = {"family": "repair", **told}
    return lessons.share_lesson(cast.asking(by), text=text, **told).row


# what could be a name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PLAIN, ()),
        ("With Abu Kamil wait a day.", ("Abu Kamil",)),
        ("What KAMIL said counts; kamil's brother too.", ("KAMIL", "kamil's")),
        ("Ask Kit Keeper first", ("Kit Keeper",)),
        ("Ask kit first", ("kit",)),
        ("The Harbour Board answers late", ("Harbour Board",)),
        ("In Tel Saray tea comes first", ("Tel Saray",)),
        ("North road: call before", ("North road",)),
        ("كامل الراشد غضب", ("كامل الراشد",)),
    ],
)
def test_names_known_to_the_writer_are_found_in_the_very_words(cast: Cast, text, words):
    me = cast.asking("writer")
    add_actor(me, circle=cast.circle.pk, name="Harbour Board", kind="authority")
    culture_notes.note_culture(me, place="Tel Saray", topic="greeting", text="Tea first.")
    gates.add_gate(me, circle=cast.circle.pk, name="North road", kind="area")
    assert who_is_named(me, text) == words


def test_nobody_whom_the_writer_may_not_know_is_told_of(cast: Cast):
    assert who_is_named(cast.asking("writer"), "Umm Sahar was angry") == ()
    assert who_is_named(cast.asking("outsider"), "Umm Sahar was angry") == ("Umm Sahar",)


# the verbs


def test_a_lesson_is_one_change_set_of_the_office(cast: Cast):
    is_one_change_set(cast, lambda: share(cast), "share_lesson")
    made = share(cast, stage="strained", place_kind="office")
    assert (made.office_id, made.on) == (cast.writer.office_id, cast.DAY)
    is_one_change_set(
        cast,
        lambda: lessons.change_lesson(cast.asking("writer"), key=made.pk, text="Come early."),
        "change_lesson",
    )
    is_one_change_set(
        cast, lambda: lessons.remove_lesson(cast.asking("writer"), key=made.pk), "remove_lesson"
    )


def test_with_a_name_in_it_it_is_refused_until_the_writer_says_it_is_none(cast: Cast):
    text = "With Abu Kamil wait a day; kit matters too."
    with pytest.raises(CannotBe, match="These words could be names: Abu Kamil, kit"):
        share(cast, text)
    with pytest.raises(CannotBe, match="Abu Kamil"):
        share(cast, text, no_names=["kit"])
    with pytest.raises(CannotBe):
        lessons.change_lesson(cast.asking("writer"), key=share(cast).pk, text=text)
    assert share(cast, text, no_names=["Kit", "Abu Kamil"]).text == text


def test_a_lesson_is_for_writers_of_the_office(cast: Cast):
    made = share(cast)
    with pytest.raises(NotYours):
        share(cast, by="reader")
    with pytest.raises(NotYours):
        lessons.remove_lesson(cast.asking("reader"), key=made.pk)
    with pytest.raises(NotThere):
        lessons.remove_lesson(cast.asking("writer"), key=uuid.uuid4())
    with pytest.raises(CannotBe, match="A lesson needs a text"):
        share(cast, " ")


def test_it_does_not_say_of_whom_it_was_learned(cast: Cast):
    made = broke(cast)
    go_up_to(cast, made, "review")
    breaches.review_repair(cast.asking("writer"), key=made.pk, ended="repaired", why=PLAIN)
    lesson = share(cast)
    written = Operation.objects.filter(row=lesson.pk).get()
    alone = Operation.objects.filter(change_set=written.change_set)
    assert alone.count() == 1
    columns = {column.name for column in Lesson._meta.concrete_fields}
    assert columns == {"id", "revised", "office", "text", "family", "stage", "place_kind", "on"}


# the pages


def test_words_that_could_be_names_are_asked_about_with_every_word_kept(cast: Cast, browser: Any):
    text = "With Abu Kamil wait a day."
    answer = send(browser, "/lessons/new/", text=text, place_kind="office")
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="no_names" value="Abu Kamil"' in shown
    assert text in shown
    assert not Lesson.objects.exists()
    answer = send(browser, "/lessons/new/", text=text, place_kind="office", no_names="Abu Kamil")
    assert Lesson.objects.get().text == text
    assert text in page(browser, "/lessons/", "reader")


def test_without_the_name_it_is_saved_at_once(cast: Cast, browser: Any):
    send(browser, "/lessons/new/", text=PLAIN)
    made = Lesson.objects.get()
    answer = send(browser, f"/lessons/{made.pk}/", text="With Abu Kamil wait", no_names="Kit")
    assert answer.status_code == 422
    made.refresh_from_db()
    assert made.text == PLAIN


def test_it_begins_with_what_a_debrief_or_a_review_says(cast: Cast, browser: Any):
    met = cast.meet(days_ago=1)
    contact = Interaction.objects.latest("pk")
    debrief = debriefs.write_debrief(
        cast.asking("writer"), interaction=contact.pk, relationship=cast.kamil.pk, lesson=PLAIN
    ).row
    del met
    assert PLAIN in page(browser, f"/lessons/new/?debrief={debrief.pk}")
    assert f"/lessons/new/?debrief={debrief.pk}" in page(browser, f"/people/{cast.kamil.pk}/")
    assert PLAIN not in page(browser, f"/lessons/new/?debrief={debrief.pk}", "outsider")
    made = broke(cast)
    breaches.review_repair(cast.asking("writer"), key=made.pk, ended="closed", why="Come sooner.")
    assert "Come sooner." in page(browser, f"/lessons/new/?breach={made.pk}")
    assert "Come sooner." not in page(browser, f"/lessons/new/?breach={made.pk}", "outsider")


def test_it_is_offered_where_a_similar_plan_is_made(cast: Cast, browser: Any):
    share(cast)
    share(cast, "Drink the second cup.", family="engagement")
    share(cast, "Bring the map.", family="negotiation")
    trust = page(browser, f"/people/{cast.kamil.pk}/breach/")
    assert PLAIN in trust
    assert "Drink the second cup." not in trust
    assert PLAIN in page(browser, f"/breaches/{broke(cast).pk}/")
    assert "Drink the second cup." in page(browser, f"/people/{cast.kamil.pk}/meeting/")
    assert "Bring the map." in page(browser, "/lessons/fitting/?purpose=negotiation")
    planned = meetings.plan_meeting(
        cast.asking("writer"), theirs=[(cast.kamil.pk,)], on=cast.DAY, purpose="negotiation"
    ).row[0]
    assert "Bring the map." in page(browser, f"/meetings/{planned.pk}/")
    assert "lessons" not in page(browser, "/lessons/fitting/?purpose=nothing")


def test_removed_it_is_gone_and_can_be_brought_back(cast: Cast, browser: Any):
    made = share(cast)
    answer = send(browser, f"/lessons/{made.pk}/remove/")
    assert answer.redirect_chain[-1][0].startswith("/lessons/")
    assert not Lesson.objects.exists()
