"""What operations say, and what a row looks like after them: the law of heads."""

import itertools
import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cast import Cast
from in_turn import examples
from rapport.records.models import Interaction, Operation
from rapport.records.operations import (
    ALIVE,
    RowState,
    canonical,
    columns_of,
    default_of,
    payload_hash,
    recorded_models,
    state_after,
    whole_patch,
)

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


@dataclass
class Done:
    """An operation as far as merging reads one."""

    name: str
    clock: int
    patch: dict[str, Any]
    parents: dict[str, list[str]]

    @property
    def content(self) -> bytes:
        return canonical({"patch": self.patch, "parents": self.parents})


def history_of(chances: list[tuple[int, str, int]]) -> list[Done]:
    """Write a row from several desks, each seeing only some of what the others wrote."""
    desks: list[list[Done]] = [[], [], []]
    every: list[Done] = []
    for clock, (desk, key, value) in enumerate(chances, start=1):
        seen = desks[desk % 3]
        parents = {key: state_after(seen).names(key)}
        done = Done(f"desk{desk % 3}/s:{clock}", clock, {key: value}, parents)
        seen.append(done)
        every.append(done)
        if value % 3 == 0:
            other = desks[(desk + 1) % 3]
            other += [one for one in seen if one not in other]
    return every


WRITES = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from("ab"), st.integers(0, 9)), max_size=9
)


@given(WRITES, st.randoms())
@settings(max_examples=examples(60))
def test_desks_that_hold_the_same_operations_hold_the_same_row(chances, random):
    """Whatever way they came, so long as each comes after those it has seen."""
    every = history_of(chances)
    other, waiting = [], list(every)
    while waiting:
        here = {one.name for one in other}
        known = {name for one in every for name in itertools.chain(*one.parents.values())} - here
        ready = [one for one in waiting if not known & set(itertools.chain(*one.parents.values()))]
        chosen = random.choice(ready)
        other.append(chosen)
        waiting.remove(chosen)
    one, two = state_after(every), state_after(other)
    for key in "ab":
        assert one.names(key) == two.names(key)
        assert one.value(key) == two.value(key)
    assert one.conflicts() == two.conflicts()


@given(WRITES)
@settings(max_examples=examples(60))
def test_a_desk_that_has_seen_everything_ends_a_conflict(chances):
    every = history_of(chances)
    state = state_after(every)
    last = Done("end/s:1", 10**6, {"a": 42}, {"a": state.names("a")})
    after = state_after([*every, last])
    assert after.names("a") == ["end/s:1"]
    assert "a" not in after.conflicts()
    assert after.value("a") == 42


def test_two_who_did_not_see_each_other_both_stand_and_the_later_shows():
    first = Done("a/s:1", 1, {"line": "tea"}, {})
    left = Done("a/s:2", 5, {"line": "coffee"}, {"line": ["a/s:1"]})
    right = Done("b/s:1", 4, {"line": "juice"}, {"line": ["a/s:1"]})
    for order in ((first, left, right), (first, right, left)):
        state = state_after(order)
        assert state.value("line") == "coffee"
        assert state.conflicts() == {"line": ["juice", "coffee"]}


def test_a_row_is_there_from_its_beginning_to_its_end():
    state = RowState()
    assert not state.alive
    for name, there in (("a", True), ("b", False), ("c", True)):
        state.take(
            name=name,
            clock=1,
            payload={"patch": {ALIVE: there}, "parents": {ALIVE: state.names(ALIVE)}},
        )
        assert state.alive is there


def test_an_erased_operation_says_nothing():
    told = Done("a/s:1", 1, {"line": "tea"}, {})
    gone = type("Gone", (), {"content": None})()
    assert state_after([told, gone]).value("line") == "tea"


@given(st.dictionaries(st.text(max_size=6), PLAIN, max_size=4))
def test_a_payload_is_written_down_in_one_way_only(payload):
    written = canonical(payload)
    assert json.loads(written) == payload
    assert canonical(dict(reversed(list(payload.items())))) == written
    assert canonical(json.loads(written)) == written


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_two_payloads_have_two_hashes(one, other):
    assert (payload_hash(one) == payload_hash(other)) is (one == other)


def test_a_number_that_is_none_cannot_be_written_down():
    with pytest.raises(ValueError, match="JSON"):
        canonical({"x": float("nan")})


@pytest.mark.parametrize("name", sorted(recorded_models()))
def test_every_column_travels_there_and_back(name):
    model = recorded_models()[name]
    for column in columns_of(model):
        plain = default_of(model, column.name)
        json.dumps(plain)
        assert column.name not in model.UNRECORDED
        if plain is not None:
            assert column.to_plain(column.from_plain(plain)) == plain


def test_a_new_row_says_only_what_is_not_left_as_it_comes(cast: Cast):
    visit = cast.meet(3, line="Tea.")
    told = json.loads(Operation.objects.get(row=visit.pk).content)["patch"]
    assert set(told) == {
        ALIVE, "office", "circle", "on", "line", "small_talk", "theirs", "ours",
    }  # fmt: skip
    assert whole_patch(Interaction.objects.get(pk=visit.pk)).keys() == told.keys() - {
        "theirs",
        "ours",
    }
