"""The lists of a large office are read off indexes: what is left out is never gone through."""

import pytest
from django.db import connection

from cast import Cast
from rapport.briefings import finding, people
from rapport.briefings.wanted import WEEK, Wanted
from rapport.names import asked_keys
from rapport.records import judging
from rapport.records.models import Relationship

pytestmark = pytest.mark.usefixtures("cast")


def plan_of(rows) -> list[str]:
    """Return the steps by which the store would answer a question."""
    sql, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        return [row[3] for row in cursor.fetchall()]


@pytest.fixture
def on_the_file(on_postgresql: bool) -> None:
    if on_postgresql:
        pytest.skip("PostgreSQL tells its plans otherwise")


@pytest.mark.usefixtures("on_the_file")
def test_groups_are_left_out_of_a_list_without_going_through_all(cast: Cast) -> None:
    steps = plan_of(Relationship.objects.visible_to(cast.writer).with_people())
    assert any("actor_id" in step for step in steps)
    assert not any(step.startswith("SCAN U") for step in steps), steps


@pytest.mark.usefixtures("on_the_file")
def test_the_order_of_aliases_is_read_off_their_index(cast: Cast) -> None:
    asked = (*Wanted(order="alias").plainly(cast.asking("writer")), cast.DAY, cast.DAY + WEEK)
    for backwards in (False, True):
        rows = people._first_by_alias.plain(cast.writer, *asked, backwards, 50, cast.circle.pk)
        steps = plan_of(rows)
        assert "counterpart_by_alias" in steps[0], steps
        assert not any("FOR ORDER BY" in step for step in steps), steps


def test_a_page_by_alias_is_what_sorting_everybody_gives(cast: Cast) -> None:
    """Aliases that are alike, and those of several circles, stand where they always stood."""
    for alias in ("Hanan", "hanan", "Hanan", "Abu", "Ömer", "عمر"):
        cast.add(alias)
    judging.rejudge_all(today=cast.DAY)
    for who in ("writer", "keeper", "reader", "outsider"):
        rows = Relationship.objects.visible_to(cast.who(who)).with_people()
        for backwards in (False, True):
            order = ("-counterpart__alias", "-pk") if backwards else ("counterpart__alias", "pk")
            wanted = Wanted(order="alias", backwards=backwards)
            for page in (1, 3, 50):
                found = people.people(cast.asking(who), wanted=wanted, page=page).rows
                expected = list(rows.order_by(*order).values_list("pk", flat=True)[:page])
                assert [one.relationship for one in found] == expected, (who, backwards, page)


@pytest.mark.parametrize(
    ("name", "text", "met"),
    [
        ("Harbour Office", "harb", True),
        ("Harbour Office", "off harb", True),
        ("Harbour Office", "our", False),
        ("Harbour Office", "harbour x", False),
        ("Al-Nour Council", "nour", True),
    ],
)
def test_a_name_meets_the_beginning_of_each_word(name: str, text: str, met: bool) -> None:
    assert finding.meets(name, asked_keys(text)) is met
