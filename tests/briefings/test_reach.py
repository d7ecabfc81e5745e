"""Whom we could reach how soon rests on what its reader may see, and on ways that still work."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from briefings.counting import questions
from cast import Cast
from rapport.actions import access, asks, channels, consents, gates, people
from rapport.briefings.reach import Cell, Matrix, Somebody, reach, reach_at
from rapport.records.models import (
    Ask,
    CounterpartStatus,
    Gate,
    Position,
    Relationship,
    Tenure,
)
from rapport.records.refusals import NotThere
from rapport.rules.reachable import CONFIRMED_FOR, Soon


def gate(cast: Cast, name: str = "North road", by: str = "writer", **told: Any) -> Gate:
    circle = cast.elsewhere if by == "outsider" else cast.circle
    told = {"kind": "passage", "place": "Nahr", "service": "health", **told}
    return gates.add_gate(cast.asking(by), circle=circle.pk, name=name, **told).row


def needs(cast: Cast, at: Gate, by: str = "writer", **who: uuid.UUID) -> None:
    consents.need_consent(cast.asking(by), gate=at.pk, kind="authority", **who)


def way(cast: Cast, who: Relationship, by: str = "writer", **told: Any) -> None:
    told = {"channel": "phone", "safety": "safe", "within": "hour", "verified_on": cast.DAY, **told}
    channels.add_channel(cast.asking(by), key=who.counterpart_id, **told)


def matrix(cast: Cast, reader: str = "writer", days_ahead: int = 0) -> Matrix:
    return reach(cast.asking(reader, -days_ahead))


def only_cell(cast: Cast, reader: str = "writer", days_ahead: int = 0) -> Cell:
    (row,) = matrix(cast, reader, days_ahead).rows
    (cell,) = row.filled
    return cell


def aliases(cell: Cell, soon: Soon) -> list[str]:
    return [one.alias for one in cell.parts[soon].people]


def one(cast: Cast, days_ahead: int = 0) -> Somebody:
    """Return the only person of the only cell."""
    (found,) = (who for part in only_cell(cast, "writer", days_ahead).parts for who in part.people)
    return found


@pytest.fixture
def road(cast: Cast) -> Gate:
    """Return a road that hangs on Abu Kamil's word."""
    found = gate(cast)
    needs(cast, found, relationship=cast.kamil.pk)
    return found


def test_without_a_gate_there_is_nothing(cast: Cast) -> None:
    assert matrix(cast) == Matrix((), (), 0, 0, None)


def test_a_gate_that_names_nobody_stands_there_empty(cast: Cast) -> None:
    gate(cast)
    assert only_cell(cast).is_empty


@pytest.mark.parametrize(
    ("within", "soon"),
    [("hour", Soon.HOUR), ("day", Soon.DAY), ("longer", Soon.LATER), ("", Soon.LATER)],
)
def test_somebody_stands_where_their_way_says(
    cast: Cast, road: Gate, within: str, soon: Soon
) -> None:
    way(cast, cast.kamil, within=within)
    assert aliases(only_cell(cast), soon) == ["Abu Kamil"]
    assert one(cast).reached.why == ("" if within else "unsaid")


def test_the_best_way_counts(cast: Cast, road: Gate) -> None:
    way(cast, cast.kamil, within="day")
    way(cast, cast.kamil, channel="message", safety="care")
    assert one(cast).reached.soon is Soon.HOUR
    way(cast, cast.kamil, channel="intermediary")
    found = one(cast).reached.way
    assert found is not None
    assert found.channel == "intermediary", "of two as soon, the one that needs no care"


def test_a_way_counts_for_180_days_and_not_a_day_longer(cast: Cast, road: Gate) -> None:
    way(cast, cast.kamil)
    on_the_last = one(cast, CONFIRMED_FOR).reached
    assert (on_the_last.soon, on_the_last.why) == (Soon.HOUR, "")
    after = one(cast, CONFIRMED_FOR + 1).reached
    assert (after.soon, after.why, after.age) == (Soon.LATER, "old", 181)


def test_a_newer_slower_way_counts_before_an_old_fast_one(cast: Cast, road: Gate) -> None:
    way(cast, cast.kamil, verified_on=cast.DAY - timedelta(days=181))
    way(cast, cast.kamil, channel="letter", within="day")
    assert one(cast).reached.soon is Soon.DAY


