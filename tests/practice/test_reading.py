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


NEXT = "[]\nnext = "


@pytest.mark.parametrize(
    ("whole", "broken", "says"),
    [
        ('title = "A scene"', "", "It has no title; add what the scene is called."),
        ('title = "A scene"', "title = 3", "title must be a text between two straight quotes"),
        ('title = "A scene"', 'title = " "', "title is empty; write what belongs there."),
        ("level = 1", "level = 4", "level must be a whole number from 1 to 3"),
        ("level = 1", "level = true", "without quotes; true is not."),
        ("level = 1", 'level = 1\nafter_days = "ten"', "after_days must be a whole number"),
        (
            "level = 1",
            "level = 1\nmeting = 3",
            "'meting' is not known here; did you mean 'meeting'?",
        ),
        ("situation =", "sitution =", "'sitution' is not known here; did you mean 'situation'?"),
        (
            'mood = "neutral"',
            'mood = "sad"',
            "mood must be one of: hostile, guarded, neutral, open;",
        ),
        ('["E"]', '["E01"]', "There is no family of rules 'E01'. Write only the letter: E, R, K,"),
        ('["E"]', "[]", 'families needs the letter of a family of rules: families = ["E"].'),
        ('["E"]', '"E"', 'families is a list: write ["E"].'),
        ('guarded = "guarded"', "", "In ends: it has no guarded; add what they took away"),
        ('open = "open"', 'angry = "x"', "In ends: 'angry' is not known here. Take it out"),
        (
            'hostile = "hostile"',
            'hostil = "x"',
            "'hostil' is not known here; did you mean 'hostile'?",
        ),
        ("[meeting]", "[before]\nmoon = 1\n[meeting]", "In before: 'moon' is not known here."),
        (
            "[meeting]",
            "[before]\nmet = 3\n[meeting]",
            "In before: met is a list: write met = [{…}].",
        ),
        (
            "[meeting]",
            "[before]\nmet = [{}]\n[meeting]",
            "In before: met 1: it has no days_ago; add",
        ),
        ("[meeting]", '[before]\nknown_days = "ten"\n[meeting]', "In before: known_days must be a"),
        (
            "[meeting]",
            '[before]\nprefers = "spoken"\n[meeting]',
            "prefers must be one of: none, oral,",
        ),
        ("[meeting]", '[before]\ntold = ["us"]\n[meeting]', "told must be one of: us_as_people,"),
        (
            "[meeting]",
            '[before]\nstage = "good rapport"\n[meeting]',
            "not; did you mean 'rapport'?",
        ),
        (
            "[meeting]",
            '[before]\nknows = [{kind = "fear"}]\n[meeting]',
            "knows 1: kind must be one",
        ),
        (
            "[meeting]",
            '[before]\nknows = [{kind = "need", id = "a"}, {kind = "need", id = "a"}]\n[meeting]',
            "In before: 2 things have the id 'a'; give each its own.",
        ),
        ('"in_person"', '"in_person"\nsize = 2', "In meeting: 'size' is not known here."),
        ('"in_person"', '"in person"', "channel must be one of: in_person, phone, video,"),
        ('"in_person"', '"in person"', "'in person' is not; did you mean 'in_person'?"),
        ('"in_person"', '"phone"\npurpose = "visit"', "purpose must be one of: engagement,"),
        (
            '"in_person"',
            '"phone"\nmood = "open"',
            "In meeting: 'mood' is not known here; it belongs",
        ),
        ('id = "step-1"', 'id = "end"', "Step end: 'end' is the end of a scene; give the step"),
        ('id = "step-1"', 'id = "step-0"', "Two steps have the id 'step-0'; give one of them"),
        ('id = "step-1"', 'id = "step 1"', "Step step 1: id must be one word"),
        ("['small-talk']", "['fly']", "Step step-0: line 1: 'fly' is no word of a scene"),
        (
            "['small-talk']",
            "['small talk']",
            "'small' is no word of a scene; did you mean 'small-talk'?",
        ),
        ("['small-talk']", "'small-talk'", 'line 1: does is a list: write ["small-talk"].'),
        (
            "['small-talk']",
            "['ask', 3]",
            "each in does must be a text between two straight quotes; 3",
        ),
        ("['small-talk']", "['promise soon']", "after 'promise' comes a number of days, as"),
        ("['small-talk']", "['promise 99999']", "after 'promise' comes a number of days, as"),
        ("['small-talk']", "['tell us']", "after 'tell' comes one of: us_as_people"),
        ("['small-talk']", "['late again']", "nothing comes after 'late'; take 'again' out."),
        (
            "['small-talk']",
            "['keep list']",
            "the id of one of promises in [before], and there is none.",
        ),
        (
            "['small-talk']",
            NEXT + "'stepp-1'",
            "no step 'stepp-1' to go on to; did you mean 'step-1'?",
        ),
        ("['small-talk']", NEXT + "'far'", "From here one can go on to: step-1, end."),
        (
            "['small-talk']",
            NEXT + "'step-0'",
            "next leads back to 'step-0'. Lead on to one of: step-1,",
        ),
        ("['small-talk']", NEXT + "{happy = 'end'}", "known are: hostile, guarded, neutral, open."),
        (
            "opens = 0",
            "open = 1",
            "Step step-0: line 1: 'open' is not known here; did you mean 'opens'?",
        ),
        ("opens = 0", "opens = 7", "opens must be a whole number from -2 to 2"),
        ("opens = 0", "nxt = 'end'", "line 1: 'nxt' is not known here; did you mean 'next'?"),
        ("opens = 0", "after_days = 3", "'after_days' is not known here; it belongs at the top of"),
        ("say = ", "says = ", "line 1: 'says' is not known here; did you mean 'say'?"),
        ('they = "So."', "", "line 1: it has no they; add how they answer."),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_what_to_do(whole, broken, says):
    assert whole in WHOLE
    text = WHOLE.replace(whole, broken, 1)
    assert any(says in fault for fault in faults(text)), faults(text)


def test_several_faults_are_said_at_once():
    text = WHOLE.replace("level = 1", "level = 0").replace("['ask']", "['beg']")
    assert len(faults(text)) == 2


def test_every_line_that_cannot_be_read_is_named():
    text = WHOLE.replace('title = "A scene"', "title = A scene").replace("level = 1", "level = one")
    assert faults(text) == [
        f'Line {number} cannot be read. Every text stands between two straight quotes ("), on one'
        " line; inside it use ' or « ». Numbers, true and false stand without quotes."
        for number in (1, 3)
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = “A scene”", "Line 1 has no straight quotes"),
        ('title = "a"\ntitle = "b"', "Line 2 says title a second time. Keep one of the two."),
        ("[[step]]\n[step.line]\n[step.line]", "Line 2: write [[step.line]], with two brackets"),
        ("[step]\nid = 'a'\n[step]", "Line 1: write [[step]], with two brackets on each side."),
        ("[ends]\n[ends]", "Line 2 begins [ends] a second time. Put what is below both under one."),
        ('title = """a', "A text or a list is open where the file ends."),
        ("title = " + "[" * 100_000, "Look where a"),
        ("level = " + "9" * 5000, "A text or a list"),
        ("x = 1\n" * 70_000, "shorten it to 200000 or fewer."),
    ],
)
def test_what_cannot_be_read_is_said_in_words_of_a_writer(text, says):
    assert says in faults(text)[0]


def test_a_scene_with_too_many_ways_is_refused_before_they_are_walked():
    text = toml_of(*([[[], [], [], []]] * 20))
    assert faults(text)[0].startswith("There are 1099511627776 ways through it; 3000 are the most")


def test_a_step_needs_lines_to_choose_from():
    says = "it needs two to five lines to choose from; write [[step.line]] above each."
    assert f"Step step-0: {says}" in faults(toml_of([[]]))


def test_doubts_are_told_of_a_scene_that_can_be_played():
    told = doubts(read("scene", toml_of([[], []])))
    assert any("four or more" in one for one in told)
    assert any("On every way the rules notice something; on the best E04" in one for one in told)


def test_a_step_to_which_nothing_leads_is_noticed():
    text = WHOLE.replace("['small-talk']", "['small-talk']\nnext = 'end'").replace(
        "['ask']", "['ask']\nnext = 'end'"
    )
    assert (
        "Step step-1: nobody can come there. Let a line of an earlier step say"
        ' next = "step-1", or take the step out.'
    ) in doubts(read("scene", text))


def test_a_family_that_never_speaks_is_named_with_three_ways_out():
    told = doubts(read("scene", WHOLE.replace('["E"]', '["E", "K"]')))
    assert (
        "No rule of the family K ever speaks in it. Take K out of families, add a line that a K"
        " rule notices, or let days pass with after_days."
    ) in told


@pytest.mark.parametrize(
    ("does", "idle", "gives"),
    [
        (["name-cost", "ask"], "name-cost", "put ask before it"),
        (["read-back"], "read-back", "put agree before it"),
        (["greet"], "greet", "give [before] a feast_in"),
        (["prepare"], "prepare", "give [before] a plan_in"),
        (["screen"], "screen", "give [before] a demanded_days_ago"),
        (["introduced"], "introduced", "give [before] a new_lead_days_ago"),
    ],
)
def test_a_word_that_does_nothing_on_any_way_is_named(does, idle, gives):
    told = doubts(read("scene", toml_of([does, []])))
    assert any(
        f"Step step-0: line 1: '{idle}' does nothing;" in one and gives in one for one in told
    )


def test_a_word_that_does_something_on_one_way_is_left_alone():
    told = doubts(read("scene", toml_of([["ask"], []], [["name-cost"], ["late"]])))
    assert not any("does nothing" in one for one in told)
