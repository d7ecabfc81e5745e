"""Reading a scene: what is wrong is said in plain sentences, all of it at once."""

import pytest

from practice.writing import toml_of
from rapport.practice.checking import doubts
from rapport.practice.reading import SceneError, read

WHOLE = toml_of([["small-talk"], ["ask"]], [[], []])


def faults(text: str) -> list[str]:
    with pytest.raises(SceneError) as trouble:
        read("scene", text)
    return trouble.value.faults


@pytest.mark.parametrize(
    ("whole", "broken", "says"),
    [
        ('title = "A scene"', "", "It has no title."),
        ("level = 1", "level = 4", "The level must be 1, 2 or 3."),
        ('mood = "neutral"', 'mood = "sad"', "The mood at the beginning must be one of: hostile"),
        ('["E"]', '["Z"]', "There is no family of rules 'Z'."),
        ('guarded = "guarded"', "", "In ends: what they took away is missing for guarded."),
        ("[meeting]", "[before]\nmoon = 1\n[meeting]", "In before: 'moon' is not known."),
        ('"in_person"', '"in_person"\nsize = 2', "In meeting: 'size' is not known."),
        ('id = "step-1"', 'id = "end"', "Step end: it needs an id, and not 'end'."),
        ('id = "step-1"', 'id = "step-0"', "Two steps have the same id."),
        ("['small-talk']", "['fly']", "Step step-0: line 1: 'fly' is no word of a scene."),
        ("['small-talk']", "['promise soon']", "after 'promise' comes a number of days."),
        ("['small-talk']", "['tell us']", "after 'tell' comes one of: us_as_people"),
        ("['small-talk']", "['late again']", "nothing comes after 'late'."),
        ("['small-talk']", "['keep list']", "after 'keep' comes something that is named in before"),
        ("['small-talk']", "[]\nnext = 'far'", "there is no step 'far' to go on to."),
        ("['small-talk']", "[]\nnext = 'step-0'", "a line leads back to step-0"),
        ("['small-talk']", "[]\nnext = {sad = 'step-1'}", "there is no mood 'sad'."),
        ("opens = 0", "opens = 7", "opens must be a whole number from -2 to 2."),
        ('they = "So."', "", "how they answer is missing (they)."),
    ],
)
def test_what_is_wrong_is_said_with_its_place(whole, broken, says):
    assert whole in WHOLE
    text = WHOLE.replace(whole, broken, 1)
    assert any(says in fault for fault in faults(text)), faults(text)


def test_several_faults_are_said_at_once():
    text = WHOLE.replace("level = 1", "level = 0").replace("['ask']", "['beg']")
    assert len(faults(text)) == 2


def test_what_is_no_toml_is_said_to_be_none():
    assert faults("title = ")[0].startswith("The file is not TOML:")


def test_a_step_needs_lines_to_choose_from():
    assert "Step step-0: it needs two to five lines to choose from." in faults(toml_of([[]]))


def test_words_of_another_language_stand_in_the_place_of_ours():
    words = (
        'title = "Une scène"\n[ends]\nopen = "ouvert"\n'
        '[[step]]\nid = "step-1"\nsays = "Il attend."\n[[step.line]]\nsay = "Bonjour."'
    )
    scene = read("scene", WHOLE, words)
    assert scene.title == "Une scène"
    assert (scene.ends["open"], scene.ends["hostile"]) == ("ouvert", "hostile")
    assert scene.step("step-1").says == "Il attend."
    assert [line.say for line in scene.step("step-1").lines] == ["Bonjour.", "Line 1."]
    assert scene.step("step-0").says == "They look at you."


def test_doubts_are_told_of_a_scene_that_can_be_played():
    told = doubts(read("scene", toml_of([[], []])))
    assert any("four or more" in one for one in told)
    assert any("Even on its best way" in one for one in told)


def test_a_step_to_which_nothing_leads_is_noticed():
    text = WHOLE.replace("['small-talk']", "['small-talk']\nnext = 'end'").replace(
        "['ask']", "['ask']\nnext = 'end'"
    )
    assert "Step step-1: nobody can come there." in doubts(read("scene", text))
