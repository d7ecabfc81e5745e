"""Laws of a scene's file: no typo passes, no closed list is open, nothing breaks."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from in_turn import one_in_three
from practice.samples import CLERK, CLERK_FR, every_scene, full
from rapport.practice import layout
from rapport.practice.checking import doubts, walked
from rapport.practice.faults import faults
from rapport.practice.parsing import SceneError
from rapport.practice.reading import read
from rapport.practice.shapes import Choice, ListOf, OneOf, Pair, Table
from rapport.records.models.agreements import AgreementForm, Keeping
from rapport.records.models.insights import Nature
from rapport.records.models.interactions import Channel, OnTime, Purpose, Tone
from rapport.records.models.offices import Function, Origin
from rapport.records.models.people import Documentation
from rapport.records.models.relationships import Phase, Stage

SCENES = every_scene()


def keys_of(value, path=()):
    """Yield the path of every key of a scene, as far as it goes."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from keys_of(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from keys_of(inner, (*path, number))


def inner(told, path):
    for part in path:
        told = told[part]
    return told


def typos(word):
    """Return what a tired hand types: a letter left out, doubled, swapped, or another one."""
    at = len(word) // 2
    yield word[:at] + word[at + 1 :]
    yield word[:at] + word[at] + word[at:]
    yield word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    yield word[:at] + "q" + word[at + 1 :]


def one_of_each(scene):
    """Return the paths of keys, one for each place a key may stand in."""
    found = {}
    for path in keys_of(scene):
        found.setdefault(tuple(part for part in path if isinstance(part, str)), path)
    return found.values()


@pytest.mark.parametrize("name", one_in_three([(name,) for name in SCENES], 1))
def test_a_typo_of_any_key_is_named_and_the_key_suggested(name):
    for path in one_of_each(SCENES[name]):
        *where, key = path
        for typo in typos(key):
            told = copy.deepcopy(SCENES[name])
            table = inner(told, where)
            if typo == key or typo in table:
                continue
            table[typo] = table.pop(key)
            said = [*faults(told)]
            assert any(
                f"{typo!r} is not known here; did you mean {key!r}?" in one for one in said
            ), (
                path,
                typo,
                said,
            )


def test_the_full_scene_has_every_key_there_is():
    told = {path[-1] for path in keys_of(SCENES["full"])}
    assert told >= set(layout.BEFORE) | set(layout.TOP) | set(layout.STEP) | {"say", "does"}
    assert not [*faults(SCENES["full"])]


def choices(shape, value, path=()):
    """Yield the path to every value of a closed list, with what may stand there."""
    if isinstance(shape, Choice):
        yield path, shape.of
    elif isinstance(shape, Table):
        for key, inside in value.items():
            yield from choices(shape.keys[key].shape, inside, (*path, key))
    elif isinstance(shape, ListOf):
        for number, inside in enumerate(value):
            yield from choices(shape.one, inside, (*path, number))
    elif isinstance(shape, Pair):
        yield from choices(shape.second, value[1], (*path, 1))
    elif isinstance(shape, OneOf) and isinstance(value, dict):
        yield from choices(shape.table, value, path)


@pytest.mark.parametrize("name", ["full", "handover", "team"])
def test_what_is_not_of_a_closed_list_is_refused_with_the_list(name):
    seen = set()
    for path, of in choices(layout.SCENE, SCENES[name]):
        for wrong in ("zzz", 3, ["open"], True):
            told = copy.deepcopy(SCENES[name])
            *where, last = path
            inner(told, where)[last] = wrong
            said = [*faults(told)]
            assert any(of[0] in one and of[-1] in one for one in said), (path, wrong, said)
        seen.add(of)
    assert len(seen) >= (13 if name == "full" else 2)


