"""A tie its reader may not see changes nothing in what they are told: with it and without."""

import random
from datetime import timedelta

import pytest

from cast import Cast, asked_by
from rapport.actions import access, asks, groups, history, ties
from rapport.records import judging
from rapport.records.models import Actor, Finding, Relationship, Tie, TieKind
from rapport.records.recording import change_set
from rapport.refusals import Refusal
from records.test_judging import everything_said, said_by_a_second_look

DAY = Cast.DAY


@pytest.fixture
def heron(cast: Cast) -> Relationship:
    """Return somebody whom we will soon ask for something."""
    who = cast.add("The heron", days_ago=60)
    asks.plan_ask(
        cast.asking("writer"), relationship=who.pk, what="Passage",
        planned_for=DAY + timedelta(days=5),
    )  # fmt: skip
    return who


def tie(cast: Cast, circle=None, **ends) -> Tie:
    with change_set("add_tie", cast.asking("writer")) as changes:
        told = {"kind": "answers_to", "verified_on": DAY} | ends
        return changes.add(Tie, circle or cast.circle, **told)


def group(cast: Cast, circle=None, **told) -> Actor:
    with change_set("add_actor", cast.asking("writer")) as changes:
        return changes.add(Actor, circle or cast.circle, names=["Committee"], **told)


def unknown_audience(whom) -> bool:
    return Finding.objects.filter(relationship=whom, code="R04").exists()


def set_severe(cast, whom, *named):
    access.set_access(
        cast.asking("writer"), key=whom.pk, sensitivity=3, named=[cast.who(n).pk for n in named]
    )


def test_a_tie_within_the_circle_is_known_to_all_its_readers(cast: Cast, heron):
    assert unknown_audience(heron)
    made = tie(cast, relationship=heron, other=cast.kamil)
    assert not unknown_audience(heron)
    with change_set("change_tie", cast.asking("writer")) as changes:
        changes.change(made, until=DAY - timedelta(days=1))
    assert unknown_audience(heron)


def test_it_is_read_from_either_end_and_to_a_group(cast: Cast, heron):
    audience = tie(cast, relationship=cast.kamil, other=heron, kind="audience_of")
    assert not unknown_audience(heron)
    with change_set("remove_tie", cast.asking("writer")) as changes:
        changes.delete(audience)
    assert unknown_audience(heron)
    tie(cast, actor=group(cast), other=heron, kind="audience_of")
    assert not unknown_audience(heron)


def test_to_a_group_they_answer_to(cast: Cast, heron):
    tie(cast, relationship=heron, other_actor=group(cast))
    assert not unknown_audience(heron)


def hidden_ends(cast: Cast, heron):
    """Yield what joins the heron to whom not all of its readers may see."""
    crow = cast.add("The crow")
    set_severe(cast, crow, "writer")
    raven = cast.add("The raven", by="outsider")
    far = group(cast, cast.elsewhere)
    yield {"relationship": heron, "other": crow}
    yield {"relationship": crow, "other": heron, "kind": "audience_of"}
    yield {"relationship": heron, "other": raven}
    yield {"relationship": raven, "other": heron, "kind": "audience_of"}
    yield {"relationship": heron, "other_actor": far}
    yield {"relationship": heron, "other_actor": group(cast, sensitivity=3)}
    yield {"actor": far, "other": heron, "kind": "audience_of"}
    yield {"relationship": heron, "other": cast.kamil, "circle": cast.elsewhere}


def test_what_is_hidden_changes_nothing_in_what_anybody_is_told(cast: Cast, heron):
    ends = list(hidden_ends(cast, heron))
    judging.rejudge_all(today=DAY)
    before = everything_said()
    for one in ends:
        tie(cast, **one)
        judging.rejudge_all(today=DAY)
        assert everything_said() == before


def test_between_two_for_the_same_named_people_it_is_told(cast: Cast, heron):
    crow = cast.add("The crow")
    tie(cast, relationship=heron, other=crow)
    assert not unknown_audience(heron)
    set_severe(cast, crow, "writer")
    assert unknown_audience(heron), "not all of its readers may see the crow"
    set_severe(cast, heron, "writer")
    assert not unknown_audience(heron)
    set_severe(cast, crow, "writer", "keeper")
    assert unknown_audience(heron)
    set_severe(cast, heron, "writer", "keeper")
    assert not unknown_audience(heron)


def test_an_open_end_may_be_told_to_the_named(cast: Cast, heron):
    tie(cast, relationship=heron, other=cast.kamil)
    set_severe(cast, heron, "writer")
    assert not unknown_audience(heron)


