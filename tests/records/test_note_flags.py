"""Marks on notes: words to mind, and sealed names that stand in the clear."""

import pytest

from cast import Cast, asked_by
from rapport.actions import access, history, insights, interactions, people, team
from rapport.records import judging
from rapport.records.models import Finding, Insight, Interaction, Mark, Operation


def marks(row):
    mark = Mark.objects.filter(row=row.pk).first()
    return (mark.names, mark.words) if mark else (0, [])


def codes(who):
    return set(Finding.objects.filter(relationship=who).values_list("code", flat=True))


def seal(cast, name, who=None):
    about = {"asking": asked_by(cast.writer), "key": (who or cast.kamil).counterpart_id}
    return people.seal_name(**about, name=name).row


def note(cast, text):
    about = {"asking": asked_by(cast.writer), "relationship": cast.kamil.pk, "kind": "concern"}
    return insights.note_insight(**about, text=text).row


@pytest.fixture
def farran(cast: Cast):
    seal(cast, "Kamil Farran")
    return cast


@pytest.mark.parametrize("where", ["line", "topics", "facts", "interpretations", "next_step"])
def test_a_sealed_name_in_any_text_of_a_visit_is_marked(farran, where):
    visit = farran.meet(**{where: "Sat with Kamil Farran till late."})
    assert marks(visit) == (1, [])
    assert "D02" in codes(farran.kamil)


def test_a_sealed_name_in_an_insight_is_marked(farran):
    assert marks(note(farran, "farran, KAMIL: afraid of the road"))[0] == 1
    assert "D02" in codes(farran.kamil)


@pytest.mark.parametrize("line", ["Farran was away.", "Kamil asked for tea.", "", "Kamila, Farra"])
def test_one_word_of_a_name_of_two_is_no_name(farran, line):
    assert marks(farran.meet(line=line)) == (0, [])


def test_a_name_of_one_word_is_marked_by_that_word(cast: Cast):
    seal(cast, "Zephyrin")
    assert marks(cast.meet(line="zephyrin laughed"))[0] == 1
    seal(cast, "Nadir Nadir")
    assert marks(cast.meet(line="Nadir laughed"))[0] == 1


def test_several_names_are_counted(farran):
    seal(farran, "Samer Wadran")
    visit = farran.meet(line="Kamil Farran came with Samer Wadran; Farran spoke.")
    assert marks(visit)[0] == 2


def test_a_name_sealed_for_anybody_is_minded_in_every_note(farran):
    other = farran.add("Umm Nadir")
    assert marks(farran.meet(whom=other, line="Kamil Farran was there."))[0] == 1
    assert "D02" in codes(other)


@pytest.mark.parametrize(
    "name", ["Kamil Farran", "كامل فران", "Zephyrin", "Abd al-Majid ibn Farran"]
)
def test_a_name_sealed_later_marks_the_notes_that_were_there(cast: Cast, name):
    visit, understood = cast.meet(9, line=f"With {name}."), note(cast, f"{name} fears the road")
    assert (marks(visit)[0], marks(understood)[0]) == (0, 0)
    seal(cast, name)
    assert (marks(visit)[0], marks(understood)[0]) == (1, 1)
    assert "D02" in codes(cast.kamil)


def test_a_name_that_comes_with_a_new_counterpart_marks_them_too(cast: Cast):
    visit = cast.meet(9, line="With Kamil Farran.")
    cast.add("The tall one", names=[("Latn", "Kamil Farran")])
    assert marks(visit)[0] == 1
    assert "D02" in codes(cast.kamil)


def test_a_name_unsealed_by_an_undo_is_no_name_any_more(cast: Cast):
    visit = cast.meet(9, line="With Kamil Farran.")
    seal(cast, "Kamil Farran")
    done = Operation.objects.latest("sequence").change_set
    history.undo(asking=asked_by(cast.writer), key=done)
    assert marks(visit)[0] == 0
    assert "D02" not in codes(cast.kamil)


