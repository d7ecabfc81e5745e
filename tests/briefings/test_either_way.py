"""Whom it would help to know whichever way power goes: in both worlds, of what a reader sees."""

import uuid
from typing import Any

import pytest

from cast import asked_by
from power_world import World, world
from rapport.actions import consents, gates, posts, ties
from rapport.briefings.either_way import either_way, once_it_is_so
from rapport.briefings.gate_expressions import VACANT
from rapport.briefings.network_numbers import NetworkMap
from rapport.records.models import Gate, Relationship, Tie
from rapport.records.refusals import NotThere

TELLING = {"told": world}


@pytest.fixture
def told(told_once: Any, db: None) -> World:
    return told_once.copied("told")


def a_way(told: World, *to: Relationship, alias: str = "The broker") -> Relationship:
    """Add somebody nobody has met, who knows these."""
    broker = told.cast.add(alias, stage="unknown")
    for whom in to:
        ties.note_tie(
            asked_by(told.cast.writer, 2), one=ties.End(relationship=broker.pk), kind="trusts",
            other=ties.End(relationship=whom.pk), confidence="high",
        )  # fmt: skip
    return broker


def helps(told: World, row: Any, who: str = "writer") -> dict[str, list[str]]:
    found = either_way(told.cast.asking(who), row.pk)
    return {gate.name: [one.whom.name for one in gate.helps] for gate in found.gates}


def by_post(told: World) -> Gate:
    """Tell of a gate that the governor's post decides on."""
    asking = asked_by(told.cast.writer, 20)
    gate: Gate = gates.add_gate(
        asking, circle=told.cast.circle.pk, name="Fuel", kind="permit", standing="open"
    ).row
    consents.need_consent(
        asking, gate=gate.pk, kind="authority", position=told.posts["Governor"].pk
    )
    return gate


def test_whoever_knows_both_sides_helps_either_way(told: World):
    by_post(told)
    a_way(told, told.people["governor"], told.people["hanan"])
    row = told.hears()
    assert "The broker" in helps(told, row)["Fuel"]


def test_whoever_knows_only_who_falls_does_not_help_either_way(told: World):
    by_post(told)
    a_way(told, told.people["governor"], alias="His old friend")
    assert helps(told, told.hears())["Fuel"] == []


def test_where_nobody_gains_power_nobody_helps_in_both(told: World):
    by_post(told)
    a_way(told, told.people["governor"], told.people["hanan"])
    assert helps(told, told.hears(risen=None)) == {"Fuel": [], "Port road": []}


def test_whoever_comes_into_the_post_decides_then(told: World):
    by_post(told)
    heir = told.cast.add("The heir", stage="unknown")
    posts.hold_post(
        told.cast.asking("writer"), post=told.posts["Governor"].pk, relationship=heir.pk,
        since=told.cast.DAY,
    )  # fmt: skip
    assert helps(told, told.hears())["Fuel"] == ["The heir"]


def test_only_what_a_reader_may_see_counts(told: World):
    """Removing every row that is hidden from its reader changes nothing."""
    by_post(told)
    broker = a_way(told, told.people["governor"], told.people["hanan"])
    other = told.cast.add("The hidden friend", sensitivity=3)
    hidden = ties.note_tie(
        told.cast.asking("writer"), one=ties.End(relationship=broker.pk), kind="trusts",
        other=ties.End(relationship=other.pk), confidence="high",
    ).row  # fmt: skip
    row = told.hears()
    reader = told.cast.asking("reader")
    before = either_way(reader, row.pk)
    Tie.objects.filter(pk=hidden.pk).delete()
    for one in (other, told.cast.hidden):
        one.holders.all().delete()
        Relationship.objects.filter(pk=one.pk).delete()
    assert either_way(reader, row.pk) == before
    with pytest.raises(NotThere):
        either_way(told.cast.asking("outsider"), row.pk)


def test_asking_changes_nothing_and_says_the_same_twice(told: World):
    by_post(told)
    a_way(told, told.people["governor"], told.people["hanan"])
    row = told.hears()
    asking = told.cast.asking("writer")
    assert either_way(asking, row.pk) == either_way(asking, row.pk)
    with pytest.raises(NotThere):
        either_way(asking, uuid.UUID(int=1))


@pytest.mark.parametrize(
    ("gate", "then"),
    [
        (3, 9),
        (4, 4),
        (("all", 3, 4), ("all", 9, 4)),
        (("any", 3, 4), 4),
        (("any", 3, 5), 9),
        (("of", 2, 3, 4, ("any", 3, 4)), ("of", 2, 9, 4, 4)),
        (None, None),
        (VACANT, VACANT),
    ],
)
def test_who_gains_power_stands_in_their_place(gate: Any, then: Any):
    network = NetworkMap(kinds=(), arcs=(), ends=(), together=(), gates=(gate,))
    found = once_it_is_so(network, {3, 5}, 9).gates[0]
    assert found == then
