"""What consents add up to: held against every way in which the unknown ones could turn out.

The definition here knows nothing of sorting: a group holds on a level once enough of what stands in
it holds on that level. What consents come to is then what is true however the unknown ones turn
out; where it hangs on them whether it is open at all, it is not known.
"""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from in_turn import examples
from rapport.rules.consents import Answer, Group, adds_up, enough, of_group, said, state_on

CLOSED, UNKNOWN, CONDITIONAL, OPEN = Answer
KNOWN = (CLOSED, CONDITIONAL, OPEN)

_leaves = st.sampled_from(Answer)
_needs = st.one_of(
    st.tuples(st.sampled_from(["all", "any"]), st.none()),
    st.tuples(st.just("some"), st.integers(1, 4)),
)
_trees = st.recursive(
    _leaves, lambda inside: st.tuples(_needs, st.lists(inside, max_size=3)), max_leaves=7
)
_gates = st.lists(st.tuples(_needs, st.lists(_trees, max_size=3)), max_size=3)


def as_rows(gate):
    """Return nested groups as the store has them: groups with keys, and answers in them."""
    groups, answers = [], []

    def put(one, parent):
        if isinstance(one, Answer):
            answers.append((parent, one))
            return
        (needs, least), inside = one
        key = len(groups)
        groups.append(Group(key, parent, needs, least))
        for other in inside:
            put(other, key)

    for one in gate:
        put(one, None)
    return groups, answers


def holds(one, level, turned_out):
    """Say whether a consent or a group holds on a level, taking the unknown ones as they come."""
    if isinstance(one, Answer):
        return (next(turned_out) if one is UNKNOWN else one) >= level
    (needs, least), inside = one
    held = [holds(other, level, turned_out) for other in inside]
    # What is not noted yet is not known either: it may turn out any way.
    missing = max((least or 1) - len(inside), 0) if needs == "some" else 0
    missing = missing if inside else 1
    held += [next(turned_out) >= level for _ in range(missing)]
    enough_of_them = {"all": len(held), "any": 1}.get(needs, (least or 1) if inside else 1)
    return sum(held) >= enough_of_them


def unknown_in(one):
    """Count what may turn out any way."""
    if isinstance(one, Answer):
        return int(one is UNKNOWN)
    (needs, least), inside = one
    missing = max((least or 1) - len(inside), 0) if needs == "some" and inside else 0
    return sum(map(unknown_in, inside)) + (missing if inside else 1)


def by_truth_table(gate):
    """Return what is true however the unknown ones turn out."""
    if not gate:
        return UNKNOWN
    found = set()
    for turned_out in product(KNOWN, repeat=sum(map(unknown_in, gate))):
        level = CLOSED
        for higher in (CONDITIONAL, OPEN):
            # Each level is asked of the same completion, in the same order.
            chance = iter(turned_out)
            held = [holds(one, higher, chance) for one in gate]
            level = higher if all(held) else level
        found.add(level)
    if found == {CLOSED}:
        return CLOSED
    return UNKNOWN if CLOSED in found else min(found)


@settings(max_examples=examples(300), deadline=None)
@given(_gates.filter(lambda gate: sum(map(unknown_in, gate)) <= 7))
def test_nested_consents_come_to_what_is_true_however_the_unknown_ones_turn_out(gate):
    assert adds_up(*as_rows(gate))[None] is by_truth_table(gate)


@pytest.mark.parametrize(
    ("elders", "comes_to"),
    [
        ((OPEN, CLOSED, CLOSED), OPEN),
        ((CLOSED, CLOSED, CLOSED), CLOSED),
        ((CLOSED, UNKNOWN, CLOSED), UNKNOWN),
        ((CLOSED, CONDITIONAL, UNKNOWN), CONDITIONAL),
    ],
)
def test_all_of_two_authorities_and_any_of_three_elders(elders, comes_to):
    groups = [Group("authorities", None, "all", None), Group("elders", None, "any", None)]
    answers = [("authorities", OPEN), ("authorities", OPEN), *(("elders", one) for one in elders)]
    assert adds_up(groups, answers)[None] is comes_to
    refused = [("authorities", CLOSED), *answers]
    assert adds_up(groups, refused)[None] is CLOSED


def test_one_no_closes_what_needs_all_and_not_what_needs_any():
    assert of_group("all", None, [OPEN, OPEN, CLOSED]) is CLOSED
    assert of_group("any", None, [OPEN, CLOSED, CLOSED]) is OPEN


@pytest.mark.parametrize(
    ("answers", "comes_to"),
    [
        ([OPEN, OPEN, CLOSED], OPEN),
        ([OPEN, CONDITIONAL, CLOSED], CONDITIONAL),
        ([OPEN, UNKNOWN, CLOSED], UNKNOWN),
        ([OPEN, CLOSED, CLOSED], CLOSED),
        ([OPEN], UNKNOWN),
    ],
)
def test_two_of_three(answers, comes_to):
    assert of_group("some", 2, answers) is comes_to


def test_with_nothing_noted_nothing_is_known():
    assert adds_up([], [])[None] is UNKNOWN
    assert adds_up([Group(1, None, "all", None)], [])[None] is UNKNOWN
    assert (
        adds_up([Group(1, None, "any", None), Group(2, None, "all", None)], [(1, OPEN)])[None]
        is UNKNOWN
    )
    assert enough(0, []) is OPEN


def test_a_group_nobody_asked_for_does_not_count():
    assert adds_up([Group(1, None, "all", None)], [(1, OPEN), ("gone", CLOSED)])[None] is OPEN


def test_what_somebody_says_comes_to_what_it_means():
    words = ("given", "conditional", "refused", "withdrawn", "unknown", "heron")
    assert [said(one) for one in words] == [OPEN, CONDITIONAL, CLOSED, CLOSED, UNKNOWN, UNKNOWN]


STATES = [["2026-01-10", "given"], ["2026-02-10", "refused"], ["2026-02-10", "conditional"]]


@pytest.mark.parametrize(
    ("day", "stood"),
    [
        (date(2026, 1, 9), ("unknown", None)),
        (date(2026, 1, 10), ("given", date(2026, 1, 10))),
        (date(2026, 2, 9), ("given", date(2026, 1, 10))),
        (date(2026, 2, 10), ("conditional", date(2026, 2, 10))),
        (date(2027, 1, 1), ("conditional", date(2026, 2, 10))),
    ],
)
def test_a_consent_stands_as_it_was_last_said_by_that_day(day, stood):
    assert state_on(STATES, day) == stood


def test_before_anything_was_said_nothing_is_known():
    assert state_on([], date(2026, 1, 1)) == ("unknown", None)
