"""Whom we know by place rests on what its reader may see, and names the kinds not known."""

from datetime import timedelta
from typing import Any

import pytest

from briefings.counting import questions
from cast import Cast
from rapport.actions import access, gates, people
from rapport.briefings.coverage import Area, coverage, covered_at
from rapport.briefings.groups import place_key
from rapport.briefings.last_met import LATELY, Met
from rapport.records.models import Actor, ActorKind, ActorPlace, Relationship
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere


def actor(cast: Cast, name: str = "Millers", by: str = "writer", **told: Any) -> Actor:
    """Record a group by itself; nobody of it is known yet."""
    circle = cast.elsewhere if by == "outsider" else cast.circle
    told = {"kind": ActorKind.COMMUNITY, "areas": ["Nahr"], **told}
    with change_set("add_actor", cast.asking(by)) as changes:
        return changes.add(Actor, circle, names=[name], **told)


def of(cast: Cast, group: Actor, who: Relationship) -> None:
    people.change_counterpart(cast.asking("writer"), key=who.counterpart_id, actor=group.pk)


def area(cast: Cast, reader: str = "writer", days_ahead: int = 0) -> Area:
    return covered_at(cast.asking(reader, -days_ahead), place_key("Nahr"))


def only(cast: Cast, reader: str = "writer", days_ahead: int = 0) -> Any:
    """Return the only actor of the place, as far as a reader is with it."""
    (kind,) = area(cast, reader, days_ahead).filled
    (known,) = kind.known
    return known


def test_without_actors_and_gates_there_is_no_place(cast: Cast) -> None:
    assert coverage(cast.asking("writer")).areas == ()
    with pytest.raises(NotThere):
        area(cast)


def test_an_actor_nobody_met_is_known_only(cast: Cast) -> None:
    actor(cast)
    assert (only(cast).met, only(cast).last) == (Met.NEVER, None)


def test_a_contact_with_somebody_of_it_counts_for_ninety_days(cast: Cast) -> None:
    of(cast, actor(cast), cast.kamil)
    cast.meet(days_ago=0)
    assert only(cast).met is Met.LATELY
    assert only(cast, days_ahead=LATELY).met is Met.LATELY
    assert only(cast, days_ahead=LATELY + 1).met is Met.BEFORE
    assert only(cast).last == cast.DAY
    assert only(cast).leads == (cast.writer.name,)


def test_kinds_of_which_nobody_is_known_are_named(cast: Cast) -> None:
    actor(cast)
    assert set(area(cast).empty) == set(ActorKind.values) - {ActorKind.COMMUNITY}


def test_one_without_a_kind_stands_apart(cast: Cast) -> None:
    actor(cast, kind="")
    assert [kind.kind for kind in area(cast).filled] == [""]
    assert len(area(cast).empty) == len(ActorKind.values)


def test_a_place_spelled_in_two_ways_is_one(cast: Cast) -> None:
    actor(cast, "Millers", areas=["Nahr"])
    actor(cast, "Ferrymen", areas=["  náhr "])
    (found,) = coverage(cast.asking("writer")).areas
    assert found.never == 2


def test_a_place_with_a_gate_and_nobody_stands_there_too(cast: Cast) -> None:
    told = {"kind": "passage", "place": "Ford", "service": "health"}
    gates.add_gate(cast.asking("writer"), circle=cast.circle.pk, name="Ford road", **told)
    (found,) = coverage(cast.asking("writer")).areas
    assert (found.place, len(found.empty)) == ("Ford", len(ActorKind.values))


def test_where_an_actor_no_longer_is_it_is_left_out(cast: Cast) -> None:
    group = actor(cast, areas=[])
    with change_set("note_place", cast.asking("writer")) as changes:
        changes.add(ActorPlace, group, actor=group, place="Nahr", control="present", until=cast.DAY)
    assert only(cast).name == "Millers"
    assert coverage(cast.asking("writer", -1)).areas == ()


def test_influence_is_the_newest_said_by_the_day(cast: Cast) -> None:
    later = (cast.DAY + timedelta(days=3)).isoformat()
    actor(cast, influence=[["2026-01-02", 1], [later, 3, "They hold the bridge"]])
    assert only(cast).influence == 1
    assert only(cast, days_ahead=3).influence == 3


def test_who_may_not_see_the_circle_sees_no_place(cast: Cast) -> None:
    of(cast, actor(cast), cast.kamil)
    assert coverage(cast.asking("outsider")).areas == ()


def test_a_contact_with_somebody_hidden_changes_nothing(cast: Cast) -> None:
    """Whoever may not see the person is told the same as if there were nobody."""
    group = actor(cast)
    before = area(cast, "reader")
    of(cast, group, cast.kamil)
    cast.meet(days_ago=2)
    access.set_access(cast.asking("writer"), key=cast.kamil.pk, sensitivity=3)
    assert area(cast, "reader") == before
    assert area(cast, "writer") != before


def test_the_questions_are_as_many_for_many(cast: Cast) -> None:
    actor(cast)
    asking = cast.asking("writer")
    few = questions(lambda: coverage(asking))
    for number in range(30):
        actor(cast, f"Group {number}", areas=[f"Place {number}"])
    assert questions(lambda: coverage(asking)) <= few
