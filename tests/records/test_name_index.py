"""Finding people by name: an alias by its beginning, a sealed name only by whole words."""

import pytest

from cast import Cast, asked_by
from rapport.actions import people
from rapport.names import name_keys
from rapport.records.models import Counterpart, NameKey
from rapport.records.name_index import counterparts_named, open_name


def found(text):
    rows = Counterpart.objects.filter(pk__in=counterparts_named(text))
    return sorted(row.alias for row in rows)


@pytest.fixture
def majid(cast: Cast):
    return cast.add("The grey one", names=[("Latn", "Abd al-Majid Farran")])


@pytest.mark.parametrize("typed", ["a", "abu", "Abu K", "kam", "KAMIL", "Äbu kamil", "ابو كامل"])
def test_an_alias_is_found_by_its_beginning_in_either_script(cast: Cast, typed):
    assert "Abu Kamil" in found(typed)


def test_an_alias_is_found_whatever_the_order_of_its_words(cast: Cast):
    assert found("kamil abu") == ["Abu Kamil"]


def test_every_word_that_tells_something_must_be_met(cast: Cast):
    assert found("kamil sahar") == []


@pytest.mark.parametrize(
    "typed",
    ["Abd al-Majid", "Abdulmajeed", "Abdul Majeed", "عبد المجيد", "عبدالمجيد", "Farran", "فران"],
)
def test_a_sealed_name_is_found_by_whole_words_in_either_script_and_spelling(majid, typed):
    assert found(typed) == ["The grey one"]


@pytest.mark.parametrize("typed", ["Abd al-Majid", "Abdulmajeed", "عبد المجيد"])
def test_a_name_sealed_as_one_word_is_found_by_its_parts_too(cast: Cast, typed):
    cast.add("The tall one", names=[("Latn", "Abdulmajeed")])
    assert found(typed) == ["The tall one"]


@pytest.mark.parametrize("typed", ["Farr", "Fa", "f", "Abdulm", "Maji"])
def test_a_sealed_name_is_not_found_by_its_beginning(majid, typed):
    assert "The grey one" not in found(typed)


def test_a_sealed_name_leaves_no_word_of_it_in_the_index(majid):
    keys = NameKey.objects.filter(counterpart=majid.counterpart_id).exclude(
        form__in=(NameKey.Form.WORD, NameKey.Form.SKELETON)
    )
    kept = {key.key for key in keys}
    assert len(kept) >= 3
    assert not kept & {"abd", "al", "majid", "farran", *name_keys("Abd al-Majid Farran").skeletons}
    assert min(map(len, kept)) == max(map(len, kept)) == 12


def test_sealing_the_same_name_twice_leaves_different_boxes(cast: Cast, majid):
    box = majid.counterpart.sealed_names.get()
    again = people.seal_name(
        asking=asked_by(cast.writer), key=majid.counterpart_id, name="Abd al-Majid Farran"
    ).row
    assert bytes(box.sealed) != bytes(again.sealed)
    assert open_name(bytes(box.sealed)) == open_name(bytes(again.sealed))


def test_a_changed_alias_is_found_by_the_new_one_only(cast: Cast):
    kamil = cast.kamil.counterpart_id
    people.change_counterpart(asking=asked_by(cast.writer), key=kamil, alias="The heron")
    assert found("abu") == []
    assert found("hero") == ["The heron"]


def test_an_empty_question_finds_nobody(cast: Cast):
    assert found("") == found("  ") == found("\u202e") == []


def test_a_common_first_word_does_not_hide_a_rare_second(cast: Cast):
    for number in range(12):
        cast.add(f"Abu Nomad {number}")
    cast.add("Abu Zephyr")
    assert found("abu zeph") == ["Abu Zephyr"]
    assert len(counterparts_named("nomad", limit=5)) == 5
