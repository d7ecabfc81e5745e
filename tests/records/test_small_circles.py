"""Whoever is in one small circle does not pay for all the others."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from cast import Cast
from rapport.records.models import Circle, Relationship
from rapport.records.text_index import find

ORDERS = (
    ("-opened", "pk"),
    (F("last_two_way").asc(nulls_first=True), "pk"),
    (F("counterpart__alias").desc(), "pk"),
)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("count", [1, 2, 3, 5, 40])
def test_the_first_of_many_circles_are_the_first_of_all_of_them(
    cast: Cast, order: Any, count: int
) -> None:
    circles = [cast.circle.pk, cast.elsewhere.pk]
    circles += [
        Circle.objects.create(office_id=cast.circle.office_id, name=f"Circle {number}").pk
        for number in range(3)
    ]
    chance = random.Random(count)
    for number in range(18):
        row = cast.add(f"Person {chance.randrange(9)} {number}", days_ago=chance.randrange(5))
        Relationship.objects.filter(pk=row.pk).update(
            circle=chance.choice(circles[:4]),
            last_two_way=chance.choice([None, cast.DAY, cast.DAY - timedelta(days=3)]),
        )
    mine = Relationship.objects.filter(stage="introduced")
    first = mine.first_in_circles(circles[1:], *order, count=count)
    plain = mine.filter(circle__in=circles[1:]).order_by(*order)[:count]
    assert list(first) == list(plain)


def test_no_circles_have_no_first_rows(cast: Cast) -> None:
    assert list(Relationship.objects.first_in_circles([], "pk", count=3)) == []


def test_rows_left_out_before_stay_left_out(cast: Cast) -> None:
    rows = Relationship.objects.visible_to(cast.writer)
    found = rows.first_in_circles([cast.circle.pk, cast.elsewhere.pk], "pk", count=9)
    assert [row.pk for row in found] == [cast.kamil.pk]


def test_words_are_looked_up_in_ones_own_circles_only(cast: Cast) -> None:
    cast.meet(9, line="A heron.")
    cast.meet(9, by="outsider", whom=cast.hidden, line="A heron too.")
    assert len(find("heron", circles=[cast.circle.pk])) == 1
    assert len(find("heron", circles=[cast.circle.pk, cast.elsewhere.pk])) == 2
    assert find(cast.circle.pk.hex, circles=[cast.circle.pk]) == []
