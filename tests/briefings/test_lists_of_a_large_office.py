"""The lists of a large office are read off indexes: what is left out is never gone through."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from cast import Cast
from rapport.actions import actors
from rapport.briefings import finding, people
from rapport.briefings.groups import place_key
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
        rows = people._first_by_alias.plain(cast.writer, *asked, backwards, 50, [cast.circle.pk])
        steps = plan_of(rows)
        assert any("counterpart_by_alias" in step for step in steps), steps
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


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """Return by which questions the first rows of each circle are read, as they are."""
    told: list[str] = []

    def noted(name: str) -> Callable[..., Any]:
        ask = getattr(people, name)
        return lambda *of: told.append(name) or ask(*of)

    for name in ("_first", "_first_by_alias"):
        monkeypatch.setattr(people, name, noted(name))
    return told


_NARROW = [
    {"due": "week"}, {"met": "never"}, {"mine": True}, {"lead": "nobody"}, {"lead": "writer"},
    {"actor": "group"}, {"place": "place"}, {"smaller": True},
]  # fmt: skip
_WIDE: list[dict[str, Any]] = [
    {}, {"due": "overdue"}, {"stage": "introduced"}, {"phase": "engagement"},
]  # fmt: skip


@pytest.mark.parametrize("told", [*_NARROW, *_WIDE], ids=str)
def test_few_of_many_are_not_looked_for_alias_by_alias(cast: Cast, monkeypatch, asked, told):
    """Either way gives the same rows."""
    asking = cast.asking("writer")
    areas = {"circle": cast.circle.pk, "areas": ["Wadi"]}
    group = actors.add_actor(asking, name="Hanan", kind="community", **areas).row
    for number, alias in enumerate(("Hanan", "hanan", "Hanan", "Abu", "Ömer", "عمر")):
        of = {"actor": group.pk} if number % 2 else {}
        who = cast.add(alias, days_ago=20 * number, **of)
        if number > 2:
            cast.meet(8 * number, whom=who)
    Relationship.objects.filter(pk=who.pk).update(lead=None)
    judging.rejudge_all(today=cast.DAY)
    known = {"group": group.pk, "place": place_key("Wadi"), "writer": cast.writer.pk}
    kept = {name: known.get(value, value) for name, value in told.items()}
    for backwards in (False, True):
        wanted = Wanted(order="alias", backwards=backwards, **kept)
        asked.clear()
        page = people.people(asking, wanted=wanted, page=3)
        assert asked == ["_first" if told in _NARROW else "_first_by_alias"]
        assert page.rows, "somebody is wanted"
        with monkeypatch.context() as other:
            other.setattr(Wanted, "is_narrow", told in _WIDE)
            assert people.people(asking, wanted=wanted, page=3) == page


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


@pytest.mark.parametrize("text", ["nadir", "umm nadir", "port", "nadir x", "the", "zofalim"])
def test_a_name_that_very_many_have_lists_whoever_one_that_few_have_does(
    cast: Cast, monkeypatch, text: str
) -> None:
    """Page by page, in each order: only who comes first by likeness is not said of very many."""
    circle = {"circle": cast.circle.pk}
    port = actors.add_actor(cast.asking("writer"), name="Port Council", **circle).row
    for number in range(7):
        cast.add(f"Umm Nadir {number}", actor=port.pk if number % 2 else None)
    cast.add("Abu Nadir", by="outsider")

    def listed(order: str) -> list[str]:
        aliases, after = [], ""
        while True:
            wanted = Wanted(text=text, order=order, after=after)
            page = people.people(cast.asking("writer"), wanted=wanted, page=2)
            aliases += [row.alias for row in page.rows]
            if not (after := page.following):
                return aliases

    few = {order: listed(order) for order in ("due", "alias")}
    monkeypatch.setattr(finding, "RANKED", 3)
    many = {order: listed(order) for order in ("due", "alias")}
    assert many["alias"] == few["alias"]
    assert sorted(many["due"]) == sorted(few["due"])
    assert not {"Abu Nadir"} & {*many["due"], *few["due"]}
