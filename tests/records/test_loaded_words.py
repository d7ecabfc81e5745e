"""Loaded words: minded where we tell how we read them, and nowhere else."""

import pytest

from cast import Cast, asked_by
from rapport.actions import access, correcting, history, insights
from rapport.records import judging
from rapport.records.models import Insight, Mark, Office, Sensitivity
from rapport.rules.hard_words import hard_words_in, loaded_words_in

LOADED = "He is stubborn about the road."


def loaded(row):
    mark = Mark.objects.filter(row=row.pk).first()
    return mark.loaded if mark else []


def note(cast, **told):
    told = {"kind": "reasoning", "text": LOADED, **told}
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    return insights.note_insight(**about, **told).row


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Stubborn, as ever", ("stubborn",)),
        ("The so-called council", ("so called",)),
        ("Têtu et de mauvaise foi", ("tetu", "mauvaise foi")),
        ("لماذا هو عنيد", ("عنيد",)),
        ("والذريعة", ("والذريعه",)),
    ],
)
def test_they_are_found_in_three_languages(text, found):
    assert loaded_words_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "He refused, and gave three reasons.",
        "Free radicals in the lesson.",
        "Ils ont refusé deux fois.",
        "رفض الطلب مرتين",
        "A stub, a natural hostess",
    ],
)
def test_words_that_tell_what_was_said_or_done_are_left_alone(text):
    assert loaded_words_in(text) == ()


def test_a_hard_word_is_no_loaded_one():
    assert loaded_words_in("spy") == ()
    assert hard_words_in("stubborn") == ()


def test_our_reading_and_our_log_are_minded(cast: Cast):
    assert loaded(note(cast)) == ["stubborn"]
    assert loaded(cast.meet(line=LOADED)) == ["stubborn"]
    assert loaded(cast.meet(1, interpretations=LOADED)) == ["stubborn"]


def test_what_they_said_is_not(cast: Cast):
    assert loaded(note(cast, nature="fact")) == []
    assert loaded(note(cast, kind="misperception", text="They call us hostile.")) == []
    reading = note(cast, text="He wants to be asked first.", their_version="We are no regime.")
    assert loaded(reading) == []


def test_a_place_or_a_next_step_is_not(cast: Cast):
    assert loaded(cast.meet(place="Hostile point", next_step="Ask the regime")) == []


def test_a_reading_put_right_is_marked_anew_and_undo_brings_it_back(cast: Cast):
    reading, asking = note(cast), cast.asking("writer")
    done = correcting.change_record(asking, Insight, key=reading.pk, text="He said no twice.")
    assert loaded(reading) == []
    history.undo(asking, key=done.key)
    assert loaded(reading) == ["stubborn"]


def test_words_of_the_office_count_at_once(cast: Cast):
    reading = note(cast, text="A tricky man.")
    Office.objects.update(rule_settings={"R06": {"words": ["tricky"]}})
    assert judging.mark_all() == {cast.kamil.pk}
    assert loaded(reading) == ["tricky"]


def test_the_mark_of_a_reading_for_named_people_tells_only_them(cast: Cast):
    reading = note(cast)
    named = {"sensitivity": Sensitivity.SEVERE}
    access.set_access(cast.asking("keeper"), key=cast.kamil.pk, **named)
    assert Mark.objects.get(row=reading.pk).sensitivity == Sensitivity.SEVERE
