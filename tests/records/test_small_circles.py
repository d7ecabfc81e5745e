"""Whoever is in one small circle does not pay for all the others."""

from cast import Cast
from rapport.records.models import Relationship
from rapport.records.text_index import find


def test_the_first_of_each_circle_come_in_the_order_asked_for(cast: Cast) -> None:
    for number in range(4):
        cast.add(f"Person {number}", days_ago=number)
        cast.add(f"Other {number}", by="outsider", days_ago=number)
    rows = Relationship.objects.all()
    circles = [cast.circle.pk, cast.elsewhere.pk]
    first = rows.first_in_circles(circles, "-opened", "pk", count=2)
    wanted = [
        row.pk
        for circle in circles
        for row in rows.filter(circle_id=circle).order_by("-opened", "pk")[:2]
    ]
    assert sorted(
        map(str, Relationship.objects.filter(pk__in=first).values_list("pk", flat=True))
    ) == (sorted(map(str, wanted)))


def test_no_circles_have_no_first_rows(cast: Cast) -> None:
    assert Relationship.objects.first_in_circles([], "pk", count=3) == []


def test_rows_left_out_before_stay_left_out(cast: Cast) -> None:
    rows = Relationship.objects.visible_to(cast.writer)
    found = rows.first_in_circles([cast.circle.pk, cast.elsewhere.pk], "pk", count=9)
    assert set(rows.filter(pk__in=found).values_list("pk", flat=True)) == {cast.kamil.pk}
    assert len(found) == 1


def test_words_are_looked_up_in_ones_own_circles_only(cast: Cast) -> None:
    cast.meet(9, line="A heron.")
    cast.meet(9, by="outsider", whom=cast.hidden, line="A heron too.")
    assert len(find("heron", circles=[cast.circle.pk])) == 1
    assert len(find("heron", circles=[cast.circle.pk, cast.elsewhere.pk])) == 2
    assert find(cast.circle.pk.hex, circles=[cast.circle.pk]) == []
