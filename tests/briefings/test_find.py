"""Finding: people by name and notes by their words, with the words shown, and only one's own."""

import pytest

from briefings.counting import questions
from cast import Cast, asked_by
from rapport.actions import asks, commitments, insights, occasions, people
from rapport.briefings.find import PAGE, find
from rapport.records.models import Sensitivity


def notes(me, text, **how):
    return find(asked_by(me), text, **how).notes


def test_every_kind_of_note_is_found_and_says_whom_it_is_about(cast: Cast):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk}
    cast.meet(3, line="A heron.")
    commitments.make_commitment(**about, text="A heron.")
    insights.note_insight(**about, kind="value", text="A heron.")
    insights.tell(**about, kind="limits", text="A heron.")
    occasions.note_occasion(**about, name="Day of the heron", month=5, day=1)
    asks.plan_ask(asking=asked_by(cast.writer), relationship=cast.kamil.pk, what="The heron road")
    found = notes(cast.reader, "heron")
    assert {one.kind for one in found} == {
        "interaction", "commitment", "insight", "disclosure", "occasion", "ask",
    }  # fmt: skip
    assert {(one.relationship, one.alias) for one in found} == {(cast.kamil.pk, "Abu Kamil")}


def test_the_words_asked_for_are_shown_where_they_stand(cast: Cast):
    cast.meet(3, line="Long ago there was tea.", facts="A Heron, they say, by the gate.")
    pieces = notes(cast.writer, "heron gat")[0].pieces
    assert [text for text, hit in pieces if hit] == ["Heron", "gate"]
    assert "tea" in "".join(text for text, _ in pieces)


def test_arabic_words_are_shown_as_they_were_written(cast: Cast):
    cast.meet(3, line="شاي عند البوّابة القديمة")
    pieces = notes(cast.writer, "البوابة")[0].pieces
    assert [text for text, hit in pieces if hit] == ["البوّابة"]


def test_only_ones_own_notes_and_people_are_found(cast: Cast):
    severe = cast.add("The heron", sensitivity=Sensitivity.SEVERE)
    cast.meet(3, whom=severe, line="A heron.")
    cast.meet(3, by="outsider", whom=cast.hidden, line="A heron.")
    for who in ("keeper", "reader"):
        answer = find(asked_by(cast.who(who)), "heron")
        assert (answer.people, answer.notes) == ((), ())
    mine = find(asked_by(cast.writer), "heron")
    assert [one.alias for one in (*mine.people, *mine.notes)] == ["The heron", "The heron"]
    assert [one.alias for one in notes(cast.outsider, "heron")] == ["Umm Sahar"]


def test_people_are_found_by_alias_and_sealed_name(cast: Cast):
    people.seal_name(
        asking=asked_by(cast.writer), key=cast.kamil.counterpart_id, name="Abdulmajeed"
    )
    for typed in ("abu", "الراشد", "Abd al-Majid"):
        assert [one.alias for one in find(asked_by(cast.reader), typed).people] == ["Abu Kamil"]


@pytest.mark.parametrize("text", ["", "   ", "\u202e", "!?", "nothing like it"])
def test_what_is_nowhere_finds_nothing(cast: Cast, text):
    answer = find(asked_by(cast.writer), text)
    assert (answer.people, answer.notes, answer.following) == ((), (), "")


def test_pages_together_are_everything_once_newest_recorded_first(cast: Cast):
    logged = [cast.meet(90 - number, line="A heron.").pk for number in range(2 * PAGE + 3)]
    seen, before = [], None
    while True:
        answer = find(asked_by(cast.writer), "heron", before=before)
        seen += [one.row for one in answer.notes]
        if not answer.following:
            break
        before = int(answer.following)
    assert seen == logged[::-1]


def test_notes_that_are_hidden_make_no_page_shorter_and_lead_nowhere(cast: Cast):
    """Else a word could be tried out on the notes of people one is not named for."""
    severe = cast.add("The egret", sensitivity=Sensitivity.SEVERE, days_ago=50)
    for number in range(2 * PAGE + 2):
        cast.meet(40 - number % 40, whom=severe, line="A heron.")
    answer = find(asked_by(cast.reader), "heron")
    assert (answer.notes, answer.following) == ((), "")
    mine = [cast.meet(30, line="A heron.").pk for _ in range(PAGE)]
    cast.meet(3, whom=severe, line="A heron.")
    answer = find(asked_by(cast.reader), "heron")
    assert ([one.row for one in answer.notes], answer.following) == (mine[::-1], "")


def test_many_rows_ask_no_more_questions_than_one(cast: Cast):
    def live(number):
        who = cast.add(f"Heron {number}")
        cast.meet(3, whom=who, line="A heron.")
        about = {"asking": asked_by(cast.writer), "relationship": who.pk}
        insights.note_insight(**about, kind="value", text="A heron.")

    live(0)
    me = cast.writer
    few = questions(lambda: find(asked_by(me), "heron"))
    for number in range(1, 30):
        live(number)
    me = cast.writer
    # Where few are called so, who is nearly called so is looked for too.
    assert questions(lambda: find(asked_by(me), "heron")) <= few
