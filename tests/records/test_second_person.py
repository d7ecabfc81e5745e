"""A second person sees all that is to go: who that could be is found for all of us at once."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast
from in_turn import seeds
from random_rows import told_at_random
from rapport.actions import access, team
from rapport.records import second_person
from rapport.records.models import Colleague, Membership, Named, Part, Sensitivity
from rapport.records.second_person import approvers, sees_all
from records.every_kind import scoped_kinds


def marks_of(kind: Any, keys: Any) -> list[list[str]]:
    return [[kind._meta.model_name, key.hex] for key in keys]


@pytest.mark.parametrize("seed", seeds(range(8)))
def test_those_found_at_once_are_those_who_see_each_of_the_rows(cast: Cast, monkeypatch, seed):
    monkeypatch.setattr(second_person, "SAID", 99)
    keeper = cast.asking("outsider")
    for name in ("keeper", "reader"):
        team.admit(keeper, circle=cast.elsewhere.pk, colleague=cast.who(name).pk, part="reader")
    told_at_random(cast, seed)
    asking, found = cast.asking("writer"), set()
    others = [cast.keeper, cast.outsider, cast.reader]
    seen = {
        (kind, one): set(kind.objects.visible_to(one.on(cast.DAY)).values_list("pk", flat=True))
        for kind in scoped_kinds()
        for one in others
    }
    for kind in scoped_kinds():
        keys = sorted(kind.objects.values_list("pk", flat=True))
        for some in [keys, *([key] for key in keys)]:
            could = tuple(one for one in others if seen[kind, one].issuperset(some))
            assert approvers(asking, marks_of(kind, some)) == could, (kind, some)
            found.add(could)
    assert len(found) > 4


def test_of_a_kind_nobody_knows_nobody_sees_a_row(cast: Cast):
    for kind in ("nothing", "operation"):
        assert not sees_all(cast.writer, [[kind, cast.kamil.pk.hex]])
        assert approvers(cast.asking("writer"), [[kind, cast.kamil.pk.hex]]) == ()


def join(cast: Cast, count: int) -> list[Colleague]:
    new = [
        Colleague(name=f"A {count}-{n:03}", sign_in=f"a{count}-{n}", office=cast.writer.office)
        for n in range(count)
    ]
    Colleague.objects.bulk_create(new)
    return new


def let_in(cast: Cast, new: list[Colleague]) -> None:
    Membership.objects.bulk_create(
        Membership(circle=cast.circle, colleague=one, part=Part.READER) for one in new
    )


def name(cast: Cast, severe: Any, new: list[Colleague]) -> None:
    place = {"office": severe.office, "circle": severe.circle, "sensitivity": 3}
    Named.objects.bulk_create(Named(**place, relationship=severe, colleague=one) for one in new)


def test_no_more_is_asked_of_the_store_for_hundreds_of_colleagues(cast: Cast):
    severe = cast.add("Silent Reed")
    writer = cast.asking("writer")
    named = [cast.writer.pk, cast.keeper.pk]
    access.set_access(writer, key=severe.pk, sensitivity=Sensitivity.SEVERE, named=named)
    marks = marks_of(type(severe), [severe.pk, cast.kamil.pk])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert approvers(writer, marks)[-1] == cast.keeper
        return len(queries)

    few = asked()
    join(cast, 40), let_in(cast, new := join(cast, 50))
    assert asked() == few
    name(cast, severe, new[:2])
    assert len(approvers(writer, marks)) == 3
    name(cast, severe, new[2:])
    with CaptureQueriesContext(connection) as queries:
        assert len(approvers(writer, marks)) == second_person.SAID
    assert len(queries) <= few + 2 * second_person.SAID
