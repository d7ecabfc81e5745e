"""Finding notes by words: folded alike in any script, in one's own circles, as they are now."""

import pytest

from cast import Cast, asked_by
from rapport.actions import care, insights, interactions
from rapport.records import text_index
from rapport.records.models import SearchEntry


@pytest.fixture
def find(cast: Cast):
    def ask(text, *, circles=None, **how):
        mine = [cast.circle.pk] if circles is None else circles
        return [hit.row for hit in text_index.find(text, circles=mine, **how)]

    return ask


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("شاي مع الحرس عند البوّابة", "البوابة"),
        ("زار المدرسة", "المدرسه"),
        ("سأل عن أحمد", "احمد"),
        ("مستشفى تل السرايا", "مستشفي"),
        ("كَتَبَ رِسالة", "كتب رسالة"),
        ("ســـلام", "سلام"),
        ("الساعة ٣ صباحا", "3"),
        ("Thé à la préfecture", "the a la prefecture"),
        ("Straße nach Süden", "STRASSE"),
        ("l'accord de passage", "accord"),
    ],
)
def test_a_word_is_found_however_it_is_written(cast: Cast, find, line, asked):
    visit = cast.meet(line=line)
    assert find(asked) == [visit.pk]


def test_every_word_must_be_there_in_any_order(cast: Cast, find):
    both = cast.meet(2, line="Tea by the gate.")
    cast.meet(1, line="Tea by the river.")
    assert find("gate tea") == [both.pk]
    assert find("gate coffee") == []


def test_only_the_last_word_may_be_unfinished_and_of_three_letters(cast: Cast, find):
    visit = cast.meet(line="Clinic papers")
    assert find("clinic pap") == [visit.pk]
    assert find("clin papers") == []
    assert find("clinic pa") == []


def test_few_words_that_begin_alike_are_found_as_many_are(cast: Cast, find, monkeypatch):
    beginnings = ("bri", "bridge", "bridges", "brig", "cle", "clé", "مدر")
    for line in ("Bridge.", "Two bridges.", "Brigade, bridge.", "Clé, clef.", "مدرسة ومدير"):
        cast.meet(1, line=line)
    found = []
    for few in (0, 1, 20):
        monkeypatch.setattr(text_index, "_FEW", few)
        found.append({word: find(word) for word in beginnings})
    assert len(found[0]["bri"]) == 3
    assert found[0] == found[1] == found[2]


def test_every_text_of_a_visit_is_found(cast: Cast, find):
    texts = {name: f"{name}heron" for name in ("line", "topics", "facts", "interpretations")}
    visit = cast.meet(**texts, next_step="nextheron")
    for word in (*texts.values(), "nextheron"):
        assert find(word) == [visit.pk]


def test_other_circles_notes_are_not_found(cast: Cast, find):
    hidden = cast.meet(by="outsider", whom=cast.hidden, line="A heron.")
    assert find("heron") == []
    assert find("heron", circles=[cast.elsewhere.pk]) == [hidden.pk]
    assert find("heron", circles=[]) == []


def test_a_changed_note_is_found_by_its_new_words_only(cast: Cast, find):
    visit = cast.meet(line="A heron.")
    about = {"asking": asked_by(cast.writer), "key": visit.pk}
    interactions.change_interaction(**about, line="An egret.")
    assert find("heron") == []
    assert find("egret") == [visit.pk]
    interactions.change_interaction(**about, line="")
    assert find("egret") == []
    assert not SearchEntry.objects.exists()


def test_a_note_that_has_gone_is_not_found(cast: Cast, find):
    visit = cast.meet(line="A heron.")
    interactions.remove_interaction(asking=asked_by(cast.writer), key=visit.pk)
    note = insights.note_insight(
        asking=asked_by(cast.writer), relationship=cast.kamil.pk, kind="value", text="A heron."
    ).row
    assert find("heron") == [note.pk]
    care.erase_note(asking=asked_by(cast.writer), key=note.pk)
    assert find("heron") == []
    assert not SearchEntry.objects.exists()


def test_answers_come_newest_recorded_first_and_page_by_page(cast: Cast, find):
    visits = [cast.meet(9 - number, line="A heron.").pk for number in range(7)]
    first = text_index.find("heron", circles=[cast.circle.pk], limit=4)
    rest = text_index.find("heron", circles=[cast.circle.pk], before=first[-1].entry)
    assert [hit.row for hit in (*first, *rest)] == visits[::-1]


@pytest.mark.parametrize(
    "asked", ["", "   ", "!!", '"', "* *", "AND", "heron OR", "NEAR(", "'; --", "a:b", "\x00", "-"]
)
def test_no_question_breaks_the_index(cast: Cast, find, asked):
    cast.meet(line="A heron or two.")
    assert isinstance(find(asked), list)


def test_words_that_mean_something_to_the_store_are_words(cast: Cast, find):
    visit = cast.meet(line="Neither NOT nor OR nor AND near the gate.")
    for word in ("not", "OR", "and nor", "near"):
        assert find(word) == [visit.pk]


def test_a_very_long_note_is_found_whole(cast: Cast, find):
    visit = cast.meet(facts=" ".join(f"word{number}" for number in range(6000)))
    assert find("word0 word5999") == [visit.pk]
