"""The law of a false rumour: taken back, the store is as if it had never been, plus what was typed.

Random histories of edits are told twice in the same store: once after the change was applied, which
is then taken back, and once without it. Row by row the two are equal, but for the record of the
rumour itself, and for rows it added in which somebody wrote: these stay.
"""

import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.change_sets import everything
from power_world import World, world
from rapport.actions import (
    access,
    actor_places,
    actors,
    gates,
    history,
    people,
    plans,
    posts,
    ties,
)
from rapport.records import judging, rebuilding
from rapport.records.models import ActorPlace, GateState, Operation, PlanItem, Tenure, Tie
from rapport.refusals import Refusal

pytestmark = pytest.mark.slow
"""The law knows no store: once a run, on the encrypted one, is enough."""

TELLING = {"told": world}
few = settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@pytest.fixture
def told(told_once: Any, db: None) -> World:
    return told_once.copied("told")


def _tenure(told: World, at: int) -> uuid.UUID:
    return sorted(one.pk for one in told.tenures.values())[at % len(told.tenures)]


def _until(told: World, at: int, asking: Any) -> object:
    day = told.cast.DAY - timedelta(days=1 + at)
    return posts.change_holding(asking, key=_tenure(told, at), until=day)


def _newest(asking: Any) -> object:
    """Take back what was typed last, if anything was."""
    last = Operation.objects.filter(verb__in=TYPED).order_by("-sequence").first()
    return history.undo(asking, key=last.change_set) if last else None


EDITS: dict[str, Callable[[World, int, Any], object]] = {
    "left earlier": _until,
    "came on another day": lambda told, at, asking: posts.change_holding(
        asking, key=_tenure(told, at), since=told.cast.DAY - timedelta(days=30 + at)
    ),
    "why it ended": lambda told, at, asking: posts.change_holding(
        asking, key=_tenure(told, at), why_ended=f"ill, {at}"
    ),
    "how sure": lambda told, at, asking: posts.change_holding(
        asking, key=_tenure(told, at), confidence=["low", "high"][at % 2]
    ),
    "never held it": lambda told, at, asking: posts.remove_holding(asking, key=_tenure(told, at)),
    "somebody new": lambda told, at, asking: posts.hold_post(
        asking,
        post=told.posts["Clerk"].pk,
        relationship=told.people["hanan"].pk,
        since=told.cast.DAY - timedelta(days=at),
    ),
    "how it stands": lambda told, at, asking: gates.say_standing(
        asking, gate=told.gate.pk, standing=["open", "closed"][at % 2], reason=f"seen, {at}"
    ),
    "a gate renamed": lambda told, at, asking: gates.change_gate(
        asking, key=told.gate.pk, name=f"Road {at}"
    ),
    "no gate any more": lambda told, _, asking: gates.remove_gate(asking, key=told.gate.pk),
    "another influence": lambda told, at, asking: actors.say_influence(
        asking, key=told.risen.pk, value=at % 5, basis="what one hears"
    ),
    "another name": lambda told, at, asking: people.change_counterpart(
        asking, key=told.people["customs"].counterpart_id, alias=f"The director {at}"
    ),
    "for few alone": lambda told, at, asking: access.set_access(
        asking, key=told.people["governor"].pk, sensitivity=3 - at % 2
    ),
    "a tie ends": lambda _told, _at, asking: ties.end_tie(asking, key=Tie.objects.get().pk),
    "undone": lambda _told, _at, asking: _newest(asking),
    "another change applied, and taken back": lambda told, at, _asking: told.takes_back(
        told.applies(told.hears(on=told.cast.DAY - timedelta(days=1 + at)))
    ),
}
ON_WHAT_IT_ADDED: dict[str, Callable[[World, int, Any], object]] = {
    "a step done": lambda _told, at, asking: plans.finish_plan_item(
        asking, key=_one(PlanItem, at), outcome=f"Met, {at}"
    ),
    "a step removed": lambda _told, at, asking: plans.remove_plan_item(
        asking, key=_one(PlanItem, at)
    ),
    "a gate after all": lambda _told, _at, asking: gates.change_of_gate(
        asking,
        GateState,
        key=GateState.objects.filter(standing="unknown").latest("pk").pk,
        standing="conditional",
    ),
}
TYPED = (
    "change_holding",
    "remove_holding",
    "hold_post",
    "say_standing",
    "change_gate",
    "remove_gate",
    "say_influence",
    "change_counterpart",
    "set_access",
    "end_tie",
)

HISTORIES = st.lists(
    st.tuples(st.sampled_from([*EDITS, *ON_WHAT_IT_ADDED]), st.integers(0, 3)), max_size=6
)


