from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from in_turn import examples
from rapport.network.errors import BadGate
from rapport.network.gates import Gate

from .networks import holds

PEOPLE = 6


def expressions():
    posts = st.integers(0, PEOPLE - 1)

    def lists(parts):
        several = st.lists(parts, min_size=1, max_size=4)
        return st.one_of(
            several.map(lambda each: ["all", *each]),
            several.map(lambda each: ["any", *each]),
            several.flatmap(lambda each: st.integers(1, len(each)).map(lambda k: ["of", k, *each])),
        )

    return st.recursive(posts, lists, max_leaves=8)


def every_circle():
    return [
        {p for p, there in enumerate(fate) if there}
        for fate in product((False, True), repeat=PEOPLE)
    ]


@given(expressions())
@settings(max_examples=examples(60), deadline=None)
def test_one_world_and_sixty_four_at_once_agree_with_the_expression(expression) -> None:
    gate = Gate.read(expression).compiled(PEOPLE)
    circles = every_circle()
    reached = np.array([[p in circle for circle in circles] for p in range(PEOPLE)])
    expected = holds(expression, reached)
    packed = np.packbits(reached, axis=1, bitorder="little").view(np.uint64)
    words = gate.words(lambda person: packed[person], packed[0].shape)
    opened = np.unpackbits(words.view(np.uint8), bitorder="little").astype(bool)
    assert np.array_equal(opened, expected)
    assert [gate.opens(circle.__contains__) for circle in circles] == expected.tolist()


@given(expressions())
@settings(max_examples=examples(60), deadline=None)
def test_nobodys_consent_closes_a_gate(expression) -> None:
    gate = Gate.read(expression).compiled(PEOPLE)
    for circle in every_circle():
        for person in range(PEOPLE):
            assert gate.opens((circle | {person}).__contains__) or not gate.opens(
                circle.__contains__
            )


@given(expressions())
@settings(max_examples=examples(40), deadline=None)
def test_closing_sets_close_and_every_smallest_one_is_among_them(expression) -> None:
    gate = Gate.read(expression).compiled(PEOPLE)
    everybody = set(range(PEOPLE))
    sets = gate.closing_sets(10_000)
    closing = [
        set(lost)
        for size in range(PEOPLE + 1)
        for lost in combinations(range(PEOPLE), size)
        if not gate.opens((everybody - set(lost)).__contains__)
    ]
    smallest = [lost for lost in closing if not any(other < lost for other in closing)]
    assert all(set(each) in closing for each in sets)
    assert all(lost in sets for lost in map(frozenset, smallest))


def test_too_many_closing_sets_are_not_listed() -> None:
    choirs = ["any", *(["all", 2 * i, 2 * i + 1] for i in range(8))]
    assert len(Gate.read(choirs).compiled(16).closing_sets(256)) == 256
    assert Gate.read(choirs).compiled(16).closing_sets(255) is None


def test_posts_become_the_people_who_hold_them() -> None:
    gate = Gate.read(["all", 0, ["any", 1, 2]])
    assert gate.posts == (0, 1, 2)
    assert gate.compiled(10, holders=[7, 8, 7]).people == (7, 8)


def test_a_vacant_post_closes_an_all_and_is_left_out_of_an_any() -> None:
    holders = [4, -1, 5]
    assert Gate.read(["all", 0, 1]).compiled(10, holders).root is None
    assert Gate.read(["any", 0, 1]).compiled(10, holders).people == (4,)
    two_of_three = Gate.read(["of", 2, 0, 1, 2]).compiled(10, holders)
    assert two_of_three.opens({4, 5}.__contains__)
    assert not two_of_three.opens({4}.__contains__)


def test_how_many_of_them_may_be_a_number_of_numpys() -> None:
    assert Gate.read(["of", np.int64(2), 0, np.int32(1), 2]) == Gate.read(["of", 2, 0, 1, 2])


def test_one_person_in_two_posts_consents_for_both() -> None:
    gate = Gate.read(["of", 2, 0, 1, 2]).compiled(10, holders=[4, 4, 5])
    assert gate.opens({4}.__contains__)


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("all", "not-a-gate"),
        (2.5, "not-a-gate"),
        (True, "not-a-gate"),
        (None, "not-a-gate"),
        ([], "empty"),
        (["all"], "empty"),
        (["of", 2], "empty"),
        (["most", 1, 2], "word"),
        (["of", 1.5, 1, 2], "word"),
        (["of", True, 1, 2], "word"),
        (["of", 3, 1, 2], "count"),
        (["of", 0, 1, 2], "count"),
        (-1, "post"),
        (["any", -1], "post"),
    ],
)
def test_what_cannot_be_read_as_a_gate_is_refused(expression, why) -> None:
    with pytest.raises(BadGate) as refused:
        Gate.read(expression)
    assert refused.value.why == why


def test_a_gate_that_nests_without_end_is_refused() -> None:
    expression = 1
    for _ in range(51):
        expression = ["all", expression]
    with pytest.raises(BadGate) as refused:
        Gate.read(expression)
    assert refused.value.why == "too-deep"


@pytest.mark.parametrize(
    ("holders", "why"),
    [([1], "post"), ([1, 99], "person"), ([1, -2], "person"), ([[1, 2]], "shape")],
)
def test_holders_that_do_not_fit_are_refused(holders, why) -> None:
    with pytest.raises(BadGate) as refused:
        Gate.read(["all", 0, 1]).compiled(10, holders)
    assert refused.value.why == why
