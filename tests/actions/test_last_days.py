"""The last day of a colleague: every verb that sets it ends their parts in circles the same way."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.change_sets import cannot_be, is_one_change_set
from cast import Cast
from rapport.actions import colleagues, history, leaving, team
from rapport.records.models import Membership, Operation
from rapport.records.refusals import NotThere, NotYours

pytestmark = pytest.mark.usefixtures("on_a_team")

Day = date | None
few = settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@pytest.fixture
def on_a_team(settings: Any) -> None:
    settings.IS_TEAM = True


def part_of(cast: Cast) -> Membership:
    return Membership.objects.get(circle=cast.circle, colleague=cast.writer)


def keeper_gives(cast: Cast, until: Day) -> None:
    part = part_of(cast)
    whose = {"circle": part.circle_id, "colleague": part.colleague_id}
    team.admit(cast.asking("keeper"), **whose, part=part.part, until=until)


def head_sets(cast: Cast, on: Day) -> None:
    asking, who = cast.asking("keeper"), cast.writer.pk
    if on is not None:
        leaving.set_last_day(asking, colleague=who, on=on)
    else:
        colleagues.change_colleague(asking, colleague=who, end_of_mission=None)


def head_changes(cast: Cast, on: Day) -> None:
    colleagues.change_colleague(cast.asking("keeper"), colleague=cast.writer.pk, end_of_mission=on)


def they_set(cast: Cast, on: Day) -> None:
    if on is not None:
        leaving.set_last_day(cast.asking("writer"), colleague=cast.writer.pk, on=on)
    else:
        they_say(cast, on)


def they_say(cast: Cast, on: Day) -> None:
    colleagues.say_of_myself(cast.asking("writer"), end_of_mission=on)


DOES: dict[str, Callable[[Cast, Day], None]] = {
    one.__name__: one for one in (keeper_gives, head_sets, head_changes, they_set, they_say)
}
DAYS = st.one_of(st.none(), st.integers(0, 4).map(lambda at: Cast.DAY + timedelta(days=at)))
STEPS = st.lists(st.tuples(st.sampled_from(sorted(DOES)), DAYS), min_size=1, max_size=6)


def earlier(*days: Day) -> Day:
    return min((day for day in days if day is not None), default=None)


class TakenAwayError(Exception):
    """What is done within is rolled back."""


@few
@given(steps=STEPS)
def test_a_part_ends_on_the_earlier_of_the_last_day_and_what_its_keeper_gave(
    cast: Cast, steps: list[tuple[str, Day]]
):
    with suppress(TakenAwayError), transaction.atomic():
        allowed: Day = None
        for what, day in steps:
            before = part_of(cast).until
            known = cast.writer.end_of_mission
            DOES[what](cast, day)
            after = part_of(cast).until
            if what == "keeper_gives":
                allowed = day
                assert after == day, steps
                continue
            assert cast.writer.end_of_mission == day, steps
            if day == known and what in ("head_changes", "they_say"):
                assert after == before, steps  # it was said already
            elif what.startswith("head"):
                assert after == (before if day == known is None else earlier(allowed, day)), steps
            else:
                assert after == earlier(before, day), steps
        raise TakenAwayError


def test_a_later_last_day_set_by_the_head_moves_what_the_handover_ended(cast: Cast):
    days = [cast.DAY + timedelta(days=at) for at in (5, 9)]
    they_set(cast, days[0])
    assert part_of(cast).until == days[0]
    head_changes(cast, days[1])
    assert part_of(cast).until == days[1]
    is_one_change_set(cast, lambda: head_changes(cast, None), "change_colleague", "keeper")


def test_whoever_set_it_takes_it_back_with_the_ends_of_their_parts(cast: Cast):
    later = cast.DAY + timedelta(days=9)
    is_one_change_set(cast, lambda: they_set(cast, later), "set_last_day")
    is_one_change_set(cast, lambda: they_say(cast, later), "say_of_myself")
    is_one_change_set(cast, lambda: head_changes(cast, later), "change_colleague", "keeper")
    head_sets(cast, cast.DAY)
    key = Operation.objects.latest("sequence").change_set
    with pytest.raises((NotThere, NotYours)):
        history.undo(cast.asking("writer"), key=key)
    they_say(cast, None)
    assert part_of(cast).until == cast.DAY


def test_a_day_that_has_passed_is_no_last_day_unless_it_stands(cast: Cast):
    for sets in (head_sets, head_changes, they_set, they_say):
        with cannot_be("This date has passed."):
            sets(cast, cast.DAY - timedelta(days=1))
    they_say(cast, cast.DAY)
    tomorrow = cast.asking("keeper", -1)
    same = {"end_of_mission": cast.DAY, "function": "legal"}
    colleagues.change_colleague(tomorrow, colleague=cast.writer.pk, **same)
    assert cast.writer.function == "legal"


def test_no_token_sets_it_in_whatever_words(cast: Cast):
    asking = cast.asking("writer")
    token = type(asking)(
        asking.me.narrowed([cast.circle.pk], may_write=True), asking.now, asking.day
    )
    before = Operation.objects.count()
    with pytest.raises(NotThere):
        colleagues.say_of_myself(token, end_of_mission=cast.DAY)
    assert Operation.objects.count() == before


def test_on_a_laptop_the_owner_keeps_their_circles(cast: Cast, settings: Any):
    settings.IS_TEAM = False
    they_say(cast, cast.DAY)
    assert part_of(cast).until is None