def test_a_way_nobody_says_works_is_not_known(cast: Cast, road: Gate) -> None:
    way(cast, cast.kamil, verified_on=None)
    found = one(cast).reached
    assert (found.soon, found.why, found.age) == (Soon.LATER, "unverified", None)


def test_a_way_noted_before_it_said_how_soon_is_not_known(cast: Cast, road: Gate) -> None:
    old = {"key": uuid.uuid4().hex, "channel": "phone", "safety": "safe", "note": ""}
    type(cast.kamil.counterpart).objects.filter(pk=cast.kamil.counterpart_id).update(
        channels=[{**old, "held_by": None}]
    )
    assert one(cast).reached.why == "unsaid"


def test_without_a_way_or_with_unsafe_ways_only_nobody_is_reached(cast: Cast, road: Gate) -> None:
    assert (one(cast).reached.soon, one(cast).reached.why) == (Soon.NOT, "no_way")
    way(cast, cast.kamil, safety="unsafe")
    assert (one(cast).reached.soon, one(cast).reached.why) == (Soon.NOT, "unsafe")
    way(cast, cast.kamil, safety="care", within="day")
    assert one(cast).reached.soon is Soon.DAY


@pytest.mark.parametrize("status", ["unreachable", "detained", "do_not_contact"])
def test_in_some_states_nobody_is_reached_whatever_the_way(
    cast: Cast, road: Gate, status: str
) -> None:
    way(cast, cast.kamil)
    people.change_counterpart(cast.asking("writer"), key=cast.kamil.counterpart_id, status=status)
    assert (one(cast).reached.soon, one(cast).reached.why) == (Soon.NOT, status)


def test_who_left_a_post_is_reached_and_the_dead_are_not_listed(cast: Cast, road: Gate) -> None:
    way(cast, cast.kamil)
    about: dict[str, Any] = {"asking": cast.asking("writer"), "key": cast.kamil.counterpart_id}
    people.change_counterpart(**about, status=CounterpartStatus.LEFT_POST)
    assert one(cast).reached.soon is Soon.HOUR
    people.change_counterpart(**about, status=CounterpartStatus.DECEASED)
    assert only_cell(cast).is_empty


def test_people_of_a_request_a_second_path_a_group_and_a_post_are_there(cast: Cast) -> None:
    road, asking = gate(cast), cast.asking("writer")
    asked, other = cast.add("Asked"), cast.add("Path")
    member = cast.add("Member", new_actor="The well council")
    holder, before = cast.add("Holder"), cast.add("Before")
    ask = asks.plan_ask(asking, relationship=asked.pk, what="Open the road").row
    Ask.objects.filter(pk=ask.pk).update(gate=road)
    gates.note_second_path(asking, gate=road.pk, text="By the river", relationship=other.pk)
    council = member.counterpart.actor
    needs(cast, road, actor=council.pk)
    here: dict[str, Any] = {"office": road.office, "circle": road.circle}
    post = Position.objects.create(**here, actor=council, title="Head of the well")
    yesterday = cast.DAY - timedelta(days=1)
    for who, until in ((holder, None), (before, yesterday)):
        Tenure.objects.create(**here, counterpart=who.counterpart, position=post, until=until)
    needs(cast, road, position=post.pk)
    assert aliases(only_cell(cast), Soon.NOT) == ["Asked", "Holder", "Member", "Path"]


def test_several_people_stand_each_where_they_belong(cast: Cast, road: Gate) -> None:
    fast, slow = cast.add("Rowan"), cast.add("Alder")
    for who, within in ((fast, "hour"), (slow, "day")):
        needs(cast, road, relationship=who.pk)
        way(cast, who, within=within)
    way(cast, cast.kamil)
    cell = only_cell(cast)
    assert [aliases(cell, soon) for soon in Soon] == [["Abu Kamil", "Rowan"], ["Alder"], [], []]
    assert not cell.nobody_soon


def test_nobody_within_a_day_is_said(cast: Cast, road: Gate) -> None:
    way(cast, cast.kamil, within="longer")
    assert only_cell(cast).nobody_soon
    way(cast, cast.kamil, within="day")
    assert not only_cell(cast).nobody_soon