def test_more_notes_than_one_look_takes_are_all_marked(cast: Cast, monkeypatch):
    monkeypatch.setattr(judging, "_CHUNK", 4)
    visits = [cast.meet(9, line=f"Kamil Farran, cup {number}.") for number in range(11)]
    seal(cast, "Kamil Farran")
    assert [marks(visit)[0] for visit in visits] == [1] * 11


def test_a_note_reworded_is_marked_anew(farran):
    visit = farran.meet(line="Kamil Farran laughed.")
    about = {"asking": asked_by(farran.writer), "key": visit.pk}
    interactions.change_interaction(**about, line="He laughed.")
    assert marks(visit) == (0, [])
    assert "D02" not in codes(farran.kamil)
    interactions.change_interaction(**about, facts="Kamil Farran laughed.")
    assert marks(visit)[0] == 1


@pytest.mark.parametrize("line", ["He is an informant.", "C'est un espion.", "هو جاسوس"])
def test_hard_words_are_marked_in_three_languages(cast: Cast, line):
    visit = cast.meet(line=line)
    assert marks(visit)[1] != []
    assert "D04" in codes(cast.kamil)


def test_words_of_the_offices_own_are_marked_in_old_and_new_notes(cast: Cast):
    old = cast.meet(9, line="The heron again.")
    team.set_rules(asking=asked_by(cast.keeper), raw={"D04": {"words": ["heron*"]}})
    new = note(cast, "Herons, he says.")
    assert (marks(old)[1], marks(new)[1]) == (["heron"], ["herons"])
    assert "D04" in codes(cast.kamil)
    team.set_rules(asking=asked_by(cast.keeper), raw={})
    assert (marks(old)[1], marks(new)[1]) == ([], [])
    assert "D04" not in codes(cast.kamil)


def test_marks_are_what_a_second_reading_of_everything_gives(farran):
    farran.meet(9, line="Kamil Farran, an informant?")
    note(farran, "كامل فران")
    seal(farran, "كامل فران")
    before = [(row.pk, *marks(row)) for row in (*Interaction.objects.all(), *Insight.objects.all())]
    assert judging.mark_all() == set()
    after = [(row.pk, *marks(row)) for row in (*Interaction.objects.all(), *Insight.objects.all())]
    assert before == after
    assert sum(count for _, count, _ in after) == 2


def test_a_name_sealed_in_another_circle_marks_nothing_here(farran):
    """Else whoever writes likely names into notes would learn whom another circle knows."""
    elsewhere = farran.meet(by="outsider", whom=farran.hidden, line="Kamil Farran was there.")
    assert marks(elsewhere)[0] == 0
    assert "D02" not in codes(farran.hidden)


def test_a_name_sealed_later_in_another_circle_marks_nothing_here_either(cast: Cast):
    elsewhere = cast.meet(9, by="outsider", whom=cast.hidden, line="With Kamil Farran.")
    seal(cast, "Kamil Farran")
    assert marks(elsewhere)[0] == 0


def test_a_name_for_named_people_only_is_minded_in_notes_about_that_person_alone(cast: Cast):
    severe = cast.add("The quiet one", sensitivity=3, names=[("", "Kamil Farran")])
    other = cast.add("The other one", sensitivity=3)
    about, beside = (
        cast.meet(whom=severe, line="Kamil Farran laughed"),
        cast.meet(whom=other, line="Kamil Farran laughed"),
    )
    plain = cast.meet(line="Kamil Farran laughed")
    assert [marks(visit)[0] for visit in (about, beside, plain)] == [1, 0, 0]
    assert judging.mark_all() == set()


def test_a_name_for_named_people_only_from_now_on_is_minded_elsewhere_no_more(farran):
    beside = farran.meet(whom=farran.add("Umm Nadir"), line="Kamil Farran was there.")
    about = {"asking": asked_by(farran.writer), "key": farran.kamil.pk}
    told = []
    for level in (3, 1):
        access.set_access(**about, sensitivity=level)
        told.append(marks(beside)[0])
    assert told == [0, 1]
    assert judging.mark_all() == set()
