"""The words of a scene in another language: whole, in the same order, and nothing else."""

import pytest

from practice.samples import CLERK, CLERK_FR, shipped_text
from rapport.practice.parsing import SceneError, parsed
from rapport.practice.reading import names, read
from rapport.practice.words import unchanged

THERE = "clerk.fr.toml"
LINE = CLERK_FR[CLERK_FR.rindex("  [[step.line]]") :]


def faults(words: str) -> list[str]:
    with pytest.raises(SceneError) as trouble:
        read("clerk", CLERK, words, there=THERE)
    return trouble.value.faults


def test_whole_words_stand_in_the_place_of_ours():
    scene = read("clerk", CLERK, CLERK_FR, there=THERE)
    assert scene.title == "Le tampon"
    assert scene.ends["open"] == "Elle vous donne sa pause de thé."
    assert scene.cards.observe == ("Quand demande-t-on quelque chose pour la première fois ?",)
    assert [line.say for line in scene.step("who").lines][1] == "Tout est dans la lettre."
    assert scene.step("counter").lines[1].does == ("ask",)


def test_ids_may_be_left_out():
    words = CLERK_FR.replace('id = "counter"\n', "").replace('id = "who"\n', "")
    assert read("clerk", CLERK, words, there=THERE) == read("clerk", CLERK, CLERK_FR, there=THERE)


@pytest.mark.parametrize(
    ("whole", "broken", "says"),
    [
        (LINE, "", "Step who: line 2 has no words in clerk.fr.toml; add say and they."),
        (LINE, LINE * 2, "Step who: line 3 of clerk.fr.toml is not in the scene; take it out."),
        ('they = "Elle pose', "#", f"{THERE}: Step who: line 2: it has no they; add how they"),
        ('"Elle pose la lettre sur la pile."', '""', f"{THERE}: Step who: line 2: they is empty"),
        (
            'says = "Et',
            'say = "Et',
            f"{THERE}: Step who: 'say' is not known here; did you mean 'says'?",
        ),
        (
            "hostile",
            "hostil",
            f"{THERE}: In ends: 'hostil' is not known here; did you mean 'hostile'?",
        ),
        (
            "they =",
            "opens = 1\nthey =",
            "'opens' is not known here; it belongs in the scene alone:",
        ),
        (
            "title",
            "level = 1\ntitle",
            f"{THERE}: 'level' is not known here; it belongs in the scene",
        ),
        ('id = "who"', 'id = "why"', f"{THERE}: step 2 is 'why', and 'who' in the scene; keep the"),
        (
            "observe",
            "you_see",
            f"{THERE}: observe has 0 sentences, and the scene 1; write as many.",
        ),
        ('"Le tampon"', "Le tampon", f"{THERE}: Line 1 cannot be read."),
        (
            CLERK_FR,
            'titel = "x"\nfoo = 3',
            f"{THERE}: 'titel' is not known here; did you mean 'title'?",
        ),
        (CLERK_FR, 'title = "x"', f"{THERE}: it has no step; add the steps,"),
        (
            CLERK_FR[CLERK_FR.index('[[step]]\nid = "who"') :],
            "",
            "Step who has no words in clerk.fr",
        ),
        (CLERK_FR, CLERK_FR + '[[step]]\nsays = "x"', f"{THERE}: it has 3 steps, and the scene 2;"),
    ],
)
def test_what_is_missing_or_too_much_is_said_with_its_place(whole, broken, says):
    assert whole in CLERK_FR
    told = faults(CLERK_FR.replace(whole, broken, 1))
    assert any(says in fault for fault in told), told


def test_words_of_another_scene_are_refused():
    assert any(
        "is not in the scene" in one or "and 'counter'" in one
        for one in faults(shipped_text("tea", "fr"))
    )


def test_what_is_wrong_with_the_scene_and_with_its_words_is_said_at_once():
    with pytest.raises(SceneError) as trouble:
        read("clerk", CLERK.replace("level = 1", "level = 9"), "titel = 3", there=THERE)
    assert {fault.split()[0] for fault in trouble.value.faults} == {"level", f"{THERE}:"}


def test_what_was_left_in_the_language_of_the_scene_is_noticed():
    words = CLERK_FR.replace("Et vous, qui êtes-vous ?", "And who are you?")
    assert [*unchanged(parsed(CLERK), parsed(words))] == [
        "Step who: says reads as in the scene. Is it translated?"
    ]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_words_of_our_own_scenes_are_whole(language):
    for name in names():
        assert read(name, shipped_text(name), shipped_text(name, language)).name == name