def test_it_is_judged_at_once_as_it_would_be_again(cast: Cast, heron):
    judging.rejudge_all(today=DAY)
    crow = cast.add("The crow")
    tie(cast, relationship=heron, other=crow)
    set_severe(cast, crow, "writer")
    at_once = everything_said()
    judging.rejudge_all(today=DAY)
    assert everything_said() == at_once


# How much influence their group has


def of(cast, whom, actor):
    with change_set("set_actor", cast.asking("writer")) as changes:
        changes.change(Relationship.objects.get(pk=whom.pk).counterpart, actor=actor)


@pytest.mark.parametrize(
    ("influence", "small"),
    [
        ([], False),
        ([["2026-01-01", 1]], True),
        ([["2026-01-01", 0, "Nobody asks them."]], True),
        ([["2026-01-01", 2]], False),
        ([["2026-01-01", 3], ["2026-02-01", 1]], True),
        ([["2026-02-01", 3], ["2026-01-01", 1]], False),
        ([["2026-01-01", 3], ["2026-09-01", 1]], False),
    ],
)
def test_the_newest_influence_of_today_counts(cast: Cast, influence, small):
    who = cast.add("The crane", days_ago=200)
    of(cast, who, group(cast, influence=influence))
    assert Finding.objects.filter(relationship=who, code="N06").exists() == small


def test_the_influence_of_a_group_not_all_readers_see_changes_nothing(cast: Cast):
    who = cast.add("The crane", days_ago=200)
    for hidden in (group(cast, cast.elsewhere), group(cast, sensitivity=3)):
        of(cast, who, hidden)
        judging.rejudge_all(today=DAY)
        before = everything_said()
        with change_set("change_actor", asked_by(cast.writer)) as changes:
            changes.change(hidden, influence=[["2026-01-01", 0]])
        judging.rejudge_all(today=DAY)
        assert everything_said() == before


def test_of_a_relationship_with_a_group_its_own_influence_counts(cast: Cast):
    actor = group(cast)
    with change_set("begin", cast.asking("writer")) as changes:
        told = {"actor": actor, "opened": DAY - timedelta(days=200), "stage": "introduced"}
        whom = changes.create(Relationship(office=cast.circle.office, circle=cast.circle, **told))
    assert not Finding.objects.filter(relationship=whom, code="N06").exists()
    with change_set("change_actor", cast.asking("writer")) as changes:
        changes.change(actor, influence=[["2026-01-01", 1]])
    assert Finding.objects.filter(relationship=whom, code="N06").exists()


# What is said of a group is said of what we have with it


@pytest.fixture
def board(cast: Cast) -> Relationship:
    """Return what we have with a group whom we will soon ask for something."""
    actor = group(cast)
    asking = cast.asking("writer")
    began = groups.begin_with_group(
        asking, actor=actor.pk, opened=DAY - timedelta(days=60), stage="introduced"
    ).row
    day = DAY + timedelta(days=5)
    asks.plan_ask(asking, relationship=began.pk, what="Passage", planned_for=day)
    return began


def test_a_group_answers_to_a_person_or_a_group(cast: Cast, board):
    assert unknown_audience(board)
    for ends in (
        {"actor": board.actor, "other": cast.kamil},
        {"actor": board.actor, "other_actor": group(cast)},
        {"relationship": cast.kamil, "other_actor": board.actor, "kind": "audience_of"},
        {"actor": group(cast), "other_actor": board.actor, "kind": "audience_of"},
    ):
        made = tie(cast, **ends)
        assert not unknown_audience(board)
        with change_set("change_tie", cast.asking("writer")) as changes:
            changes.change(made, until=DAY - timedelta(days=1))
        assert unknown_audience(board)
        with change_set("change_tie", cast.asking("writer")) as changes:
            changes.change(made, until=None)
        assert not unknown_audience(board)
        removed = ties.remove_tie(cast.asking("writer"), key=made.pk)
        assert unknown_audience(board)
        history.undo(cast.asking("writer"), key=removed.key)
        assert not unknown_audience(board)
        ties.remove_tie(cast.asking("writer"), key=made.pk)


def test_who_answers_to_the_group_or_another_kind_of_tie_is_no_audience_of_it(cast: Cast, board):
    other = group(cast)
    tie(cast, relationship=cast.kamil, other_actor=board.actor)
    tie(cast, actor=board.actor, other=cast.kamil, kind="audience_of")
    tie(cast, actor=board.actor, other=cast.kamil, kind="trusts")
    tie(cast, actor=other, other=cast.kamil)
    judging.rejudge_all(today=DAY)
    assert unknown_audience(board)