def _one(model: Any, at: int) -> uuid.UUID:
    keys = sorted(model.objects.values_list("pk", flat=True))
    return keys[at % len(keys)]


class TakenAwayError(Exception):
    """What is done within is rolled back."""


def edit(told: World, what: str, at: int) -> bool:
    """Make an edit in a savepoint of its own; say whether it could be."""
    every = {**EDITS, **ON_WHAT_IT_ADDED}
    try:
        with transaction.atomic():
            every[what](told, at, told.cast.asking("writer"))
    except (Refusal, ZeroDivisionError, GateState.DoesNotExist, Tie.DoesNotExist):
        return False
    return True


def in_a_store_of_its_own(do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do something, and return what it says; the store is then as before."""
    answer: dict[str, Any] = {}
    with suppress(TakenAwayError), transaction.atomic():
        answer = do()
        raise TakenAwayError
    return answer


def rows(known: set[str], *, but: set[str] = frozenset()) -> dict[str, Any]:
    """Return all rows, those that are new without their keys; the rumour and its plan apart."""
    found = everything()
    for name in ("powerchange", "planitem"):
        found.pop(name)
    return {
        name: sorted(
            one if _key(one) in known else _without_key(one) for one in told if _key(one) not in but
        )
        for name, told in found.items()
    }


def _key(row: str) -> str:
    return row.split(",", 1)[0]


def _without_key(row: str) -> str:
    return row.split(",", 1)[-1]


def all_keys() -> set[str]:
    return {_key(one) for told in everything().values() for one in told}


@few
@given(edits=HISTORIES)
def test_taken_back_only_what_was_typed_is_left(told: World, edits: list[tuple[str, int]]):
    row = told.hears()
    judging.rejudge_all(today=told.cast.DAY)
    known = all_keys()
    made: list[tuple[str, int]] = []
    kept: set[str] = set()

    def with_it() -> dict[str, Any]:
        told.applies(row)
        added = {*map(_key, everything()["gatestate"])} - known
        standing = dict(GateState.objects.values_list("pk", "standing"))
        made.extend((what, at) for what, at in edits if edit(told, what, at))
        wrote = {
            key
            for key, was in standing.items()
            if GateState.objects.filter(pk=key).exclude(standing=was).exists()
        }
        told.takes_back(row)
        kept.update(one for one in added if any(str(key) in one for key in wrote))
        assert rebuilding.differences() == []
        judging.rejudge_all(today=told.cast.DAY)
        return rows(known, but=kept)

    def without_it() -> dict[str, Any]:
        for what, at in made:
            if what in EDITS:
                assert edit(told, what, at), (what, at)
        judging.rejudge_all(today=told.cast.DAY)
        return rows(known, but=kept)

    one = in_a_store_of_its_own(with_it)
    other = in_a_store_of_its_own(without_it)
    for name in one:
        assert one[name] == other[name], name


@pytest.mark.parametrize("first", [0, 1])
def test_two_that_proved_false_leave_nothing_of_either(told: World, first: int):
    judging.rejudge_all(today=told.cast.DAY)
    known, days = all_keys(), (told.cast.DAY, told.cast.DAY - timedelta(days=5))
    before = rows(known)
    both = [told.applies(told.hears(on=on)) for on in days]
    assert {one.until for one in Tenure.objects.all()} == {days[1]}
    told.takes_back(both[first])
    left = {one.until for one in Tenure.objects.all()}
    assert left == {days[1 - first]}
    told.takes_back(both[1 - first])
    judging.rejudge_all(today=told.cast.DAY)
    after = rows(known)
    assert {name for name in before if before[name] != after[name]} == set()


def test_what_was_typed_in_what_two_wrote_stays(told: World):
    first = told.applies(told.hears())
    added = ActorPlace.objects.get(actor=told.risen)
    asking = told.cast.asking("writer")
    actor_places.change_place(asking, key=added.pk, note="Their flag is up.")
    told.takes_back(first)
    second = told.applies(told.hears(fallen=told.risen.pk, risen=told.fallen.pk))
    told.takes_back(second)
    added.refresh_from_db()
    assert (added.note, added.until) == ("Their flag is up.", None)


def test_what_was_written_in_what_it_added_stays(told: World):
    row = told.applies(told.hears())
    asking = told.cast.asking("writer")
    done = PlanItem.objects.filter(step="courtesy").get()
    plans.finish_plan_item(asking, key=done.pk, outcome="Tea with Hanan")
    state = GateState.objects.latest("pk")
    gates.change_of_gate(asking, GateState, key=state.pk, reason="The barrier was down.")
    told.takes_back(row)
    assert list(PlanItem.objects.values_list("pk", "outcome")) == [(done.pk, "Tea with Hanan")]
    assert GateState.objects.get(pk=state.pk).reason == "The barrier was down."
