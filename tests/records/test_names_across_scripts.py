"""A name sealed in one script is found where it is written in another; ordinary words are not."""

import random

import pytest

from cast import Cast
from rapport.actions import insights, people
from rapport.records import judging
from rapport.records.heard_names import sounds_like
from rapport.records.models import Mark, NameKey, SealedName
from rapport.records.names_in_clear import names_in as read_together
from rapport.records.recording import change_set
from rapport.records.sealed_traces import Traces


def seal(cast: Cast, name: str) -> None:
    people.seal_name(cast.asking("writer"), key=cast.kamil.counterpart_id, name=name)


def names_in(cast: Cast, text: str) -> int:
    row = insights.note_insight(
        cast.asking("writer"), relationship=cast.kamil.pk, kind="concern", text=text
    ).row
    mark = Mark.objects.filter(row=row.pk).first()
    return mark.names if mark else 0


@pytest.fixture
def alone(cast: Cast) -> Cast:
    """The cast without the name they come with."""
    SealedName.objects.all().delete()
    NameKey.objects.filter(counterpart=cast.kamil.counterpart_id).delete()
    return cast


YES = [
    ("كامل الراشد", "Sat with Kamil al-Rashid till late."),
    ("كامل الراشد", "sat with kamil rashid"),
    ("كامل الراشد", "With Rashid, Kamel as they call him."),
    ("Kamil al-Rashid", "جلسنا مع كامل الراشد"),
    ("Камиль Рашид", "Kamil Rashid was there"),
    ("Kamil Rashid", "Говорили с Камиль Рашид о дороге"),
    ("Камиль Рашид", "مع كامل رشيد"),
    ("محمد عبد الرحمن الخطيب", "Mohammed Khatib asked for tea"),
    ("مصطفى", "Mustafa asked for tea"),
]


@pytest.mark.parametrize(("name", "text"), YES)
def test_a_name_is_found_in_another_script(alone: Cast, name, text):
    seal(alone, name)
    assert names_in(alone, text) == 1


NO = [
    ("كامل الراشد", "A comely rush of camels on the road; Rashid was away."),
    ("كامل الراشد", "Kamil asked for tea. The road was long and wet, they said; so was Rashid's."),
    ("كامل الراشد", "Samir Rashid was there."),
    ("عمر علي", "More oil than last year, all the mayor said."),
    ("سليم", "The slum by the river"),
    ("موسى", "The mess after the rain; amass more"),
    ("Kamil al-Rashid", "جلسنا مع كمال في الطريق الى الرشيدية"),
    ("كامل الراشد", "Kamil"),
]


@pytest.mark.parametrize(("name", "text"), NO)
def test_ordinary_words_and_other_names_are_no_name(alone: Cast, name, text):
    seal(alone, name)
    assert names_in(alone, text) == 0


@pytest.mark.parametrize(("name", "text"), YES)
def test_a_name_sealed_later_is_found_in_what_was_written_in_another_script(alone, name, text):
    assert names_in(alone, text) == 0
    seal(alone, name)
    assert [mark.names for mark in Mark.objects.all()] == [1]
    assert judging.mark_all() == set()


def test_names_of_other_circles_and_of_the_severe_are_minded_in_no_script(cast: Cast):
    people.seal_name(
        cast.asking("outsider"), key=cast.hidden.counterpart_id, name="زفيرين المنصوري"
    )
    cast.add("The quiet one", sensitivity=3, names=[("", "سلمان الفراتي")])
    assert names_in(cast, "Zafirin Mansouri came with Salman Furati") == 0


def test_one_script_is_compared_word_by_word_only():
    assert not sounds_like("kamel rasheed", "Kamil Rashid")
    assert sounds_like("kamel rasheed", "كامل الراشد")


def test_each_of_many_texts_is_read_as_if_it_were_alone(alone: Cast):
    seal(alone, "كامل الراشد")
    both = {"both": "With Kamil al-Rashid.", "one": "Rashid was away."}
    found = read_together(both)
    assert {key: len(names) for key, names in found.items()} == {"both": 1, "one": 0}
    assert found == {key: read_together({key: text})[key] for key, text in both.items()}


SAID = (
    *("Kamil", "Rashid", "al-Rashid", "Mustafa", "Abu", "Bakr", "Dr", "Governor", "road", "tea"),
    *("كامل", "الراشد", "مصطفى", "ابو", "بكر", "الدكتور", "معبر"),
    *("Камиль", "Рашид", "Мустафа", "дорога", "12"),
)


def test_however_many_texts_are_read_together_each_has_the_names_it_has_alone(alone: Cast):
    chance = random.Random(5)
    for _ in range(25):
        seal(alone, " ".join(chance.choices(SAID, k=chance.choice((1, 2, 2, 3)))))
    seal(alone, "Governor Mustafa")
    # A name called by one word is found beside that word in another script.
    texts = {0: "Mustafa came, and Мустафа too"}
    texts |= {n: " ".join(chance.choices(SAID, k=chance.randrange(1, 9))) for n in range(1, 600)}
    every, kept = Traces(), Traces()
    every.expect_many()
    together = read_together(texts, every)
    for number in range(0, 600, 20):
        by_itself = set(read_together({number: texts[number]})[number])
        assert set(together[number]) == by_itself
        assert set(read_together({number: texts[number]}, kept)[number]) == by_itself
    again = read_together(texts, every)
    assert {key: set(names) for key, names in again.items()} == {
        key: set(names) for key, names in together.items()
    }
    assert sum(map(len, together.values())) > 500


def test_a_name_sealed_while_a_register_is_written_is_found_in_its_next_rows(alone: Cast):
    asking = alone.asking("writer")
    about = {"relationship": alone.kamil.pk, "kind": "concern", "text": "Kamil Rashid was there."}
    with change_set("import_register", asking) as changes:
        insights.note_insight(asking, **about)
        people.seal_name(asking, key=alone.kamil.counterpart_id, name="كامل الراشد")
        later = insights.note_insight(asking, **about).row
        changes.write()
        assert [mark.names for mark in Mark.objects.filter(row=later.pk)] == [1]
