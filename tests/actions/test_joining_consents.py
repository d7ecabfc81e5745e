"""A gate that needs two records which turn out to be one asks for their word once."""

from datetime import timedelta
from typing import Any

import pytest

from actions.change_sets import is_one_change_set
from cast import Cast
from rapport.actions import actors, consents, gates, merging
from rapport.actions.merging_groups import merge_actors
from rapport.records.models import Consent, ConsentGroup, Needs

DAY = Cast.DAY


@pytest.fixture(params=["group", "person"])
def both(request: Any, cast: Cast) -> tuple[Any, Any, str]:
    """Return two records of one group or of one person, and the column of a consent."""
    asking = cast.asking("writer")
    if request.param == "person":
        return cast.kamil, cast.add("Abu Camil"), "relationship"
    names = ("Port authority", "Harbour office")
    one, other = (actors.add_actor(asking, circle=cast.circle.pk, name=name).row for name in names)
    return one, other, "actor"


@pytest.fixture
def needed(cast: Cast, both: tuple[Any, Any, str]) -> ConsentGroup:
    """Return the consents of a gate that needs the word of both records."""
    asking = cast.asking("writer")
    one, other, column = both
    gate = gates.add_gate(asking, circle=cast.circle.pk, name="The pier", kind="passage").row
    for row, state, days, note in ((one, "refused", 9, "Not yet."), (other, "given", 3, "Now.")):
        consents.need_consent(
            asking, gate=gate.pk, kind="authority", **{column: row.pk},
            state=state, on=DAY - timedelta(days), note=note,
        )  # fmt: skip
    return ConsentGroup.objects.get()


def merge(cast: Cast, both: tuple[Any, Any, str]) -> Any:
    one, other, column = both
    if column == "actor":
        return merge_actors(cast.asking("writer"), keep=one.pk, merge=other.pk)
    keys = {"keep": one.counterpart_id, "merge": other.counterpart_id}
    return merging.merge_counterparts(cast.asking("writer"), **keys)


def test_it_is_asked_once_and_keeps_what_either_said(cast: Cast, both, needed):
    merge(cast, both)
    only = Consent.objects.get()
    said = [
        [(DAY - timedelta(9)).isoformat(), "refused"],
        [(DAY - timedelta(3)).isoformat(), "given"],
    ]
    assert only.states == said
    assert only.note == "Not yet.\nNow."
    assert getattr(only, f"{both[2]}_id") == both[0].pk


def test_one_undo_brings_both_back(cast: Cast, both, needed):
    verb = "merge_actors" if both[2] == "actor" else "merge_counterparts"
    is_one_change_set(cast, lambda: merge(cast, both), verb)


def test_of_one_day_the_kept_record_stands(cast: Cast, both, needed):
    asking, on = cast.asking("writer"), DAY - timedelta(3)
    kept = Consent.objects.get(**{both[2]: both[0]})
    consents.say_consent(asking, key=kept.pk, state="withdrawn", on=on)
    merge(cast, both)
    assert Consent.objects.get().states[-1] == [on.isoformat(), "withdrawn"]


def test_where_so_many_are_needed_two_stay_two(cast: Cast, both, needed):
    asking = cast.asking("writer")
    consents.change_group(asking, key=needed.pk, needs=Needs.SOME, count=2)
    merge(cast, both)
    assert Consent.objects.count() == 2


def test_of_another_kind_of_consent_or_another_group_nothing_is_joined(cast: Cast, both, needed):
    asking = cast.asking("writer")
    theirs = Consent.objects.get(**{both[2]: both[1]})
    consents.change_consent(asking, key=theirs.pk, kind="community")
    merge(cast, both)
    assert Consent.objects.count() == 2