def test_the_closed_lists_are_those_of_the_records():
    assert set(Phase.values) == set(layout.PHASES)
    assert set(Stage.values) == set(layout.STAGES)
    assert set(Documentation.values) - {""} == set(layout.PREFERENCES)
    assert set(Channel.values) == set(layout.CHANNELS_MET)
    assert set(Purpose.values) == set(layout.PURPOSES_MET)
    assert set(OnTime.values) == set(layout.PUNCTUALITY)
    assert set(Tone.values) == set(layout.MOODS)
    assert set(Nature.values) == set(layout.NATURES)
    assert set(Keeping.values) == set(layout.KEEPING)
    assert set(AgreementForm.values) == set(layout.FORMS)
    assert set(Function.values) == set(layout.FUNCTIONS)
    assert set(Origin.values) == set(layout.ORIGINS)


# Whatever stands in a file, it is played or refused

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda more: (
        st.lists(more, max_size=3) | st.dictionaries(st.text(max_size=6), more, max_size=3)
    ),
    max_leaves=8,
)
PATHS = [*keys_of(SCENES["full"])]


@given(st.lists(st.tuples(st.sampled_from(PATHS), ANYTHING), min_size=1, max_size=3))
def test_whatever_value_stands_anywhere_the_faults_are_sentences(changes):
    told = copy.deepcopy(SCENES["full"])
    for (*where, key), value in changes:
        try:
            inner(told, where)[key] = value
        except (KeyError, IndexError, TypeError):
            continue
    assert all(fault and fault[-1] in ".?" for fault in faults(told))


@given(ANYTHING)
def test_whatever_a_file_says_at_the_top_the_faults_are_sentences(told):
    assert [*faults(told if isinstance(told, dict) else {"step": told})]


def played_or_refused(text, words=""):
    said = ["It can be played."]
    try:
        scene = read("scene", text, words, there="scene.fr.toml")
    except SceneError as trouble:
        said = trouble.faults
    else:
        said += doubts(scene, walked(scene))
    assert said
    assert all(one[-1] in ".?" for one in said), said


@st.composite
def mangled(draw, text):
    """Return a text with some pieces cut out, moved, or put there."""
    for _ in range(draw(st.integers(1, 4))):
        begin, length = draw(st.integers(0, len(text))), draw(st.integers(0, 30))
        piece = draw(
            st.sampled_from(["", '"', "[", "]", "\n", "=", "-", "9", "{", "}", "“", "true", "[["])
            | st.just(text[begin : begin + length] * 2)
        )
        text = text[:begin] + piece + text[begin + length :]
    return text


@given(mangled(full()))
def test_a_mangled_file_is_played_or_refused(text):
    played_or_refused(text)


@given(mangled(CLERK_FR))
def test_a_mangled_file_of_words_is_read_or_refused(words):
    played_or_refused(CLERK, words)


@given(st.text(max_size=60))
def test_any_text_is_refused(text):
    with pytest.raises(SceneError):
        read("scene", text)


NUMBERS = st.integers(-3650, 3650)


@given(st.data())
def test_whatever_fits_its_shape_can_be_played(data):
    """Values that are allowed, in any mixture, never end in a fault of ours."""
    told = copy.deepcopy(SCENES["full"])
    for path, of in choices(layout.SCENE, told):
        *where, last = path
        if path[0] == "before" and data.draw(st.booleans()):
            inner(told, where)[last] = data.draw(st.sampled_from(of))
    before = told["before"]
    for key in ("known_days", "told_days_ago", "demanded_days_ago", "rising_days_ago"):
        before[key] = abs(data.draw(NUMBERS))
    for key in ("feast_in", "plan_in"):
        before[key] = data.draw(NUMBERS)
    before["promises"][0]["due_in"] = data.draw(NUMBERS)
    before["power_plan"][0]["due_in"] = data.draw(NUMBERS)
    before["agreements"][0]["review_in"] = data.draw(NUMBERS)
    told["after_days"] = abs(data.draw(NUMBERS))
    for key in data.draw(st.sets(st.sampled_from([*before]))):
        del before[key]
    if not [*faults(told)]:
        from rapport.practice.reading import _scene

        walked(_scene("scene", told))