def test_somebody_of_two_gates_counts_once_in_a_cell_and_in_each_of_two(
    cast: Cast, road: Gate
) -> None:
    way(cast, cast.kamil)
    needs(cast, gate(cast, "South road"), relationship=cast.kamil.pk)
    assert aliases(only_cell(cast), Soon.HOUR) == ["Abu Kamil"]
    needs(cast, gate(cast, "Well", service="water"), relationship=cast.kamil.pk)
    (row,) = matrix(cast).rows
    assert [aliases(cell, Soon.HOUR) for cell in row.filled] == [["Abu Kamil"]] * 2


def test_one_place_spelled_in_two_ways_is_one_and_an_unsaid_one_comes_last(cast: Cast) -> None:
    gate(cast, "A", place="", service="")
    gate(cast, "B", place="nahr ", service="water")
    gate(cast, "C", place="Nahr")
    gate(cast, "D", place="Bir")
    found = matrix(cast)
    assert [row.place for row in found.rows] == ["Bir", "nahr", ""]
    assert found.services == ("health", "water", "")
    nahr, unsaid = found.rows[1], found.rows[2]
    assert [cell and [one.name for one in cell.gates] for cell in nahr.cells] == [
        ["C"],
        ["B"],
        None,
    ]
    assert [bool(cell) for cell in unsaid.cells] == [False, False, True]


def test_a_gate_is_there_to_its_last_day(cast: Cast) -> None:
    gate(cast, until=cast.DAY)
    assert matrix(cast).rows
    assert not matrix(cast, days_ahead=1).rows


def test_a_severe_person_is_there_for_the_named_only(cast: Cast, road: Gate) -> None:
    way(cast, cast.kamil)
    severe = cast.add("The Heron")
    needs(cast, road, relationship=severe.pk)
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=3, named=[cast.writer.pk])
    assert aliases(only_cell(cast), Soon.NOT) == ["The Heron"]
    others = only_cell(cast, "reader")
    assert [aliases(others, soon) for soon in Soon] == [["Abu Kamil"], [], [], []]


def test_another_circle_has_its_own_matrix(cast: Cast, road: Gate) -> None:
    theirs = gate(cast, "Hidden road", by="outsider", place="Sahra")
    needs(cast, theirs, by="outsider", relationship=cast.hidden.pk)
    assert [row.place for row in matrix(cast).rows] == ["Nahr"]
    assert [row.place for row in matrix(cast, "outsider").rows] == ["Sahra"]
    with pytest.raises(NotThere):
        reach_at(cast.asking("writer"), theirs.pk)


def test_a_cell_is_opened_by_any_gate_of_it(cast: Cast, road: Gate) -> None:
    way(cast, cast.kamil)
    other = gate(cast, "South road")
    gate(cast, "Elsewhere", place="Bir")
    for key in (road.pk, other.pk):
        found = reach_at(cast.asking("writer"), key)
        assert [one.name for one in found.gates] == ["North road", "South road"]
        assert aliases(found, Soon.HOUR) == ["Abu Kamil"]
    with pytest.raises(NotThere):
        reach_at(cast.asking("writer"), uuid.uuid4())


def test_places_come_in_pages(cast: Cast) -> None:
    for number in range(5):
        gate(cast, place=f"Bir {number}")
    asking = cast.asking("writer")
    first, last = reach(asking, at_most=3), reach(asking, first=3, at_most=3)
    assert ([row.place for row in first.rows], first.after) == (["Bir 0", "Bir 1", "Bir 2"], 3)
    assert ([row.place for row in last.rows], last.after) == (["Bir 3", "Bir 4"], None)
    assert reach(asking, first=9, at_most=3).rows == ()


def test_the_questions_are_as_many_for_thirty_as_for_one(cast: Cast, road: Gate) -> None:
    asking = cast.asking("writer")
    reach(asking)
    few = questions(lambda: reach(asking))
    for number in range(30):
        somebody = cast.add(f"Person {number}", new_actor=f"Group {number}")
        way(cast, somebody)
        more = gate(cast, f"Gate {number}", place=f"Place {number % 7}")
        needs(cast, more, relationship=somebody.pk)
        needs(cast, more, actor=somebody.counterpart.actor_id)
    assert questions(lambda: reach(asking)) == few == 7


def test_the_day_of_a_way_is_told(cast: Cast, road: Gate) -> None:
    way(cast, cast.kamil, verified_on=date(2026, 3, 1))
    found = one(cast).reached
    assert found.way is not None
    assert (found.way.verified_on, found.age) == (date(2026, 3, 1), 15)
