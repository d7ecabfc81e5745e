"""Likely duplicates in a register of names."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from names.anything import likely_names
from rapport.names import REASONS, likely_duplicates, likeness


def pairs(*names, against=()):
    """Return the pairs by their places; a name known already has a place below none."""
    known = [(-place, name) for place, name in enumerate(against, 1)]
    return [(one, other) for one, other, _ in likely_duplicates([*enumerate(names)], known)]


def test_abd_al_majid_and_abdulmajeed_are_likely_one():
    assert pairs("Abd al-Majid Shaer", "Salma Idris", "Abdulmajeed Shaer") == [(0, 2)]


def test_hassan_hassan_and_hussein_hussein_are_two():
    assert pairs("Hassan Hassan", "Hussein Hussein") == []


def test_two_scripts_of_one_name_meet():
    assert pairs("محمد عبد الله", "Mohamed Abdullah") == [(0, 1)]


def test_the_same_name_many_times_is_paired_with_the_first_of_them():
    assert pairs("Omar Said", "OMAR SAID", "Omar  Said") == [(0, 1), (0, 2)]


def test_new_names_are_compared_with_those_known_already():
    assert pairs("Khaled Omar", against=["Khalid Omar", "Salma Idris"]) == [(0, -1)]


def test_known_names_are_not_compared_with_each_other():
    assert pairs("Salma Idris", against=["Khalid Omar", "Khaled Omar", "Khalid Omar"]) == []


def test_what_has_nothing_to_compare_meets_nobody():
    assert pairs("", "", "?", "...") == []


def test_the_reasons_are_those_of_the_judgement():
    ((_, _, reasons),) = likely_duplicates([(1, "Dr Khalid Omar"), (2, "Khaled Omar")])
    assert reasons == likeness("Dr Khalid Omar", "Khaled Omar").reasons


def test_a_pair_is_found_among_thousands():
    words = ["".join(random.Random(n).choices("bdfkmnrstz", k=5)) for n in range(120)]
    others = [f"{one} {other}" for one in words[:60] for other in words[60:]]
    found = pairs(*others, "Abd al-Majid Shaer", "Abdulmajeed Shaer")
    assert (3600, 3601) in found


@given(st.lists(likely_names, max_size=8))
def test_every_pair_is_judged_probable_and_comes_once(names):
    found = likely_duplicates(list(enumerate(names)))
    assert len({(one, other) for one, other, _ in found}) == len(found)
    for one, other, reasons in found:
        assert one < other
        assert likeness(names[one], names[other]).probable
        assert set(reasons) <= set(REASONS)


def test_names_of_64_kilobytes_are_compared():
    assert pairs("x" * 65_536, "y" * 65_536, "x" * 65_536) == [(0, 2)]


def test_a_common_word_and_one_of_another_skeleton_still_meet():
    crowd = [f"Mohamed {a}{b}{c}" for a in "bdfkrst" for b in "aiou" for c in ("lim", "dar", "zo")]
    assert (len(crowd), len(crowd) + 1) in pairs(*crowd, "Mohamed Gunji", "Mohamed Гундзи")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Salim Wolski Saroyan", "Салим Вольский Сароян"),
        ("Jokinen Amédée", "Йокинен Амеде"),
        ("Tse Junka", "Тсе Дзюнка"),
    ],
)
def test_names_in_two_scripts_meet_although_no_skeleton_is_the_same(one, other):
    assert likeness(one, other).probable
    assert [pair[:2] for pair in likely_duplicates([(1, one), (2, other)])] == [(1, 2)]


def test_names_that_begin_alike_do_not_meet_for_it():
    assert likely_duplicates([(1, "Salim Wolski"), (2, "Селим Варга")]) == []
