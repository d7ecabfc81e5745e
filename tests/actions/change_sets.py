"""What every verb is held to: one change set, one undo, and one answer to those it is not for."""

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import pytest

from cast import Cast, asked_by
from rapport.actions import history
from rapport.records import judging
from rapport.records.models import Finding, Operation, Relationship
from rapport.records.operations import columns_of, parts_of, recorded_models
from rapport.records.refusals import CannotBe, NotThere, NotYours

Verb = Callable[..., object]


def everything() -> dict[str, Any]:
    """Return what all records say, and what the rules make of them."""
    told: dict[str, Any] = {}
    for name, model in recorded_models().items():
        columns = [column.attname for column in columns_of(model)]
        told[name] = sorted(map(repr, model._base_manager.values_list("pk", *columns)))
        for part, child in parts_of(model).items():
            rows = child._base_manager.values_list(child.OWNER, *child.VALUES)
            told[part] = sorted(map(repr, rows))
    told["rules"] = sorted(map(repr, Finding.objects.values_list("relationship", "code", "params")))
    told["counts"] = sorted(map(repr, Relationship.objects.values_list("pk", "warm_ups")))
    return told


def is_one_change_set(cast: Cast, do: Callable[[], object], verb: str, by: str = "writer") -> None:
    """Do something; hold that it is one change set of this verb, which one undo undoes whole."""
    judging.rejudge_all(today=cast.DAY)
    before, last = everything(), Operation.objects.latest("sequence").sequence
    do()
    done = Operation.objects.filter(sequence__gt=last)
    assert set(done.values_list("verb", flat=True)) == {verb}
    assert len(set(done.values_list("change_set", flat=True))) == 1
    assert everything() != before
    history.undo(asking=asked_by(cast.who(by)), key=done[0].change_set)
    assert everything() == before


def is_for_writers_only(cast: Cast, do: Callable[[str], object]) -> None:
    """Hold that a reader is told it is not theirs, and an outsider that nothing is there."""
    before = Operation.objects.count()
    with pytest.raises(NotYours) as not_yours:
        do("reader")
    assert not_yours.value.next
    with pytest.raises(NotThere) as not_there:
        do("outsider")
    assert str(not_there.value) == "There is nothing here under this address."
    assert Operation.objects.count() == before


@contextmanager
def cannot_be(says: str):
    """Hold that what is done within is refused in this sentence, with a next step, for nothing."""
    before = everything(), Operation.objects.count()
    with pytest.raises(CannotBe, match=says) as refused:
        yield
    assert refused.value.next
    assert refused.value.code == "cannot_be"
    assert (everything(), Operation.objects.count()) == before