def test_what_is_hidden_at_a_group_changes_nothing_in_what_anybody_is_told(cast: Cast, board):
    crow, raven = cast.add("The crow"), cast.add("The raven", by="outsider")
    set_severe(cast, crow, "writer")
    far, severe = group(cast, cast.elsewhere), group(cast, sensitivity=3)
    judging.rejudge_all(today=DAY)
    before = everything_said()
    for ends in (
        {"actor": board.actor, "other": crow},
        {"actor": board.actor, "other": raven},
        {"actor": board.actor, "other_actor": far},
        {"actor": board.actor, "other_actor": severe},
        {"relationship": crow, "other_actor": board.actor, "kind": "audience_of"},
        {"actor": far, "other_actor": board.actor, "kind": "audience_of"},
        {"actor": board.actor, "other": cast.kamil, "circle": cast.elsewhere},
    ):
        tie(cast, **ends)
        assert everything_said() == before
        judging.rejudge_all(today=DAY)
        assert everything_said() == before


def test_with_a_group_for_named_people_what_is_open_to_them_counts(cast: Cast, board):
    crow = cast.add("The crow")
    tie(cast, actor=board.actor, other=crow)
    set_severe(cast, board, "writer")
    assert not unknown_audience(board)
    set_severe(cast, crow, "writer", "keeper")
    assert unknown_audience(board)
    set_severe(cast, board, "writer", "keeper")
    assert not unknown_audience(board)


def test_a_group_is_judged_when_what_is_beyond_is_moved_out_of_sight(cast: Cast, board):
    beyond = group(cast)
    tie(cast, actor=board.actor, other_actor=beyond)
    assert not unknown_audience(board)
    with change_set("change_actor", cast.asking("writer")) as changes:
        changes.change(beyond, sensitivity=3)
    assert unknown_audience(board)


def something(cast: Cast, chance: random.Random, people, actors, done) -> None:
    """Do something at random that has to do with ties, as somebody at random, or be refused."""
    asking = cast.asking(chance.choice(["writer", "keeper"]))
    noted = list(Tie.objects.visible_to(asking.me).order_by("pk"))
    key = chance.choice(noted).pk if noted else None
    deed = chance.choice(["note", "note", "end", "hold", "remove", "access", "actor", "undo"])
    if deed == "note":
        ends = [ties.End(relationship=one.pk) for one in people]
        ends += [ties.End(actor=one.pk) for one in actors]
        judged, other = chance.choice(ends[:2]), chance.choice(ends[2:])
        kind = chance.choice([TieKind.ANSWERS_TO, TieKind.AUDIENCE_OF, TieKind.TRUSTS])
        one, other = (judged, other) if kind == TieKind.ANSWERS_TO else (other, judged)
        done.append(ties.note_tie(asking, one=one, kind=kind, other=other).key)
    elif deed == "access":
        level, whom = chance.choice([1, 1, 3]), chance.choice(people).pk
        named = [cast.who(name).pk for name in chance.choice([(), ("keeper",), ("reader",)])]
        done.append(access.set_access(asking, key=whom, sensitivity=level, named=named).key)
    elif deed == "actor":
        with change_set("change_actor", asking) as changes:
            one = Actor.objects.get(pk=chance.choice(actors).pk)
            changes.change(one, sensitivity=chance.choice([1, 1, 1, 3]))
    elif deed == "undo" and done:
        done.append(history.undo(asking, key=chance.choice(done[-4:])).key)
    elif key is not None and deed == "remove":
        done.append(ties.remove_tie(asking, key=key).key)
    elif key is not None:
        until = DAY - timedelta(days=1) if deed == "end" else None
        done.append(ties.change_tie(asking, key=key, until=until).key)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_to_ties_all_are_judged_at_once_as_they_would_be_again(
    cast: Cast, heron, board, seed
):
    chance = random.Random(seed)
    far = cast.add("The raven", by="outsider")
    people = [heron, board, cast.kamil, cast.add("The crow"), far]
    actors = [board.actor, group(cast), group(cast)]
    judging.rejudge_all(today=DAY)
    told, done = 0, []
    for _ in range(80):
        before = unknown_audience(heron), unknown_audience(board)
        try:
            something(cast, chance, people, actors, done)
        except Refusal:
            continue
        assert everything_said() == said_by_a_second_look(DAY)
        told += before != (unknown_audience(heron), unknown_audience(board))
    assert told > 1, "the walk must come by what makes a difference"
